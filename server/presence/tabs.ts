import type { Leg } from '@parley/core/call/call.ts';
import type { CallInput } from '@parley/core/call/inputs.ts';
import { isRung } from '@parley/core/call/people.ts';
import { RELOAD_MS } from '@parley/core/presence/presence.ts';
import type { Millis } from '@parley/core/time.ts';
import { type ReadCall, readCallsOfTab } from '../calls/read-call.ts';
import type { Changes, Decided } from '../changes/changes.ts';
import { type Draft, draftOf, withCall } from '../changes/draft.ts';
import type { Loaded } from '../changes/loaded.ts';
import type { Database } from '../database/database.ts';
import type { Job } from '../jobs/job.ts';
import type { Carrier } from '../jobs/jobs.ts';

/** How long a page may be without a socket before its legs count as lost. */
const PAGE_GONE_MS = 3_000;

/** A page that closes ends its path and its socket within this time; a network that fails does not. */
const ONE_BREATH_MS = 1_000;

/** A tab of a person. */
type Tab = { readonly personId: string; readonly tabId: string };

/** A tab whose socket came or went at an instant. */
type Check = Tab & { readonly since: Millis };

export type Tabs = {
  opened(tab: Tab): Promise<void>;
  closed(tab: Tab): Promise<void>;
  /** The tab may not come back: its legs leave their calls now. */
  dropped(tab: Tab): Promise<void>;
  /** Since when a tab has had its socket; null while it has none. */
  openSince(tab: Tab): Promise<Millis | null>;
  /** Compares what legs say with whether their page is there. */
  readonly check: Carrier;
};

type Parts = {
  readonly database: Database;
  readonly changes: Changes;
  readonly now: () => Millis;
  readonly serverId: string;
  readonly write: (jobs: readonly Job[]) => Promise<void>;
};

/** Which pages have a socket, and what that means for their legs. */
export function createTabs(parts: Parts): Tabs {
  const { database, changes, now } = parts;
  const startedAt = now();

  const note = async (tab: Tab, connected: boolean): Promise<void> => {
    await database.query({
      name: connected ? 'tab_opened' : 'tab_closed',
      text: connected ? OPENED : CLOSED,
      values: [tab.personId, tab.tabId, parts.serverId, now()],
    });
  };

  const checkLater = async (tab: Tab): Promise<readonly ReadCall[]> => {
    const calls = await readCallsOfTab(database, tab.tabId);
    if (calls.length === 0) return [];
    const key = `page:${tab.personId}:${tab.tabId}`;
    const since = now();
    const data: Check = { ...tab, since };
    const dueAt = since + PAGE_GONE_MS;
    await parts.write([{ key, kind: 'page-check', subject: tab.tabId, dueAt, data }]);
    return calls;
  };

  const stepLegs = async (tab: Tab, decide: DecideLeg): Promise<void> => {
    for (const { value } of await readCallsOfTab(database, tab.tabId)) {
      const target = { callId: value.id, engaged: true };
      const answer = await changes.change(target, (loaded, at) =>
        legsOf(loaded, tab).reduce<Decided<null>>(
          (decided, leg) => (decided.ok ? decide(decided.draft, leg, at) : decided),
          { ok: true, draft: draftOf(loaded), answer: null },
        ),
      );
      if (!answer.ok && answer.code === 'try-again') throw new Error('a leg was not moved');
    }
  };

  const openSince = async ({ personId, tabId }: Tab): Promise<Millis | null> => {
    const [row] = await database.query<{ since: Millis }>({
      name: 'tab_since',
      text: `SELECT changed_at AS since FROM tabs
        WHERE person_id = $1 AND tab_id = $2 AND connected`,
      values: [personId, tabId],
    });
    return row?.since ?? null;
  };

  return {
    async opened(tab) {
      await note(tab, true);
      await checkLater(tab);
    },
    async closed(tab) {
      await note(tab, false);
      const calls = await checkLater(tab);
      if (calls.some(({ value }) => value.legs.some((leg) => lostInOneBreath(leg, now())))) {
        const seen = { isThere: false, since: now() };
        await stepLegs(tab, (draft, leg, at) =>
          lostInOneBreath(leg, seen.since) ? compareLeg(draft, { leg, ...seen }, at) : same(draft),
        );
      }
    },
    async dropped(tab) {
      await note(tab, false);
      await stepLegs(tab, dropLeg);
    },
    openSince,
    async check({ data }) {
      const { since, ...tab } = data as Check;
      // A page that lost its socket because the server went has time to find the new one.
      const back = startedAt + RELOAD_MS;
      if (since < startedAt && now() < back) return { againAt: back };
      const isThere = (await openSince(tab)) !== null;
      await stepLegs(tab, (draft, leg, at) => compareLeg(draft, { leg, isThere, since }, at));
      return undefined;
    },
  };
}

