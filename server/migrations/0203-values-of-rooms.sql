-- Conversations and calls from before there were rooms, questions and signed customers become whole values.
UPDATE conversations SET value =
  '{"room": null, "videoRequest": null, "callback": null, "feedback": []}'::jsonb
  || jsonb_set(value, '{customer}', '{"verified": null}'::jsonb || (value->'customer'))
  WHERE NOT value ? 'room';
UPDATE calls SET value = '{"boundToAgentId": null, "room": null}'::jsonb || value
  WHERE NOT value ? 'room';
