-- Conversations from before there were shared pictures become whole values.
UPDATE conversations SET value = '{"picture": null}'::jsonb || value WHERE NOT value ? 'picture';
