-- Instants are milliseconds since 1970. Values that core owns are one jsonb beside the columns that are searched.
-- Locks are always taken in this order: conversation, call, agents by id, streams by name.

CREATE TABLE conversations (
  id text PRIMARY KEY,
  version integer NOT NULL,
  value jsonb NOT NULL,
  entry_id text NOT NULL,
  queue_id text NOT NULL,
  customer_id text NOT NULL,
  chat_state text NOT NULL,
  -- Who may read and write it among the staff: the assigned agent and those in its call.
  agent_ids text[] NOT NULL,
  started_at bigint NOT NULL
);

CREATE TABLE calls (
  id text PRIMARY KEY,
  conversation_id text NOT NULL REFERENCES conversations,
  version integer NOT NULL,
  value jsonb NOT NULL,
  phase text NOT NULL,
  queue_id text NOT NULL,
  -- The media node that carries it and the start of that node; null while none can.
  node_id text,
  boot_id text,
  -- What the node last said of each leg's path: { legId: { tabId, epoch, state } }.
  links jsonb NOT NULL DEFAULT '{}',
  tab_ids text[] NOT NULL,
  started_at bigint NOT NULL,
  ended_at bigint
);
CREATE UNIQUE INDEX calls_one_live ON calls (conversation_id) WHERE phase <> 'ended';
CREATE INDEX calls_live_by_node ON calls (node_id) WHERE phase <> 'ended';

-- Numbered streams: events of one stream have no holes.
CREATE TABLE streams (
  stream text PRIMARY KEY,
  last_seq bigint NOT NULL
) WITH (fillfactor = 70);

CREATE TABLE events (
  stream text NOT NULL,
  seq bigint NOT NULL,
  at bigint NOT NULL,
  data jsonb NOT NULL,
  PRIMARY KEY (stream, seq)
);

CREATE TABLE messages (
  conversation_id text NOT NULL,
  message_id text NOT NULL,
  seq bigint NOT NULL,
  at bigint NOT NULL,
  PRIMARY KEY (conversation_id, message_id)
);

-- How far each side has received and read.
CREATE TABLE marks (
  conversation_id text NOT NULL,
  side text NOT NULL,
  kind text NOT NULL,
  up_to bigint NOT NULL,
  PRIMARY KEY (conversation_id, side, kind)
);

-- Work that waits for an agent or rings one: projected from calls and conversations in their transactions.
CREATE TABLE contacts (
  id text PRIMARY KEY,
  conversation_id text NOT NULL,
  call_id text,
  channel text NOT NULL,
  queue_id text NOT NULL,
  since bigint NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'offered')),
  preferred_agent_id text,
  passed_by jsonb NOT NULL,
  agent_id text,
  offer_id text,
  offer_until bigint
);
CREATE INDEX contacts_by_queue ON contacts (queue_id, since);
CREATE INDEX contacts_by_conversation ON contacts (conversation_id);
CREATE UNIQUE INDEX contacts_one_offer ON contacts (offer_id);

-- What agents are busy with: projected like contacts.
CREATE TABLE tasks (
  contact_id text NOT NULL,
  agent_id text NOT NULL,
  conversation_id text NOT NULL,
  channel text NOT NULL,
  state text NOT NULL CHECK (state IN ('reserved', 'active', 'wrap-up')),
  since bigint NOT NULL,
  PRIMARY KEY (contact_id, agent_id)
);
CREATE INDEX tasks_by_agent ON tasks (agent_id);
CREATE INDEX tasks_by_conversation ON tasks (conversation_id);
CREATE UNIQUE INDEX tasks_one_reserved ON tasks (agent_id) WHERE state = 'reserved';
-- Voice calls wait for each other, held; a video call fills its agent.
CREATE UNIQUE INDEX tasks_one_video ON tasks (agent_id)
  WHERE channel = 'video' AND state <> 'wrap-up';

CREATE TABLE offers (
  id text PRIMARY KEY,
  contact_id text NOT NULL,
  conversation_id text NOT NULL,
  call_id text,
  queue_id text NOT NULL,
  agent_id text NOT NULL,
  at bigint NOT NULL,
  until bigint NOT NULL,
  waiting_since bigint NOT NULL,
  -- Each candidate and what was found about them.
  reasons jsonb NOT NULL,
  outcome text,
  closed_at bigint
);
CREATE UNIQUE INDEX offers_one_per_contact ON offers (contact_id) WHERE outcome IS NULL;
CREATE UNIQUE INDEX offers_one_per_agent ON offers (agent_id) WHERE outcome IS NULL;
CREATE INDEX offers_answered ON offers (queue_id, closed_at DESC) WHERE outcome = 'accepted';

CREATE TABLE agents (
  agent_id text PRIMARY KEY,
  -- Null until the agent first did something.
  presence jsonb
);

-- Pages of agents that are alive until an instant.
CREATE TABLE leases (
  agent_id text NOT NULL,
  tab_id text NOT NULL,
  until bigint NOT NULL,
  can_ring boolean NOT NULL,
  microphone text NOT NULL,
  -- What the page found out about its path for calls.
  media text NOT NULL CHECK (media IN ('unknown', 'proved', 'failed')),
  PRIMARY KEY (agent_id, tab_id)
);

-- Tabs that have a socket, and the server that holds it.
CREATE TABLE tabs (
  person_id text NOT NULL,
  tab_id text NOT NULL,
  server_id text NOT NULL,
  connected boolean NOT NULL,
  changed_at bigint NOT NULL,
  PRIMARY KEY (person_id, tab_id)
);

-- Timers and effects in one: due_at moves on when a server takes it, so that another takes it if that one dies.
CREATE SEQUENCE job_tokens;
CREATE TABLE jobs (
  key text PRIMARY KEY,
  kind text NOT NULL,
  subject text NOT NULL,
  due_at bigint NOT NULL,
  data jsonb NOT NULL,
  -- Changes with every rewriting: only what was carried out is deleted.
  token bigint NOT NULL DEFAULT nextval('job_tokens')
);
CREATE INDEX jobs_by_due ON jobs (due_at);

-- Answers already given: a command repeated under its id is carried out once.
CREATE TABLE command_answers (
  person_id text NOT NULL,
  command_id text NOT NULL,
  at bigint NOT NULL,
  answer jsonb NOT NULL,
  PRIMARY KEY (person_id, command_id)
);
CREATE INDEX command_answers_by_age ON command_answers (at);

-- Media nodes announce themselves: until is milliseconds since 1970, renewed every 2 s, valid for 6 s.
CREATE TABLE media_nodes (
  id text PRIMARY KEY,
  boot_id text NOT NULL,
  address text NOT NULL,
  state text NOT NULL CHECK (state IN ('preparing', 'ready', 'failed')),
  fraction real,
  step text,
  load integer NOT NULL DEFAULT 0,
  until bigint NOT NULL
);

-- What servers tell each other and no notification can carry; read at once, forgotten within minutes.
CREATE UNLOGGED TABLE bus_words (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  word jsonb NOT NULL,
  at timestamptz NOT NULL DEFAULT now()
);

-- Servers that are alive; notifications are only sent while there is more than one.
CREATE TABLE servers (
  id text PRIMARY KEY,
  until bigint NOT NULL
);
