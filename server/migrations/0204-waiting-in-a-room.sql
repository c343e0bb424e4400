-- Whoever waits in an empty room can be rung by a guest who brings no more than its code: one video session is one call.
DROP INDEX tasks_one_video;
CREATE UNIQUE INDEX tasks_one_video ON tasks (agent_id)
  WHERE channel = 'video' AND state <> 'wrap-up' AND contact_id NOT LIKE 'room:%';

-- Rooms made before an invitation could name the camera begin with the front one.
UPDATE conversations SET value = jsonb_set(value, '{room,camera}', '"front"')
  WHERE jsonb_typeof(value -> 'room') = 'object' AND NOT value -> 'room' ? 'camera';
