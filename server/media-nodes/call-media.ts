import type { MediaAnswer, MediaAsk, MediaAskData } from '@parley/contracts/media-link.ts';
import type { RefusalCode } from '@parley/contracts/socket.ts';
import { mediaPlan } from '@parley/core/call/media-plan.ts';
import type { PlacedCall } from '../changes/changes.ts';
import type { Placement } from '../changes/loaded.ts';
import type { MediaReply } from './link.ts';
import type { MediaNodes } from './nodes.ts';

/** What became of something asked of the node that carries a call. */
export type MediaOutcome<Ask extends MediaAsk> =
  | { readonly ok: true; readonly data: MediaAnswer<Ask> }
  | {
      readonly ok: false;
      readonly code: RefusalCode;
      readonly facts?: Readonly<Record<string, string>>;
    };

export type CallMedia = {
  /** Makes the call's node match it; false when the node did not say so. */
  match(call: PlacedCall): Promise<boolean>;
  /** Forgets a call there; true as well when that start of the node is over. */
  release(callId: string, placement: Placement): Promise<boolean>;
  /** Asks something about a leg, after the plan is known there. */
  ask<Ask extends MediaAsk>(
    call: PlacedCall,
    ask: Ask,
    data: MediaAskData<Ask>,
  ): Promise<MediaOutcome<Ask>>;
  /** Whose leg it is, if this server sent a plan with it. */
  personOf(callId: string, legId: string): string | null;
};

type Known = {
  readonly version: number;
  readonly bootId: string;
  readonly persons: ReadonlyMap<string, string>;
};

/** Plans and asks about calls, each to the node that carries it. */
export function createCallMedia(nodes: MediaNodes): CallMedia {
  const known = new Map<string, Known>();

  const match = async ({ value, version, placement }: PlacedCall): Promise<boolean> => {
    if (placement === null) return false;
    remember(known, value.id, {
      version: known.get(value.id)?.version ?? 0,
      bootId: placement.bootId,
      persons: new Map(value.legs.map((leg) => [leg.id, leg.personId])),
    });
    const link = nodes.linkTo(placement);
    if (link === null) return false;
    const reply = await link.ask('match', { plan: mediaPlan(value, version) });
    if (!reply.ok && reply.code !== 'stale') return false;
    const before = known.get(value.id);
    if (before !== undefined && before.bootId === placement.bootId && before.version < version) {
      remember(known, value.id, { ...before, version });
    }
    return true;
  };

  const isKnown = ({ value, version, placement }: PlacedCall): boolean => {
    const sent = known.get(value.id);
    return sent?.bootId === placement?.bootId && (sent?.version ?? 0) >= version;
  };

  return {
    match,
    async release(callId, placement) {
      known.delete(callId);
      if (nodes.isGone(placement)) return true;
      const reply = await nodes.linkTo(placement)?.ask('release', { callId });
      return reply?.ok === true;
    },
    async ask(call, ask, data) {
      if (call.placement === null) return { ok: false, code: 'media-not-ready' };
      // Sent together: a node takes a plan over before it looks at what follows on the same link.
      const matched = isKnown(call) || match(call);
      const asked = nodes.linkTo(call.placement)?.ask(ask, data);
      if (!(await matched)) return { ok: false, code: 'try-again' };
      const reply = await asked;
      if (!isForgotten(reply)) return outcomeOf(reply);
      // The node may have let the call go and come back: tell it once more, then ask once more.
      if (!(await match(call))) return { ok: false, code: 'try-again' };
      return outcomeOf(await nodes.linkTo(call.placement)?.ask(ask, data));
    },
    personOf: (callId, legId) => known.get(callId)?.persons.get(legId) ?? null,
  };
}

function isForgotten(reply: MediaReply<MediaAsk> | undefined): boolean {
  return reply?.ok === false && ['no-such-call', 'no-such-leg'].includes(reply.code);
}

function outcomeOf<Ask extends MediaAsk>(reply: MediaReply<Ask> | undefined): MediaOutcome<Ask> {
  if (reply === undefined) return { ok: false, code: 'try-again' };
  if (reply.ok) return reply;
  switch (reply.code) {
    case 'away':
      return { ok: false, code: 'try-again' };
    case 'not-owner':
      return { ok: false, code: 'tab-is-not-owner' };
    case 'full':
      return { ok: false, code: 'media-not-ready' };
    default:
      return { ok: false, code: 'media-refused', facts: { because: reply.code } };
  }
}

function remember(known: Map<string, Known>, callId: string, what: Known): void {
  const before = known.get(callId);
  const moved = before !== undefined && before.bootId !== what.bootId;
  known.set(callId, moved ? { ...what, version: 0 } : what);
}
