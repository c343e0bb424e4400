-- Whom one can call: internal numbers, the contacts of the house, and each agent's own last calls.

ALTER TABLE staff ADD COLUMN internal_number integer UNIQUE;
ALTER TABLE staff ADD COLUMN agent_type text CHECK (agent_type IN ('webrtc', 'none'));
ALTER TABLE queues ADD COLUMN internal_number integer UNIQUE;

-- The lowest number from p_first on that neither a person nor a queue has.
CREATE FUNCTION free_internal_number(p_first integer) RETURNS integer LANGUAGE plpgsql AS $$
BEGIN
  RETURN (SELECT n FROM generate_series(p_first, p_first + 1000000) AS n
    WHERE NOT EXISTS (SELECT 1 FROM staff WHERE internal_number = n)
      AND NOT EXISTS (SELECT 1 FROM queues WHERE internal_number = n)
    LIMIT 1);
END
$$;

-- A number given by hand is kept when it is free; people and queues share the numbers.
CREATE FUNCTION give_internal_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.internal_number IS NOT DISTINCT FROM OLD.internal_number THEN
    RETURN NEW;
  END IF;
  -- One at a time: two who look for a free number at once would find the same.
  PERFORM pg_advisory_xact_lock(7301955);
  IF NEW.internal_number IS NULL THEN
    NEW.internal_number := free_internal_number(TG_ARGV[0]::integer);
  ELSIF EXISTS (SELECT 1 FROM staff WHERE internal_number = NEW.internal_number
        AND (TG_TABLE_NAME <> 'staff' OR id <> NEW.id))
      OR EXISTS (SELECT 1 FROM queues WHERE internal_number = NEW.internal_number
        AND (TG_TABLE_NAME <> 'queues' OR id <> NEW.id)) THEN
    RAISE unique_violation USING MESSAGE = 'this internal number is taken';
  END IF;
  RETURN NEW;
END
$$;

-- Those who take calls have a call bar (B1); whoever only administers has none unless it is said.
CREATE FUNCTION give_agent_type() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.agent_type := coalesce(NEW.agent_type,
    CASE WHEN NEW.role = 'admin' THEN 'none' ELSE 'webrtc' END);
  RETURN NEW;
END
$$;

CREATE TRIGGER staff_internal_number BEFORE INSERT OR UPDATE OF internal_number ON staff
  FOR EACH ROW EXECUTE FUNCTION give_internal_number('200');
CREATE TRIGGER queues_internal_number BEFORE INSERT OR UPDATE OF internal_number ON queues
  FOR EACH ROW EXECUTE FUNCTION give_internal_number('600');
CREATE TRIGGER staff_agent_type BEFORE INSERT ON staff
  FOR EACH ROW EXECUTE FUNCTION give_agent_type();

-- Those who are here already.
DO $$
DECLARE
  v_id text;
BEGIN
  FOR v_id IN SELECT id FROM staff ORDER BY name, id LOOP
    UPDATE staff SET internal_number = free_internal_number(200),
      agent_type = CASE WHEN role = 'admin' THEN 'none' ELSE 'webrtc' END WHERE id = v_id;
  END LOOP;
  FOR v_id IN SELECT id FROM queues ORDER BY name, id LOOP
    UPDATE queues SET internal_number = free_internal_number(600) WHERE id = v_id;
  END LOOP;
END
$$;
ALTER TABLE staff ALTER COLUMN internal_number SET NOT NULL;
ALTER TABLE staff ALTER COLUMN agent_type SET NOT NULL;
ALTER TABLE queues ALTER COLUMN internal_number SET NOT NULL;

CREATE TABLE contacts_book (
  id text PRIMARY KEY,
  name text NOT NULL,
  number text NOT NULL,
  email text NOT NULL,
  company text NOT NULL,
  note text NOT NULL,
  updated_at bigint NOT NULL,
  -- The name without case and accents: the order of lists.
  folded text NOT NULL,
  -- What of the number is dialled: digits, star and hash.
  digits text NOT NULL,
  -- Every word of name, company and address, folded, one space between them.
  searched text NOT NULL,
  -- A number says who calls, so it belongs to one contact; without one the e-mail address does.
  key text NOT NULL UNIQUE,
  words tsvector GENERATED ALWAYS AS (array_to_tsvector(string_to_array(searched, ' '))) STORED
);
CREATE INDEX contacts_book_by_name ON contacts_book (folded COLLATE "C", id COLLATE "C");
CREATE INDEX contacts_book_words ON contacts_book USING gin (words);

CREATE TABLE recent_calls (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  agent_id text NOT NULL,
  call_id text NOT NULL,
  conversation_id text NOT NULL,
  at bigint NOT NULL,
  direction text NOT NULL CHECK (direction IN ('in', 'out')),
  kind text NOT NULL,
  -- A member of staff, who may be given another number; null for everybody else.
  other_id text,
  other_name text NOT NULL,
  number text,
  outcome text NOT NULL
    CHECK (outcome IN ('answered', 'missed', 'declined', 'no-answer', 'failed')),
  -- Null while they talk.
  talk_ms bigint
);
CREATE INDEX recent_calls_by_agent ON recent_calls (agent_id, at DESC, id DESC);
CREATE INDEX recent_calls_going_on ON recent_calls (call_id) WHERE talk_ms IS NULL;

-- Part of closing a change: p is { over: [{ agentId, callId, at }], begun: [a recent call] }.
CREATE FUNCTION write_recent_calls(p jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE recent_calls AS r SET talk_ms = greatest(0, (o->>'at')::bigint - r.at)
    FROM jsonb_array_elements(p->'over') AS o
    WHERE r.call_id = o->>'callId' AND r.agent_id = o->>'agentId' AND r.talk_ms IS NULL;
  INSERT INTO recent_calls (agent_id, call_id, conversation_id, at, direction, kind, other_id,
    other_name, number, outcome, talk_ms)
  SELECT b->>'agentId', b->>'callId', b->>'conversationId', (b->>'at')::bigint, b->>'direction',
    b->>'kind', b->>'otherId', b->>'otherName', b->>'number', b->>'outcome',
    (b->>'talkMs')::bigint
  FROM jsonb_array_elements(p->'begun') AS b;
END
$$;
