-- SMS that were asked for, each with what became of it. The rows are the truth: whatever a server
-- was about to send when it died is sent by another one.
CREATE TABLE sms_outbox (
  id text PRIMARY KEY,
  room_id text NOT NULL,
  conversation_id text NOT NULL,
  agent_id text NOT NULL,
  recipient text NOT NULL,
  country text NOT NULL,
  -- Sealed, as it carries a link with its secret; null once a gateway has it.
  text bytea,
  parts integer NOT NULL,
  state text NOT NULL DEFAULT 'queued'
    CHECK (state IN ('queued', 'sent', 'delivered', 'failed', 'unknown')),
  -- What the room's conversation was last told.
  told text NOT NULL DEFAULT 'none',
  tell_at bigint NOT NULL,
  created_at bigint NOT NULL,
  -- After that it is not sent any more.
  until bigint NOT NULL,
  -- When it is to be sent, or when whoever is sending it counts as dead; null when nothing is left to send.
  due_at bigint,
  tries integer NOT NULL DEFAULT 0,
  -- How many of the tries may have reached the gateway without its answer reaching us.
  unsure integer NOT NULL DEFAULT 0
);

CREATE INDEX sms_due ON sms_outbox (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX sms_untold ON sms_outbox (tell_at) WHERE told <> state;
CREATE INDEX sms_by_time ON sms_outbox (created_at);
CREATE INDEX sms_by_agent ON sms_outbox (agent_id, created_at);
CREATE INDEX sms_by_room ON sms_outbox (room_id, created_at);

-- What a gateway calls the parts of an SMS, and what it said of each; it may say so before it says what it calls them.
CREATE TABLE sms_parts (
  gateway_id text PRIMARY KEY,
  sms_id text REFERENCES sms_outbox ON DELETE CASCADE,
  delivery text,
  at bigint NOT NULL
);

CREATE INDEX sms_parts_of ON sms_parts (sms_id);

CREATE FUNCTION sms_rank(state text) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
  SELECT array_position(ARRAY['queued', 'sent', 'unknown', 'failed', 'delivered'], state)
$$;

-- Queues an SMS, or answers how many ms are to pass before a cap allows it. One after the other, so that
-- two at once cannot both be the last one allowed.
CREATE FUNCTION queue_sms(sms jsonb, sealed bytea, caps jsonb, moment bigint) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
  an_hour CONSTANT bigint := 3600000;
  blocking bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(7210420);
  SELECT max(nth.created_at) INTO blocking FROM (
    (SELECT created_at FROM sms_outbox
      WHERE created_at > moment - an_hour AND agent_id = sms->>'agentId'
      ORDER BY created_at DESC OFFSET (caps->>'perAgent')::int - 1 LIMIT 1)
    UNION ALL
    (SELECT created_at FROM sms_outbox
      WHERE created_at > moment - an_hour AND recipient = sms->>'to'
      ORDER BY created_at DESC OFFSET (caps->>'perNumber')::int - 1 LIMIT 1)
    UNION ALL
    (SELECT created_at FROM sms_outbox
      WHERE created_at > moment - an_hour AND country = sms->>'country'
      ORDER BY created_at DESC OFFSET (caps->>'perCountry')::int - 1 LIMIT 1)
    UNION ALL
    (SELECT created_at FROM sms_outbox
      WHERE created_at > moment - an_hour
      ORDER BY created_at DESC OFFSET (caps->>'perHour')::int - 1 LIMIT 1)
  ) AS nth;
  IF blocking IS NOT NULL THEN
    RETURN greatest(1, blocking + an_hour - moment);
  END IF;
  INSERT INTO sms_outbox (id, room_id, conversation_id, agent_id, recipient, country,
                          text, parts, tell_at, created_at, until, due_at)
  VALUES (sms->>'id', sms->>'roomId', sms->>'conversationId', sms->>'agentId', sms->>'to',
          sms->>'country', sealed, (sms->>'parts')::int, moment, moment,
          (sms->>'until')::bigint, moment);
  RETURN 0;
END $$;

-- What became of an SMS. News that is older than what is known changes nothing; whatever is
-- reported was sent, so there is nothing left to send.
CREATE FUNCTION sms_became(its_id text, became text, moment bigint) RETURNS boolean
LANGUAGE sql AS $$
  WITH news AS (
    UPDATE sms_outbox SET state = became, due_at = NULL, unsure = 0, tell_at = moment
    WHERE id = its_id AND sms_rank(became) > sms_rank(state)
    RETURNING id)
  SELECT EXISTS (SELECT FROM news)
$$;

-- An SMS of several parts is delivered when all of them are, and failed when one is.
CREATE FUNCTION sms_settle(its_id text, moment bigint) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  became text;
BEGIN
  PERFORM FROM sms_outbox WHERE id = its_id FOR UPDATE;
  SELECT CASE
    WHEN bool_or(delivery = 'failed') THEN 'failed'
    WHEN bool_and(coalesce(delivery, 'sent') = 'delivered') THEN 'delivered'
    WHEN bool_or(delivery = 'unknown') THEN 'unknown'
    ELSE 'sent' END
  INTO became FROM sms_parts WHERE sms_id = its_id;
  RETURN sms_became(its_id, coalesce(became, 'sent'), moment);
END $$;

-- The gateway took an SMS and calls its parts so.
CREATE FUNCTION sms_sent(its_id text, gateway_ids text[], moment bigint) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO sms_parts (gateway_id, sms_id, at)
  SELECT DISTINCT each, its_id, moment FROM unnest(gateway_ids) AS each ORDER BY each
  ON CONFLICT (gateway_id) DO UPDATE SET
    -- A name used again: what was said of the older one says nothing of this one.
    delivery = CASE WHEN sms_parts.sms_id IS NULL THEN sms_parts.delivery END,
    sms_id = excluded.sms_id,
    at = excluded.at;
  UPDATE sms_outbox SET due_at = NULL WHERE id = its_id;
  RETURN sms_settle(its_id, moment);
END $$;

-- The gateway says what became of a part; it is kept when nobody knows yet whose part that is.
CREATE FUNCTION sms_part_became(its_gateway_id text, became text, moment bigint) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  owner text;
BEGIN
  INSERT INTO sms_parts AS known (gateway_id, delivery, at) VALUES (its_gateway_id, became, moment)
  ON CONFLICT (gateway_id) DO UPDATE SET
    delivery = CASE
      WHEN sms_rank(became) > coalesce(sms_rank(known.delivery), 0) THEN became
      ELSE known.delivery END
  RETURNING sms_id INTO owner;
  RETURN owner IS NOT NULL AND sms_settle(owner, moment);
END $$;
