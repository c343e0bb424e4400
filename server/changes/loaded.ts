import type { Call } from '@parley/core/call/call.ts';
import type { Conversation } from '@parley/core/conversation/conversation.ts';
import {
  type AgentNow,
  type Lease,
  newPresence,
  type Presence,
  type Task,
} from '@parley/core/presence/presence.ts';
import type { Millis } from '@parley/core/time.ts';
import type { Statement } from '../database/database.ts';

/** The media node that carries a call, and which start of it. */
export type Placement = { readonly nodeId: string; readonly bootId: string };

/** What a node last said of a leg's path. */
export type LinkWord = {
  readonly tabId: string;
  readonly epoch: number;
  readonly state: 'joining' | 'connected' | 'lost';
};

export type LinkWords = Readonly<Record<string, LinkWord>>;

/** A call as stored. */
export type StoredCall = {
  readonly value: Call;
  readonly version: number;
  readonly placement: Placement | null;
  readonly links: LinkWords;
};

/** An agent as locked for this change. */
export type LoadedAgent = AgentNow & {
  readonly agentId: string;
  readonly name: string;
  readonly queueIds: readonly string[];
};

/** One conversation with all that a decision about it may need, locked. */
export type Loaded = {
  readonly conversation: Conversation;
  /** Not stored yet: it begins with this change. */
  readonly isNew: boolean;
  /** The call asked for by id, else the live one. */
  readonly call: StoredCall | null;
  readonly offer: {
    readonly id: string;
    readonly agentId: string;
    readonly contactId: string;
    readonly callId: string | null;
  } | null;
  readonly agents: ReadonlyMap<string, LoadedAgent>;
  readonly queueName: string;
  /** How long an agent has for code and note after this call. */
  readonly wrapUpMs: number;
  readonly entry: { readonly name: string; readonly config: unknown };
  /** Where a call could be placed now; only read when asked for. */
  readonly node: Placement | null;
};

/** What is to be opened. */
export type ChangeTarget = {
  readonly conversationId?: string;
  readonly callId?: string;
  readonly offerId?: string;
  /** A conversation that begins with this change, under an id nobody has. */
  readonly beginning?: Conversation;
  /** Agents to lock beside those engaged. */
  readonly agents?: readonly string[];
  /** Locks the agents who have work in this conversation; needed wherever work may change hands. */
  readonly engaged?: boolean;
  readonly wantNode?: { readonly notBoot: string | null };
  /** Makes a repeated command find its first answer. */
  readonly command?: { readonly personId: string; readonly commandId: string };
};

type AgentRow = {
  readonly agentId: string;
  readonly name: string | null;
  readonly presence: Presence | null;
  readonly queueIds: readonly string[];
  readonly leases: readonly Lease[];
  readonly tasks: readonly Task[];
};

/** What `open_change` answers. */
export type OpenedRow =
  | { readonly found: false }
  | { readonly found: true; readonly answered: unknown }
  | {
      readonly found: true;
      readonly conversation: Conversation;
      readonly isNew: boolean;
      readonly call:
        | (Omit<StoredCall, 'placement'> & {
            readonly nodeId: string | null;
            readonly bootId: string | null;
          })
        | null;
      readonly offer: Loaded['offer'];
      readonly agents: readonly AgentRow[];
      readonly queueName: string | null;
      readonly wrapUpMs: number | null;
      readonly entry: Loaded['entry'] | null;
      readonly node: Placement | null;
    };

/** The statement that locks and reads a target. */
export function openingOf(target: ChangeTarget, now: Millis): Statement {
  const { command, agents, engaged, ...asked } = target;
  const opened = { ...asked, ...command, agents: agents ?? [], engaged: engaged ?? false, now };
  return {
    name: 'open_change',
    text: 'SELECT open_change($1) AS opened',
    values: [JSON.stringify(opened)],
  };
}

/** The opened row in the words of core. */
export function loadedFrom(
  row: Extract<OpenedRow, { conversation: Conversation }>,
  now: Millis,
): Loaded {
  return {
    conversation: row.conversation,
    isNew: row.isNew,
    call: row.call === null ? null : storedCall(row.call),
    offer: row.offer,
    agents: new Map(row.agents.map((one) => [one.agentId, agentFrom(one, now)])),
    queueName: row.queueName ?? '',
    wrapUpMs: row.wrapUpMs ?? 0,
    entry: row.entry ?? { name: '', config: {} },
    node: row.node,
  };
}

/** A row of `agent_now` in the words of core; one never seen is offline. */
export function agentFrom(row: AgentRow, now: Millis): LoadedAgent {
  return {
    ...row,
    name: row.name ?? '',
    presence: row.presence ?? newPresence(row.agentId, now),
  };
}

/** The node's id and boot id as one placement. */
export function placementOf(row: {
  readonly nodeId: string | null;
  readonly bootId: string | null;
}): Placement | null {
  const { nodeId, bootId } = row;
  return nodeId === null || bootId === null ? null : { nodeId, bootId };
}

function storedCall(
  row: Omit<StoredCall, 'placement'> & {
    readonly nodeId: string | null;
    readonly bootId: string | null;
  },
): StoredCall {
  const { value, version, links } = row;
  return { value, version, links, placement: placementOf(row) };
}

export type { AgentRow };
