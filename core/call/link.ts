import { refuse } from '../outcome.ts';
import type { Millis } from '../time.ts';
import { type Call, GRACE_MS, type Leg, type Link, type LinkCause } from './call.ts';
import type { CallFact } from './facts.ts';
import type { CallInput, CallOutcome } from './inputs.ts';
import { legOf, withLeg } from './legs.ts';

type Input<Type extends CallInput['type']> = Extract<CallInput, { type: Type }>;

/** A page becomes the owner of a leg's media: a reloaded page, or another tab chosen by its person. */
export function takeLeg(call: Call, input: Input<'take-leg'>, now: Millis): CallOutcome {
  const leg = legOf(call, input.legId);
  if (leg === undefined) return refuse('no-such-leg');
  if (leg.tabId === input.tabId) return { ok: true, call, facts: [], effects: [] };
  const moved = leg.tabId !== null && leg.link.state === 'connected';
  const taken: Leg = {
    ...leg,
    tabId: input.tabId,
    soundPlaying: true,
    link: moved
      ? { state: 'interrupted', since: now, until: now + GRACE_MS, cause: 'moved' }
      : leg.link,
  };
  return {
    ok: true,
    call: withLeg(call, taken),
    facts: leg.tabId === null ? [] : [{ type: 'leg-taken', legId: leg.id, tabId: input.tabId }],
    effects: [{ type: 'match-media' }],
  };
}

/** The media path stands; after an interruption the gap goes into the timeline (M17). */
export function linkConnected(
  call: Call,
  input: Input<'link-connected'>,
  now: Millis,
): CallOutcome {
  const leg = legOf(call, input.legId);
  if (leg === undefined) return refuse('no-such-leg');
  if (leg.link.state === 'connected') return { ok: true, call, facts: [], effects: [] };
  return {
    ok: true,
    call: withLeg(call, { ...leg, link: { state: 'connected', since: now } }),
    facts: [factOfConnection(leg, input.gapMs, now)],
    effects: [{ type: 'match-media' }],
  };
}

function factOfConnection(leg: Leg, gapMs: number | undefined, now: Millis): CallFact {
  if (leg.link.state !== 'interrupted') return { type: 'link-connected', legId: leg.id };
  return {
    type: 'link-restored',
    legId: leg.id,
    cause: leg.link.cause,
    gapMs: gapMs ?? now - leg.link.since,
  };
}

/** The page or its path is gone: the leg waits for it, and both sides are told. */
export function linkLost(call: Call, input: Input<'link-lost'>, now: Millis): CallOutcome {
  const leg = legOf(call, input.legId);
  if (leg === undefined) return refuse('no-such-leg');
  const lost = isNews(leg.link, input.cause) ? broken(leg, input.cause, now) : null;
  if (lost === null) return { ok: true, call, facts: [], effects: [] };
  return {
    ok: true,
    call: withLeg(call, lost),
    facts: [{ type: 'link-interrupted', legId: leg.id, cause: input.cause }],
    effects: [],
  };
}

/** A path is lost once; only that its page is gone is learned later, since paths end a blink sooner. */
function isNews(link: Link, cause: LinkCause): boolean {
  if (link.state === 'interrupted') return link.cause === 'network' && cause === 'page-gone';
  return link.state === 'connected';
}

function broken(leg: Leg, cause: LinkCause, now: Millis): Leg {
  if (leg.link.state !== 'interrupted') return interrupted(leg, cause, now);
  return { ...leg, link: { ...leg.link, cause } };
}

function interrupted(leg: Leg, cause: LinkCause, now: Millis): Leg {
  return { ...leg, link: { state: 'interrupted', since: now, until: now + GRACE_MS, cause } };
}

/** The media node died: the call goes to another under a new epoch and every leg joins again. */
export function mediaLost(call: Call, now: Millis): CallOutcome {
  const epoch = call.mediaEpoch + 1;
  return {
    ok: true,
    call: {
      ...call,
      mediaEpoch: epoch,
      legs: call.legs.map((leg) =>
        leg.link.state === 'connected' ? interrupted(leg, 'media-node', now) : leg,
      ),
    },
    facts: [{ type: 'media-moved', epoch }],
    effects: [{ type: 'match-media' }],
  };
}
