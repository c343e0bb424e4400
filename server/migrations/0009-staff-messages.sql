-- What agents and supervisors write to each other: one thread for each two, by their ids in order.

CREATE TABLE staff_threads (
  first_id text NOT NULL REFERENCES staff ON DELETE CASCADE,
  second_id text NOT NULL REFERENCES staff ON DELETE CASCADE,
  last_seq bigint NOT NULL DEFAULT 0,
  -- How far each of the two has read.
  first_read bigint NOT NULL DEFAULT 0,
  second_read bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (first_id, second_id),
  CHECK (first_id < second_id)
);
CREATE INDEX staff_threads_by_second ON staff_threads (second_id);

CREATE TABLE staff_messages (
  first_id text NOT NULL,
  second_id text NOT NULL,
  seq bigint NOT NULL,
  author_id text NOT NULL,
  message_id text NOT NULL,
  at bigint NOT NULL,
  text text NOT NULL,
  PRIMARY KEY (first_id, second_id, seq),
  FOREIGN KEY (first_id, second_id) REFERENCES staff_threads ON DELETE CASCADE
);
CREATE UNIQUE INDEX staff_messages_once ON staff_messages (first_id, second_id, author_id, message_id);

-- Puts one fact into the mailboxes of two people, each told of the other; answers the events with their numbers.
CREATE FUNCTION tell_mailboxes(p_one text, p_other text, p_at bigint, p_fact jsonb)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  v_events jsonb := jsonb_build_array(
    jsonb_build_object('stream', 'mailbox:' || p_one, 'at', p_at,
      'data', p_fact || jsonb_build_object('withId', p_other)),
    jsonb_build_object('stream', 'mailbox:' || p_other, 'at', p_at,
      'data', p_fact || jsonb_build_object('withId', p_one)));
  v_seqs jsonb := append_events(v_events);
BEGIN
  RETURN jsonb_build_array(
    v_events->0 || jsonb_build_object('seq', v_seqs->0),
    v_events->1 || jsonb_build_object('seq', v_seqs->1));
END
$$;

-- Stores a message once. p: { fromId, toId, messageId, text, at }; answers { seq, at, events }, or null where nobody can be written to.
CREATE FUNCTION write_staff_message(p jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  v_from text := p->>'fromId';
  v_to text := p->>'toId';
  v_first text := least(v_from, v_to);
  v_second text := greatest(v_from, v_to);
  v_at bigint := (p->>'at')::bigint;
  v_seq bigint;
BEGIN
  IF v_from = v_to OR NOT EXISTS (
    SELECT 1 FROM staff WHERE id = v_to AND role IN ('agent', 'supervisor'))
  THEN RETURN NULL; END IF;
  INSERT INTO staff_threads (first_id, second_id) VALUES (v_first, v_second) ON CONFLICT DO NOTHING;
  -- The row is the turn of the two: numbers are given in the order in which they become visible.
  UPDATE staff_threads SET last_seq = last_seq + 1
    WHERE first_id = v_first AND second_id = v_second RETURNING last_seq INTO v_seq;
  INSERT INTO staff_messages (first_id, second_id, seq, author_id, message_id, at, text)
    VALUES (v_first, v_second, v_seq, v_from, p->>'messageId', v_at, p->>'text')
    ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    UPDATE staff_threads SET last_seq = last_seq - 1
      WHERE first_id = v_first AND second_id = v_second;
    RETURN (SELECT jsonb_build_object('seq', seq, 'at', at, 'events', '[]'::jsonb)
      FROM staff_messages WHERE first_id = v_first AND second_id = v_second
        AND author_id = v_from AND message_id = p->>'messageId');
  END IF;
  RETURN jsonb_build_object('seq', v_seq, 'at', v_at, 'events',
    tell_mailboxes(v_from, v_to, v_at, jsonb_build_object('type', 'staff-message', 'message',
      jsonb_build_object('seq', v_seq, 'messageId', p->>'messageId', 'authorId', v_from,
        'text', p->>'text', 'at', v_at))));
END
$$;

-- One of two has read up to a number; answers the events, none where it was known.
CREATE FUNCTION mark_staff_read(p_reader text, p_other text, p_up_to bigint, p_at bigint)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  v_up_to bigint;
BEGIN
  UPDATE staff_threads SET
    first_read = CASE WHEN p_reader = first_id THEN least(p_up_to, last_seq) ELSE first_read END,
    second_read = CASE WHEN p_reader = second_id THEN least(p_up_to, last_seq) ELSE second_read END
  WHERE first_id = least(p_reader, p_other) AND second_id = greatest(p_reader, p_other)
    AND CASE WHEN p_reader = first_id THEN first_read ELSE second_read END < least(p_up_to, last_seq)
  RETURNING least(p_up_to, last_seq) INTO v_up_to;
  IF v_up_to IS NULL THEN RETURN '[]'; END IF;
  RETURN tell_mailboxes(p_reader, p_other, p_at,
    jsonb_build_object('type', 'staff-read', 'byId', p_reader, 'upTo', v_up_to));
END
$$;
