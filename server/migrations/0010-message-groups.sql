-- Stores messages and marks of many conversations in the order given.
-- p: [{ kind: 'message', conversationId, messageId, at, data, seeks } | { kind: 'mark', conversationId, side, mark, upTo, at, data }],
-- no message twice and one mark of a kind for each side.
-- Both answer for each { seq, at, data }, and the jobs of the conversations that now seek an agent.
-- Scans and joins of whole tables are off: a server keeps its plans from when the tables were small.

CREATE FUNCTION seek_jobs(p_ids text[], p_retry_at bigint) RETURNS jsonb LANGUAGE sql AS $$
  SELECT write_jobs((SELECT jsonb_agg(jsonb_build_object('key', 'seek:' || id, 'kind', 'seek',
    'subject', id, 'dueAt', p_retry_at, 'data', '{}'::jsonb)) FROM unnest(p_ids) AS id))
$$;

CREATE FUNCTION append_many(p jsonb, p_retry_at bigint) RETURNS jsonb
LANGUAGE plpgsql SET enable_seqscan = off SET enable_mergejoin = off SET enable_hashjoin = off
  SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  v_out jsonb;
  v_seeking text[];
BEGIN
  -- One order for everybody: the streams by name.
  PERFORM 1 FROM streams WHERE stream = ANY (ARRAY(
    SELECT 'conversation:' || (e->>'conversationId') FROM jsonb_array_elements(p) AS e))
    ORDER BY stream FOR UPDATE;
  WITH items AS MATERIALIZED (
    SELECT i.*, row_number() OVER () AS n, 'conversation:' || i."conversationId" AS stream
    FROM jsonb_to_recordset(p) AS i(kind text, "conversationId" text, "messageId" text, at bigint,
      side text, mark text, "upTo" bigint, data jsonb)),
  -- Nobody has read beyond what was there before.
  moved AS (
    INSERT INTO marks AS m (conversation_id, side, kind, up_to)
    SELECT "conversationId", side, mark, least("upTo", last_seq)
    FROM items JOIN streams USING (stream) WHERE items.kind = 'mark'
    ON CONFLICT (conversation_id, side, kind) DO UPDATE SET up_to = excluded.up_to
    WHERE m.up_to < excluded.up_to
    RETURNING conversation_id, side, kind, up_to),
  placed AS MATERIALIZED (
    SELECT i.n, i.kind, i."conversationId", i."messageId", i.stream, coalesce(k.at, i.at) AS at, k.seq AS known,
      CASE WHEN i.kind = 'message' AND k.seq IS NULL THEN i.data
        WHEN m.up_to IS NOT NULL THEN jsonb_set(i.data, '{upTo}', to_jsonb(m.up_to)) END AS data,
      s.last_seq + count(*) FILTER (WHERE i.kind = 'message' AND k.seq IS NULL OR m.up_to IS NOT NULL)
        OVER (PARTITION BY i.stream ORDER BY i.n) AS seq
    FROM items AS i LEFT JOIN streams AS s USING (stream)
    LEFT JOIN messages AS k ON k.conversation_id = i."conversationId" AND k.message_id = i."messageId"
    LEFT JOIN moved AS m
      ON m.conversation_id = i."conversationId" AND m.side = i.side AND m.kind = i.mark),
  grown AS (
    UPDATE streams AS s SET last_seq = l.seq
    FROM (SELECT stream, max(seq) AS seq FROM placed GROUP BY stream) AS l
    WHERE s.stream = l.stream AND s.last_seq < l.seq),
  told AS (
    INSERT INTO events (stream, seq, at, data)
    SELECT stream, seq, at, data FROM placed WHERE data IS NOT NULL),
  kept AS (
    INSERT INTO messages (conversation_id, message_id, seq, at)
    SELECT "conversationId", "messageId", seq, at FROM placed WHERE kind = 'message' AND known IS NULL)
  SELECT jsonb_agg(jsonb_build_object('seq', CASE WHEN data IS NULL THEN known ELSE seq END,
      'at', at, 'data', data) ORDER BY n) INTO v_out FROM placed;
  SELECT array_agg(id) INTO v_seeking FROM conversations
    WHERE chat_state IN ('none', 'completed') AND id = ANY (ARRAY(
      SELECT e->>'conversationId' FROM jsonb_array_elements(p) AS e WHERE (e->>'seeks')::boolean));
  RETURN jsonb_build_object('stored', v_out, 'jobs',
    CASE WHEN v_seeking IS NULL THEN '[]' ELSE seek_jobs(v_seeking, p_retry_at) END);
END
$$;

-- One message, as it is most of the time: in as few steps as can be.
CREATE FUNCTION append_one(p jsonb, p_retry_at bigint) RETURNS jsonb
LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
  v_id text := p->>'conversationId';
  v_stream text := 'conversation:' || v_id;
  v_seq bigint;
  v_at bigint := (p->>'at')::bigint;
  v_data jsonb := p->'data';
  v_seeks boolean := false;
BEGIN
  UPDATE streams SET last_seq = last_seq + 1 WHERE stream = v_stream RETURNING last_seq INTO v_seq;
  INSERT INTO messages (conversation_id, message_id, seq, at)
    VALUES (v_id, p->>'messageId', v_seq, v_at) ON CONFLICT DO NOTHING;
  IF FOUND THEN
    INSERT INTO events (stream, seq, at, data) VALUES (v_stream, v_seq, v_at, v_data);
  ELSE
    UPDATE streams SET last_seq = last_seq - 1 WHERE stream = v_stream;
    SELECT seq, at, NULL INTO v_seq, v_at, v_data FROM messages
      WHERE conversation_id = v_id AND message_id = p->>'messageId';
  END IF;
  IF (p->>'seeks')::boolean THEN
    SELECT chat_state IN ('none', 'completed') INTO v_seeks FROM conversations WHERE id = v_id;
  END IF;
  RETURN jsonb_build_object(
    'stored', jsonb_build_array(jsonb_build_object('seq', v_seq, 'at', v_at, 'data', v_data)),
    'jobs', CASE WHEN v_seeks THEN seek_jobs(ARRAY[v_id], p_retry_at) ELSE '[]' END);
END
$$;

CREATE FUNCTION append_group(p jsonb, p_retry_at bigint) RETURNS jsonb
LANGUAGE plpgsql AS $$
BEGIN
  IF jsonb_array_length(p) = 1 AND p->0->>'kind' = 'message' THEN
    RETURN append_one(p->0, p_retry_at);
  END IF;
  RETURN append_many(p, p_retry_at);
END
$$;
