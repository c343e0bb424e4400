-- Each function is one round trip of a command. They lock and store; what is decided is decided in core.

-- An agent with all that core asks about them.
CREATE FUNCTION agent_now(p_agent text) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
    'agentId', p_agent,
    'name', (SELECT name FROM staff WHERE id = p_agent),
    'presence', (SELECT presence FROM agents WHERE agent_id = p_agent),
    'queueIds', coalesce(
      (SELECT jsonb_agg(queue_id) FROM queue_members WHERE staff_id = p_agent), '[]'),
    'leases', coalesce(
      (SELECT jsonb_agg(jsonb_build_object(
         'tabId', tab_id, 'until', until, 'canRing', can_ring, 'microphone', microphone,
         'media', media))
       FROM leases WHERE agent_id = p_agent), '[]'),
    'tasks', coalesce(
      (SELECT jsonb_agg(jsonb_build_object(
         'contactId', contact_id, 'conversationId', conversation_id, 'channel', channel,
         'state', state, 'since', since))
       FROM tasks WHERE agent_id = p_agent), '[]'))
$$;

-- Locks agents in one order for everybody; an agent never seen gets a row to lock.
CREATE FUNCTION lock_agents(p_agents text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_found integer;
BEGIN
  PERFORM 1 FROM agents WHERE agent_id = ANY (p_agents) ORDER BY agent_id FOR UPDATE;
  GET DIAGNOSTICS v_found = ROW_COUNT;
  IF v_found < cardinality(p_agents) THEN
    INSERT INTO agents (agent_id)
      SELECT DISTINCT one FROM unnest(p_agents) AS one ORDER BY one ON CONFLICT DO NOTHING;
    PERFORM 1 FROM agents WHERE agent_id = ANY (p_agents) ORDER BY agent_id FOR UPDATE;
  END IF;
END
$$;

-- Opens a change of one conversation: locks it, its call and its agents, and reads them.
-- p: { conversationId | callId | offerId | beginning, agents: [], engaged: bool, personId, commandId?, now }
-- A conversation that begins is not stored yet: of two of one command the agents' locks make the second wait.
CREATE FUNCTION open_change(p jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  v_id text := p->>'conversationId';
  v_call_id text := p->>'callId';
  v_offer offers%ROWTYPE;
  v_row conversations%ROWTYPE;
  v_call calls%ROWTYPE;
  v_agents text[];
  v_answer jsonb;
BEGIN
  IF p ? 'offerId' THEN
    SELECT * INTO v_offer FROM offers WHERE id = p->>'offerId';
    v_id := v_offer.conversation_id;
    v_call_id := v_offer.call_id;
  ELSIF v_call_id IS NOT NULL THEN
    SELECT conversation_id INTO v_id FROM calls WHERE id = v_call_id;
  END IF;
  IF p ? 'beginning' THEN
    v_row.value := p->'beginning';
    v_id := v_row.value->>'id';
    SELECT array_agg(one) INTO v_agents FROM jsonb_array_elements_text(p->'agents') AS one;
    PERFORM lock_agents(v_agents);
  ELSE
    SELECT * INTO v_row FROM conversations WHERE id = v_id FOR UPDATE;
    IF NOT FOUND THEN RETURN jsonb_build_object('found', false); END IF;
  END IF;
  IF p ? 'commandId' THEN
    SELECT answer INTO v_answer FROM command_answers
      WHERE person_id = p->>'personId' AND command_id = p->>'commandId';
    IF FOUND THEN RETURN jsonb_build_object('found', true, 'answered', v_answer); END IF;
  END IF;
  IF v_call_id IS NULL THEN
    SELECT * INTO v_call FROM calls WHERE conversation_id = v_id AND phase <> 'ended' FOR UPDATE;
  ELSE
    SELECT * INTO v_call FROM calls WHERE id = v_call_id FOR UPDATE;
  END IF;
  SELECT array_agg(DISTINCT one) INTO v_agents FROM (
    SELECT jsonb_array_elements_text(p->'agents') AS one
    UNION SELECT agent_id FROM tasks
      WHERE conversation_id = v_id AND (p->>'engaged')::boolean) AS involved;
  IF v_agents IS NOT NULL AND NOT p ? 'beginning' THEN PERFORM lock_agents(v_agents); END IF;
  RETURN jsonb_build_object(
    'found', true,
    'conversation', v_row.value,
    'isNew', p ? 'beginning',
    'call', CASE WHEN v_call.id IS NULL THEN NULL ELSE jsonb_build_object(
      'value', v_call.value, 'version', v_call.version, 'nodeId', v_call.node_id,
      'bootId', v_call.boot_id, 'links', v_call.links) END,
    'offer', CASE WHEN v_offer.id IS NULL THEN NULL ELSE jsonb_build_object(
      'id', v_offer.id, 'agentId', v_offer.agent_id, 'contactId', v_offer.contact_id,
      'callId', v_offer.call_id) END,
    'agents', (SELECT coalesce(jsonb_agg(agent_now(one)), '[]') FROM unnest(v_agents) AS one),
    'queueName', (SELECT name FROM queues
      WHERE id = coalesce(nullif(v_call.value->>'queueId', ''), v_row.queue_id)),
    'wrapUpMs', (SELECT wrap_up_ms FROM queues
      WHERE id = coalesce(v_call.value->>'queueId', v_row.queue_id)),
    'entry', (SELECT jsonb_build_object('name', name, 'config', config)
      FROM entries WHERE id = v_row.entry_id),
    'node', CASE WHEN p ? 'wantNode' THEN
      media_node_for(p->'wantNode'->>'notBoot') END);
END
$$;

-- The ready media node with the fewest calls; never the start that is known to be over.
-- Nodes write their leases by this clock; a server's own may be wrong.
CREATE FUNCTION media_node_for(p_not_boot text) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('nodeId', n.id, 'bootId', n.boot_id)
  FROM media_nodes AS n
  WHERE n.state = 'ready' AND n.until > (extract(epoch FROM statement_timestamp()) * 1000)::bigint
    AND n.boot_id IS DISTINCT FROM p_not_boot
  ORDER BY (SELECT count(*) FROM calls WHERE node_id = n.id AND phase <> 'ended'), n.load, n.id
  LIMIT 1
$$;

-- Appends events to their streams, streams locked in the order of their names; answers the numbers in the order given.
CREATE FUNCTION append_events(p jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  v_stream record;
  v_base bigint;
  v_seqs jsonb := '[]';
BEGIN
  FOR v_stream IN
    SELECT e->>'stream' AS name, count(*) AS n FROM jsonb_array_elements(p) AS e
    GROUP BY 1 ORDER BY 1
  LOOP
    INSERT INTO streams AS s (stream, last_seq) VALUES (v_stream.name, v_stream.n)
      ON CONFLICT (stream) DO UPDATE SET last_seq = s.last_seq + excluded.last_seq
      RETURNING last_seq - v_stream.n INTO v_base;
    WITH numbered AS (
      SELECT e, ord, v_base + row_number() OVER (ORDER BY ord) AS seq
      FROM jsonb_array_elements(p) WITH ORDINALITY AS t (e, ord)
      WHERE e->>'stream' = v_stream.name),
    stored AS (
      INSERT INTO events (stream, seq, at, data)
      SELECT v_stream.name, seq, (e->>'at')::bigint, e->'data' FROM numbered)
    SELECT v_seqs || jsonb_agg(jsonb_build_array(ord, seq)) INTO v_seqs FROM numbered;
  END LOOP;
  RETURN (SELECT coalesce(jsonb_agg(pair->1 ORDER BY (pair->>0)::bigint), '[]')
    FROM jsonb_array_elements(v_seqs) AS pair);
END
$$;

-- Writes or rewrites jobs; answers their tickets.
CREATE FUNCTION write_jobs(p jsonb) RETURNS jsonb LANGUAGE sql AS $$
  WITH written AS (
    INSERT INTO jobs (key, kind, subject, due_at, data)
    SELECT j->>'key', j->>'kind', j->>'subject', (j->>'dueAt')::bigint, j->'data'
    FROM jsonb_array_elements(p) AS j ORDER BY j->>'key'
    ON CONFLICT (key) DO UPDATE SET kind = excluded.kind, subject = excluded.subject,
      due_at = excluded.due_at, data = excluded.data, token = nextval('job_tokens')
    RETURNING key, token, kind, subject)
  SELECT coalesce(jsonb_agg(to_jsonb(written)), '[]') FROM written
$$;

CREATE FUNCTION write_conversation(p jsonb) RETURNS void LANGUAGE sql AS $$
  INSERT INTO conversations AS c (id, version, value, entry_id, queue_id, customer_id, chat_state,
    agent_ids, started_at)
  VALUES (p->>'id', 1, p->'value', p->>'entryId', p->>'queueId', p->>'customerId', p->>'chatState',
    ARRAY(SELECT jsonb_array_elements_text(p->'agentIds')), (p->>'startedAt')::bigint)
  ON CONFLICT (id) DO UPDATE SET version = c.version + 1, value = excluded.value,
    queue_id = excluded.queue_id, chat_state = excluded.chat_state, agent_ids = excluded.agent_ids
$$;

CREATE FUNCTION write_call(p jsonb) RETURNS void LANGUAGE sql AS $$
  INSERT INTO calls (id, conversation_id, version, value, phase, queue_id, node_id, boot_id, links,
    tab_ids, started_at, ended_at)
  VALUES (p->>'id', p->>'conversationId', (p->>'version')::integer, p->'value', p->>'phase',
    p->>'queueId', p->>'nodeId', p->>'bootId', p->'links',
    ARRAY(SELECT jsonb_array_elements_text(p->'tabIds')), (p->>'startedAt')::bigint,
    (p->>'endedAt')::bigint)
  ON CONFLICT (id) DO UPDATE SET version = excluded.version, value = excluded.value,
    phase = excluded.phase, queue_id = excluded.queue_id, node_id = excluded.node_id, boot_id = excluded.boot_id,
    links = excluded.links, tab_ids = excluded.tab_ids, ended_at = excluded.ended_at
$$;

-- Makes the conversation's contacts and tasks exactly those given.
CREATE FUNCTION write_work(p_conversation text, p_contacts jsonb, p_tasks jsonb)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM contacts WHERE id IN (SELECT jsonb_array_elements_text(p_contacts->'gone'));
  INSERT INTO contacts (id, conversation_id, call_id, channel, queue_id, since, state,
    preferred_agent_id, passed_by, agent_id, offer_id, offer_until)
  SELECT c->>'id', p_conversation, c->>'callId', c->>'channel', c->>'queueId',
    (c->>'since')::bigint, c->>'state', c->>'preferredAgentId', c->'passedBy', c->>'agentId',
    c->>'offerId', (c->>'offerUntil')::bigint
  FROM jsonb_array_elements(p_contacts->'now') AS c
  ON CONFLICT (id) DO UPDATE SET state = excluded.state, queue_id = excluded.queue_id,
    passed_by = excluded.passed_by,
    agent_id = excluded.agent_id, offer_id = excluded.offer_id, offer_until = excluded.offer_until,
    since = excluded.since, preferred_agent_id = excluded.preferred_agent_id;
  IF p_tasks IS NOT NULL THEN
    DELETE FROM tasks WHERE conversation_id = p_conversation;
    INSERT INTO tasks (contact_id, agent_id, conversation_id, channel, state, since)
    SELECT t->>'contactId', t->>'agentId', p_conversation, t->>'channel', t->>'state',
      (t->>'since')::bigint
    FROM jsonb_array_elements(p_tasks) AS t;
  END IF;
END
$$;

CREATE FUNCTION write_offers(p_made jsonb, p_closed jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE offers SET outcome = o->>'outcome', closed_at = (o->>'at')::bigint
    FROM jsonb_array_elements(p_closed) AS o
    WHERE offers.id = o->>'id' AND offers.outcome IS NULL;
  INSERT INTO offers (id, contact_id, conversation_id, call_id, queue_id, agent_id, at, until,
    waiting_since, reasons)
  SELECT o->>'id', o->>'contactId', o->>'conversationId', o->>'callId', o->>'queueId',
    o->>'agentId', (o->>'at')::bigint, (o->>'until')::bigint, (o->>'waitingSince')::bigint,
    o->'reasons'
  FROM jsonb_array_elements(p_made) AS o;
END
$$;

-- A routing job for every queue in which someone waits whom one of these agents could serve.
CREATE FUNCTION route_for_agents(p_agents jsonb, p_due bigint) RETURNS jsonb LANGUAGE sql AS $$
  SELECT write_jobs(coalesce(jsonb_agg(DISTINCT jsonb_build_object(
    'key', 'route:' || w.queue_id || ':' || a.id, 'kind', 'route', 'subject', w.queue_id,
    'dueAt', p_due, 'data', '{}'::jsonb)), '[]'))
  FROM jsonb_array_elements_text(p_agents) AS a (id)
  JOIN contacts AS w ON w.state = 'waiting' AND (w.preferred_agent_id = a.id OR w.queue_id IN
    (SELECT queue_id FROM queue_members WHERE staff_id = a.id))
$$;

-- Closes a change: stores all of it, or nothing. Answers event numbers and the jobs that are to be carried out.
CREATE FUNCTION close_change(p jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  v_jobs jsonb := '[]';
  v_one jsonb;
BEGIN
  IF p ? 'conversation' THEN PERFORM write_conversation(p->'conversation'); END IF;
  IF p ? 'call' THEN PERFORM write_call(p->'call'); END IF;
  IF p ? 'contacts' THEN PERFORM write_work(p->>'conversationId', p->'contacts', p->'tasks'); END IF;
  IF p ? 'offersMade' THEN PERFORM write_offers(p->'offersMade', p->'offersClosed'); END IF;
  IF p ? 'recentCalls' THEN PERFORM write_recent_calls(p->'recentCalls'); END IF;
  IF p ? 'presences' THEN
    INSERT INTO agents (agent_id, presence)
      SELECT a->>'agentId', a FROM jsonb_array_elements(p->'presences') AS a
      ON CONFLICT (agent_id) DO UPDATE SET presence = excluded.presence;
  END IF;
  IF p ? 'jobsGone' THEN
    DELETE FROM jobs WHERE key IN (SELECT jsonb_array_elements_text(p->'jobsGone'));
  END IF;
  IF p ? 'jobs' THEN v_jobs := write_jobs(p->'jobs'); END IF;
  IF p ? 'routeAgents' THEN
    v_jobs := v_jobs || route_for_agents(p->'routeAgents', (p->>'retryAt')::bigint);
  END IF;
  IF p ? 'answer' THEN
    v_one := p->'answer';
    INSERT INTO command_answers (person_id, command_id, at, answer)
      VALUES (v_one->>'personId', v_one->>'commandId', (v_one->>'at')::bigint, v_one->'answer');
  END IF;
  RETURN jsonb_build_object('seqs', append_events(coalesce(p->'events', '[]')), 'jobs', v_jobs);
END
$$;

-- Opens a change of one agent's presence alone.
CREATE FUNCTION open_presence(p_agent text) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  PERFORM lock_agents(ARRAY[p_agent]);
  RETURN agent_now(p_agent);
END
$$;

-- Renews a tab's lease. Answers whether routing may now see the agent otherwise than before.
CREATE FUNCTION renew_lease(p_agent text, p_tab text, p_facts jsonb) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  v_until bigint := (p_facts->>'until')::bigint;
  v_now bigint := (p_facts->>'now')::bigint;
  v_before leases%ROWTYPE;
BEGIN
  SELECT * INTO v_before FROM leases WHERE agent_id = p_agent AND tab_id = p_tab;
  INSERT INTO leases (agent_id, tab_id, until, can_ring, microphone, media)
    VALUES (p_agent, p_tab, v_until, (p_facts->>'canRing')::boolean, p_facts->>'microphone',
      p_facts->>'media')
    ON CONFLICT (agent_id, tab_id) DO UPDATE SET until = excluded.until,
      can_ring = excluded.can_ring, microphone = excluded.microphone, media = excluded.media;
  INSERT INTO jobs (key, kind, subject, due_at, data)
    VALUES ('watch-agent:' || p_agent, 'watch-agent', p_agent, v_until + 1, '{}')
    ON CONFLICT (key) DO UPDATE SET due_at = excluded.due_at, token = nextval('job_tokens')
    WHERE jobs.due_at > excluded.due_at;
  RETURN v_before.until IS NULL OR v_before.until <= v_now
    OR v_before.can_ring <> (p_facts->>'canRing')::boolean
    OR v_before.microphone <> p_facts->>'microphone' OR v_before.media <> p_facts->>'media';
END
$$;

-- A page that lost its socket: its lease may only end sooner, and somebody must look when it does.
CREATE FUNCTION shorten_lease(p_agent text, p_tab text, p_until bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE leases SET until = p_until
    WHERE agent_id = p_agent AND tab_id = p_tab AND until > p_until;
  IF FOUND THEN
    INSERT INTO jobs (key, kind, subject, due_at, data)
      VALUES ('watch-agent:' || p_agent, 'watch-agent', p_agent, p_until + 1, '{}')
      ON CONFLICT (key) DO UPDATE SET due_at = least(jobs.due_at, excluded.due_at),
        token = nextval('job_tokens');
  END IF;
END
$$;

-- Everything a routing pass looks at, in one snapshot and set by set: twenty agents cost what one does.
-- Nobody waiting: nothing else is read.
CREATE FUNCTION routing_view(p_queue text) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_contacts jsonb;
  v_candidates jsonb;
BEGIN
  SELECT jsonb_agg(jsonb_build_object(
      'id', id, 'conversationId', conversation_id, 'callId', call_id, 'channel', channel,
      'queueId', queue_id, 'since', since, 'state', state,
      'preferredAgentId', preferred_agent_id, 'passedBy', passed_by) ORDER BY since, id)
    INTO v_contacts FROM contacts WHERE queue_id = p_queue;
  IF v_contacts IS NULL THEN RETURN '{"contacts":[],"candidates":[],"waits":[]}'; END IF;
  WITH members AS MATERIALIZED (
    SELECT a.agent_id, a.presence, m.staff_id IS NOT NULL AS belongs
    FROM agents AS a LEFT JOIN queue_members AS m
      ON m.staff_id = a.agent_id AND m.queue_id = p_queue
    WHERE a.presence->'wish'->>'state' <> 'offline' AND (m.staff_id IS NOT NULL OR a.agent_id IN (
      SELECT preferred_agent_id FROM contacts WHERE queue_id = p_queue))),
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
