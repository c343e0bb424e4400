import type { Millis } from '@parley/core/time.ts';
import { readCall, readCallsOn } from '../calls/read-call.ts';
import type { Changes, Decided } from '../changes/changes.ts';
import { draftOf, withCall } from '../changes/draft.ts';
import type { Loaded, Placement } from '../changes/loaded.ts';
import type { Database } from '../database/database.ts';
import type { Carrier } from '../jobs/jobs.ts';
import type { CallMedia } from './call-media.ts';
import type { MediaNodes } from './nodes.ts';

/** How soon another try is made to find a node for a call that has none. */
const PLACE_AGAIN_MS = 300;

/** How soon a plan is sent again to a node that did not answer. */
const MATCH_AGAIN_MS = 250;

type Parts = {
  readonly changes: Changes;
  readonly database: Database;
  readonly nodes: () => MediaNodes;
  readonly now: () => Millis;
  readonly media: () => CallMedia;
};

export type Relocation = {
  /** Sends every plan of a node once more. */
  replan(placement: Placement): Promise<void>;
  /** Moves everything off a start of a node that is over. */
  leave(placement: Placement): Promise<void>;
  /** Moves calls whose node is over although nobody saw it go. */
  sweep(): Promise<void>;
  readonly match: Carrier;
  readonly place: Carrier;
  readonly release: Carrier;
};

/** Keeps every live call on a media node that lives. */
export function createRelocation(parts: Parts): Relocation {
  const { changes, database, nodes, media } = parts;

  const lose = async (callId: string, bootId: string): Promise<void> => {
    const wantNode = { notBoot: bootId };
    await changes.change({ callId, wantNode }, (loaded, now) => withoutNode(loaded, bootId, now));
  };

  const leave = async ({ nodeId, bootId }: Placement): Promise<void> => {
    const calls = await readCallsOn(database, { nodeId, bootId });
    await Promise.all(calls.map(({ value }) => lose(value.id, bootId)));
  };

  return {
    leave,
    async replan(placement) {
      const calls = await readCallsOn(database, placement);
      await Promise.all(calls.map((call) => media().match(call)));
    },
    async sweep() {
      const places = await database.query<Placement>({
        name: 'places_in_use',
        text: `SELECT DISTINCT node_id AS "nodeId", boot_id AS "bootId" FROM calls
          WHERE phase <> 'ended' AND node_id IS NOT NULL`,
      });
      await Promise.all(places.filter((place) => nodes().isGone(place)).map(leave));
    },
    async match({ subject }) {
      const call = await readCall(database, subject);
      if (call === null || call.value.phase.name === 'ended') return undefined;
      if (call.placement === null || (await media().match(call))) return undefined;
      if (nodes().isGone(call.placement)) await lose(subject, call.placement.bootId);
      return { againAt: parts.now() + MATCH_AGAIN_MS };
    },
    async place({ subject }) {
      const wantNode = { notBoot: null };
      const answer = await changes.change({ callId: subject, wantNode }, (loaded) =>
        withNode(loaded, (node) => nodes().isGone(node)),
      );
      if (!answer.ok && answer.code === 'try-again') throw new Error('a call was not placed');
      const again = answer.ok && answer.data === 'no-node';
      return again ? { againAt: parts.now() + PLACE_AGAIN_MS } : undefined;
    },
    async release({ subject, data }) {
      if (await media().release(subject, data as Placement)) return undefined;
      return { againAt: parts.now() + MATCH_AGAIN_MS };
    },
  };
}

/** Its media is lost: a new epoch, on another node where there is one. */
function withoutNode(loaded: Loaded, bootId: string, now: Millis): Decided<null> {
  const draft = draftOf(loaded);
  if (draft.placement?.bootId !== bootId) return { ok: true, draft, answer: null };
  const moved = withCall(
    { ...draft, placement: loaded.node, links: {} },
    { type: 'media-lost' },
    now,
  );
  return { ok: true, draft: moved.ok ? moved.draft : draft, answer: null };
}

/** A call without a node gets one; its epoch was counted when it lost the last. */
function withNode(
  loaded: Loaded,
  isGone: (node: Placement) => boolean,
): Decided<'placed' | 'no-node'> {
  const draft = draftOf(loaded);
  if (draft.call === null || draft.call.phase.name === 'ended' || draft.placement !== null) {
    return { ok: true, draft, answer: 'placed' };
  }
  // The lease of a node that was given up a moment ago may not have ended yet.
  if (loaded.node === null || isGone(loaded.node)) return { ok: true, draft, answer: 'no-node' };
  return {
    ok: true,
    draft: { ...draft, placement: loaded.node, effects: [{ type: 'match-media' }] },
    answer: 'placed',
  };
}
