-- Rooms: their links, who visits them, and calls that only one agent gets.

ALTER TABLE installation
  -- How long a code is, and how long it opens a lobby (L1).
  ADD COLUMN room_code_length integer NOT NULL DEFAULT 7 CHECK (room_code_length BETWEEN 6 AND 20),
  ADD COLUMN room_ms integer NOT NULL DEFAULT 3600000 CHECK (room_ms > 0),
  ADD COLUMN sms_room_ms integer NOT NULL DEFAULT 900000 CHECK (sms_room_ms > 0),
  ADD COLUMN record_rooms boolean NOT NULL DEFAULT false,
  -- What customers know the business by: in lobbies and text messages.
  ADD COLUMN business_name text NOT NULL DEFAULT 'Parley';

-- Codes and secrets are here as hashes; `sealed` is both for the agent who copies the link once more.
CREATE TABLE room_links (
  -- The room's id, or the invitation's.
  id text PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('room', 'invitation')),
  -- Keyed with the installation's secret: a copy of this table is no list of codes. Rows live on for weeks: no code
  -- comes again while anybody may still have it.
  code_hash bytea NOT NULL UNIQUE,
  secret_hash bytea NOT NULL,
  sealed bytea NOT NULL,
  agent_id text NOT NULL,
  -- Of a room; each visit by an invitation has its own.
  conversation_id text,
  uses text NOT NULL CHECK (uses IN ('one', 'any')),
  note text NOT NULL DEFAULT '',
  made_at bigint NOT NULL,
  until bigint NOT NULL,
  cancelled_at bigint,
  CHECK ((kind = 'room') = (conversation_id IS NOT NULL))
);
CREATE INDEX room_links_by_agent ON room_links (agent_id, made_at DESC) WHERE kind = 'invitation';
CREATE INDEX room_links_by_end ON room_links (until);

-- The number an SMS link goes to; apart from the conversation, which its customer reads.
CREATE TABLE room_numbers (
  room_id text PRIMARY KEY,
  number text NOT NULL,
  country text NOT NULL,
  sent_at bigint NOT NULL
);

-- Who came by an invitation, or by a code without its secret: each in a conversation of its own. Written before the
-- conversation is: one that never came into being has no visit.
CREATE TABLE room_visits (
  conversation_id text PRIMARY KEY,
  link_id text NOT NULL,
  tab_id text NOT NULL,
  by_secret boolean NOT NULL,
  at bigint NOT NULL
);
CREATE INDEX room_visits_by_link ON room_visits (link_id, at);

-- Whoever comes by a link comes through no entry.
ALTER TABLE customer_tokens ALTER COLUMN entry_id DROP NOT NULL;

ALTER TABLE contacts ADD COLUMN bound_to_agent_id text;

CREATE OR REPLACE FUNCTION write_work(p_conversation text, p_contacts jsonb, p_tasks jsonb)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM contacts WHERE id IN (SELECT jsonb_array_elements_text(p_contacts->'gone'));
  INSERT INTO contacts (id, conversation_id, call_id, channel, queue_id, since, state,
    preferred_agent_id, bound_to_agent_id, passed_by, agent_id, offer_id, offer_until)
  SELECT c->>'id', p_conversation, c->>'callId', c->>'channel', c->>'queueId',
    (c->>'since')::bigint, c->>'state', c->>'preferredAgentId', c->>'boundToAgentId',
    c->'passedBy', c->>'agentId', c->>'offerId', (c->>'offerUntil')::bigint
  FROM jsonb_array_elements(p_contacts->'now') AS c
  ON CONFLICT (id) DO UPDATE SET state = excluded.state, queue_id = excluded.queue_id,
    passed_by = excluded.passed_by,
    agent_id = excluded.agent_id, offer_id = excluded.offer_id, offer_until = excluded.offer_until,
    since = excluded.since, preferred_agent_id = excluded.preferred_agent_id,
    bound_to_agent_id = excluded.bound_to_agent_id;
  IF p_tasks IS NOT NULL THEN
    DELETE FROM tasks WHERE conversation_id = p_conversation;
    INSERT INTO tasks (contact_id, agent_id, conversation_id, channel, state, since)
    SELECT t->>'contactId', t->>'agentId', p_conversation, t->>'channel', t->>'state',
      (t->>'since')::bigint
    FROM jsonb_array_elements(p_tasks) AS t;
  END IF;
