import type { CommandAnswer } from '@parley/contracts/socket.ts';
import { personStream } from '@parley/contracts/streams.ts';
import {
  LEASE_MS,
  type Lease,
  type PresenceInput,
  RELOAD_MS,
  stepPresence,
} from '@parley/core/presence/presence.ts';
import type { Millis } from '@parley/core/time.ts';
import { type Committed, closing, numbered } from '../changes/changes.ts';
import { type AgentRow, agentFrom } from '../changes/loaded.ts';
import type { WrittenChange } from '../changes/written.ts';
import type { Database } from '../database/database.ts';
import { EFFECT_RETRY_MS, type Job, type JobTicket } from '../jobs/job.ts';

/** What a page says about itself when it renews its lease. */
export type LeaseFacts = Pick<Lease, 'canRing' | 'microphone' | 'media'>;

export type Presences = {
  /** Moves what an agent wishes. */
  wish(agentId: string, input: PresenceInput): Promise<CommandAnswer<object>>;
  renew(agentId: string, tabId: string, facts: LeaseFacts): Promise<CommandAnswer<object>>;
  /** The page's socket is gone: its lease lives on for a reload only, or not at all. */
  shorten(agentId: string, tabId: string, how: { readonly atOnce: boolean }): Promise<void>;
};

type Parts = {
  readonly database: Database;
  readonly now: () => Millis;
  readonly committed: (done: Committed) => void;
  /** Queues may have somebody for this agent. */
  readonly routeFor: (agentId: string) => Promise<void>;
  readonly wakeAt: (at: Millis) => void;
};

/** Nothing of a conversation in it. */
const NO_CALL = { call: null, movedUp: [], unfollow: [] } as const;

/** What agents choose, and which of their pages live. */
export function createPresences(parts: Parts): Presences {
  const { database, now } = parts;
  return {
    async wish(agentId, input) {
      const at = now();
      const { result, written } = await database.exchange<AgentRow, WrittenChange | null>({
        open: {
          name: 'open_presence',
          text: 'SELECT open_presence($1) AS opened',
          values: [agentId],
        },
        decide: (row) => {
          const change = wished(row, input, at);
          return { write: change === null ? null : closing(change), result: change };
        },
      });
      if (result !== null && written !== null) {
        const closed = written as { seqs: readonly number[]; jobs: readonly JobTicket[] };
        const dueAt = at + EFFECT_RETRY_MS;
        parts.committed({
          events: numbered(result, closed.seqs),
          jobs: closed.jobs,
          dueAt,
          ...NO_CALL,
        });
      }
      return { ok: true, data: {} };
    },
    async renew(agentId, tabId, facts) {
      const at = now();
      const renewed = { ...facts, now: at, until: at + LEASE_MS };
      const [row] = await database.query<{ changed: boolean }>({
        name: 'renew_lease',
        text: 'SELECT renew_lease($1, $2, $3) AS changed',
        values: [agentId, tabId, JSON.stringify(renewed)],
      });
      if (row?.changed === true) await parts.routeFor(agentId);
      return { ok: true, data: {} };
    },
    async shorten(agentId, tabId, { atOnce }) {
      const until = atOnce ? now() : now() + RELOAD_MS;
      await database.query({
        name: 'shorten_lease',
        text: 'SELECT shorten_lease($1, $2, $3)',
        values: [agentId, tabId, until],
      });
      parts.wakeAt(until + 1);
    },
  };
}

function wished(row: AgentRow, input: PresenceInput, now: Millis): WrittenChange | null {
  const agent = agentFrom(row, now);
  const presence = stepPresence(agent.presence, input, now);
  if (presence === agent.presence && row.presence !== null) return null;
  const watch: Job = {
    key: `watch-agent:${agent.agentId}`,
    kind: 'watch-agent',
    subject: agent.agentId,
    dueAt: now + LEASE_MS,
    data: {},
  };
  const stream = personStream(agent.agentId);
  return {
    presences: [presence],
    jobs: [watch],
    routeAgents: [agent.agentId],
    retryAt: now + EFFECT_RETRY_MS,
    events: [{ stream, at: now, data: { type: 'presence-changed', presence } }],
  };
}
