-- Conversations from before customers could be asked for a photo or their position become whole values.
UPDATE conversations SET value = '{"requests": []}'::jsonb || value WHERE NOT value ? 'requests';