END
$$;

-- Queues in which somebody waits whom this agent could serve.
CREATE FUNCTION queues_for_agent(p_agent text) RETURNS SETOF text LANGUAGE sql STABLE AS $$
  SELECT DISTINCT queue_id FROM contacts
  WHERE state = 'waiting' AND (preferred_agent_id = p_agent OR bound_to_agent_id = p_agent
    OR queue_id IN (SELECT queue_id FROM queue_members WHERE staff_id = p_agent))
$$;

-- A routing job for every queue in which someone waits whom one of these agents could serve.
CREATE OR REPLACE FUNCTION route_for_agents(p_agents jsonb, p_due bigint) RETURNS jsonb
LANGUAGE sql AS $$
  SELECT write_jobs(coalesce(jsonb_agg(DISTINCT jsonb_build_object(
    'key', 'route:' || w.queue_id || ':' || a.id, 'kind', 'route', 'subject', w.queue_id,
    'dueAt', p_due, 'data', '{}'::jsonb)), '[]'))
  FROM jsonb_array_elements_text(p_agents) AS a (id)
  JOIN contacts AS w ON w.state = 'waiting' AND (w.preferred_agent_id = a.id
    OR w.bound_to_agent_id = a.id
    OR w.queue_id IN (SELECT queue_id FROM queue_members WHERE staff_id = a.id))
$$;

-- As before; an agent whom somebody waits for alone is looked at whatever their queue and their wish.
CREATE OR REPLACE FUNCTION routing_view(p_queue text) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_contacts jsonb;
  v_candidates jsonb;
BEGIN
  SELECT jsonb_agg(jsonb_build_object(
      'id', id, 'conversationId', conversation_id, 'callId', call_id, 'channel', channel,
      'queueId', queue_id, 'since', since, 'state', state,
      'preferredAgentId', preferred_agent_id, 'boundToAgentId', bound_to_agent_id,
      'passedBy', passed_by) ORDER BY since, id)
    INTO v_contacts FROM contacts WHERE queue_id = p_queue;
  IF v_contacts IS NULL THEN RETURN '{"contacts":[],"candidates":[],"waits":[]}'; END IF;
  WITH members AS MATERIALIZED (
    SELECT a.agent_id, a.presence, m.staff_id IS NOT NULL AS belongs
    FROM agents AS a LEFT JOIN queue_members AS m
      ON m.staff_id = a.agent_id AND m.queue_id = p_queue
    WHERE a.presence->'wish'->>'state' <> 'offline' AND (m.staff_id IS NOT NULL OR a.agent_id IN (
        SELECT preferred_agent_id FROM contacts WHERE queue_id = p_queue))
      OR a.presence IS NOT NULL AND a.agent_id IN (
        SELECT bound_to_agent_id FROM contacts WHERE queue_id = p_queue)),
  pages AS (
    SELECT agent_id, jsonb_agg(jsonb_build_object(
      'tabId', tab_id, 'until', until, 'canRing', can_ring, 'microphone', microphone,
      'media', media)) AS list
    FROM leases JOIN members USING (agent_id) GROUP BY agent_id),
  work AS (
    SELECT agent_id, jsonb_agg(jsonb_build_object(
      'contactId', contact_id, 'conversationId', conversation_id, 'channel', channel,
      'state', state, 'since', since)) AS list
    FROM tasks JOIN members USING (agent_id) GROUP BY agent_id)
  SELECT jsonb_agg(jsonb_build_object(
      'agentId', m.agent_id, 'presence', m.presence,
      'queueIds', CASE WHEN belongs THEN jsonb_build_array(p_queue) ELSE '[]' END,
      'leases', coalesce(p.list, '[]'), 'tasks', coalesce(w.list, '[]')))
    INTO v_candidates
    FROM members AS m LEFT JOIN pages AS p USING (agent_id) LEFT JOIN work AS w USING (agent_id);
  RETURN jsonb_build_object(
    'contacts', v_contacts,
    'candidates', coalesce(v_candidates, '[]'),
    'waits', (
      SELECT coalesce(jsonb_agg(closed_at - waiting_since), '[]') FROM (
        SELECT closed_at, waiting_since FROM offers
        WHERE queue_id = p_queue AND outcome = 'accepted' ORDER BY closed_at DESC LIMIT 20) AS w));
END
$$;