const OPENED = `
  INSERT INTO tabs (person_id, tab_id, server_id, connected, changed_at)
  VALUES ($1, $2, $3, true, $4)
  ON CONFLICT (person_id, tab_id) DO UPDATE SET server_id = excluded.server_id,
    connected = true, changed_at = excluded.changed_at`;

/** A tab that has meanwhile come to another server stays open. */
const CLOSED = `
  UPDATE tabs SET connected = false, changed_at = $4
  WHERE person_id = $1 AND tab_id = $2 AND server_id = $3`;

type DecideLeg = (draft: Draft, leg: Leg, now: Millis) => Decided<null>;

function legsOf(loaded: Loaded, { personId, tabId }: Tab): readonly Leg[] {
  const legs = loaded.call?.value.legs ?? [];
  return legs.filter((leg) => leg.tabId === tabId && leg.personId === personId);
}

/** A leg, and whether its page is there since an instant or gone since then. */
type PageSeen = { readonly leg: Leg; readonly isThere: boolean; readonly since: Millis };

/** A page that is gone loses its path; one that is back, and whose path never broke, has it again. */
function compareLeg(draft: Draft, { leg, isThere, since }: PageSeen, now: Millis): Decided<null> {
  const { link } = leg;
  if (!isThere && (link.state === 'connected' || lostInOneBreath(leg, since))) {
    return moved(draft, { type: 'link-lost', legId: leg.id, cause: 'page-gone' }, now);
  }
  const word = draft.links[leg.id];
  const flowing =
    word?.state === 'connected' &&
    word.tabId === leg.tabId &&
    word.epoch === draft.call?.mediaEpoch;
  if (isThere && flowing && link.state === 'interrupted' && link.cause === 'page-gone') {
    return moved(draft, { type: 'link-connected', legId: leg.id, gapMs: 0 }, now);
  }
  return same(draft);
}

/** Whether a path ended so near to this instant that both are one and the same loss. */
function lostInOneBreath({ link }: Leg, since: Millis): boolean {
  return link.state === 'interrupted' && Math.abs(since - link.since) < ONE_BREATH_MS;
}

function same(draft: Draft): Decided<null> {
  return { ok: true, draft, answer: null };
}

/** Lost, and its grace over in the same breath. */
function dropLeg(draft: Draft, leg: Leg, now: Millis): Decided<null> {
  const lost = moved(draft, { type: 'link-lost', legId: leg.id, cause: 'page-gone' }, now);
  if (!lost.ok) return lost;
  const { call } = lost.draft;
  if (call !== null && isRung(call, leg.id)) {
    return moved(lost.draft, { type: 'agent-gone', agentId: leg.personId }, now);
  }
  const after = call?.legs.find((one) => one.id === leg.id);
  if (after === undefined || after.link.state === 'connected') return lost;
  return moved(lost.draft, { type: 'grace-over', legId: leg.id, dueAt: after.link.until }, now);
}

function moved(draft: Draft, input: CallInput, now: Millis): Decided<null> {
  const outcome = withCall(draft, input, now);
  return { ok: true, draft: outcome.ok ? outcome.draft : draft, answer: null };
}
