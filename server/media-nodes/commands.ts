import type { MediaAsk, MediaAskData } from '@parley/contracts/media-link.ts';
import type { CommandAnswer } from '@parley/contracts/socket.ts';
import { can } from '@parley/core/access/can.ts';
import type { Leg } from '@parley/core/call/call.ts';
import { mayProduce, type ProducerSource } from '@parley/core/call/media-plan.ts';
import type { Millis } from '@parley/core/time.ts';
import { type ReadCall, readCall } from '../calls/read-call.ts';
import type { Changes, Decided } from '../changes/changes.ts';
import { type Draft, type DraftOutcome, draftOf, withCall } from '../changes/draft.ts';
import type { Loaded } from '../changes/loaded.ts';
import {
  type CommandContext,
  decidedFrom,
  type Executors,
  NOT_ALLOWED,
} from '../command-context.ts';
import type { Database } from '../database/database.ts';
import type { CallMedia } from './call-media.ts';

type Parts = {
  readonly database: Database;
  readonly changes: Changes;
  readonly media: () => CallMedia;
  /** Since when a tab has had its socket; null while it has none. */
  readonly openSince: (tab: { personId: string; tabId: string }) => Promise<Millis | null>;
};

type Names =
  | 'media-join'
  | 'media-capabilities'
  | 'media-connect'
  | 'media-restart-ice'
  | 'media-produce'
  | 'media-close-producer'
  | 'media-consuming'
  | 'media-shown';

type OnLeg = { readonly callId: string; readonly legId: string };
type Refusal = Extract<CommandAnswer, { ok: false }>;
type OwnLeg = { readonly ok: true; readonly call: ReadCall; readonly leg: Leg };

/** What a page asks about its leg's media: checked here, carried out by the node. */
export function mediaCommands(parts: Parts): Executors<Names> {
  const pass = passerFor(parts);
  return {
    'media-join': (context, data) => join(parts, context, data),
    'media-capabilities': (context, data) => pass('capabilities', context, data),
    'media-connect': (context, data) => pass('connect', context, data),
    'media-restart-ice': (context, data) => pass('restart-ice', context, data),
    'media-produce': (context, data) => produce(parts, context, data),
    'media-close-producer': (context, data) => pass('close-producer', context, data),
    'media-consuming': (context, data) => pass('consuming', context, data),
    'media-shown': (context, data) => pass('shown', context, data),
  };
}

function passerFor(parts: Parts) {
  return async <Ask extends MediaAsk>(
    ask: Ask,
    context: CommandContext,
    data: Omit<MediaAskData<Ask>, 'tabId'> & OnLeg,
  ): Promise<CommandAnswer> => {
    const own = await ownLeg(parts, context, data);
    if (!own.ok) return own;
    if (own.leg.tabId !== context.tabId) return NOT_OWNER;
    return askOf(parts, own.call, { ask, data, tabId: context.tabId });
  };
}

const NOT_OWNER = { ok: false, code: 'tab-is-not-owner' } as const;

type Asked<Ask extends MediaAsk> = {
  readonly ask: Ask;
  readonly data: object;
  readonly tabId: string;
};

function askOf<Ask extends MediaAsk>(
  { media }: Parts,
  call: ReadCall,
  { ask, data, tabId }: Asked<Ask>,
): Promise<CommandAnswer> {
  // The tab is the socket's, whatever the page says.
  return media().ask(call, ask, { ...data, tabId } as MediaAskData<Ask>);
}

/** A leg of who asks, in a call that is not over. */
async function ownLeg(
  { database }: Parts,
  { who }: CommandContext,
  { callId, legId }: OnLeg,
): Promise<OwnLeg | Refusal> {
  const call = await readCall(database, callId);
  if (call === null) return { ok: false, code: 'not-found' };
  const leg = call.value.legs.find((one) => one.id === legId);
  if (leg === undefined) {
    return call.value.phase.name === 'ended' ? { ok: false, code: 'call-ended' } : NOT_ALLOWED;
  }
  if (!can(who, 'use-own-leg', { personId: leg.personId })) return NOT_ALLOWED;
  return { ok: true, call, leg };
}

async function produce(
  parts: Parts,
  context: CommandContext,
  data: OnLeg & { readonly source: ProducerSource },
): Promise<CommandAnswer> {
  const own = await ownLeg(parts, context, data);
  if (!own.ok) return own;
  if (own.leg.tabId !== context.tabId) return NOT_OWNER;
  const { value } = own.call;
  if (!mayProduce(value, data.legId, data.source)) {
    const soundOnly = value.kind === 'audio';
    return { ok: false, code: soundOnly ? 'no-picture-in-audio-call' : 'media-refused' };
  }
  return askOf(parts, own.call, { ask: 'produce', data, tabId: context.tabId });
}

/** A page brings its leg's media up: the first time, after a reload, or on a new path. */
async function join(parts: Parts, context: CommandContext, data: OnLeg): Promise<CommandAnswer> {
  const own = await ownLeg(parts, context, data);
  if (!own.ok) return own;
  const { tabId } = context;
  if (own.leg.tabId !== null && own.leg.tabId !== tabId) return NOT_OWNER;
  const fresh = needsStep(own.call, own.leg) ? await rejoin(parts, own, tabId) : own.call;
  return 'ok' in fresh ? fresh : askOf(parts, fresh, { ask: 'join', data, tabId });
}

/** Nobody's leg is taken; a path that stood is void from now on. */
function needsStep({ links }: Pick<ReadCall, 'links'>, leg: Leg): boolean {
  return (
    leg.tabId === null || leg.link.state === 'connected' || links[leg.id]?.state === 'connected'
  );
}

async function rejoin(
  parts: Parts,
  { call, leg }: OwnLeg,
  tabId: string,
): Promise<ReadCall | Refusal> {
  const since = await parts.openSince({ personId: leg.personId, tabId });
  const wasNobodys = leg.tabId === null;
  const rejoining = { legId: leg.id, tabId, wasNobodys, openSince: since };
  const callId = call.value.id;
  const answer = await parts.changes.change({ callId }, (loaded, now) =>
    decideRejoin(loaded, rejoining, now),
  );
  if (!answer.ok) return answer;
  return (await readCall(parts.database, callId)) ?? { ok: false, code: 'not-found' };
}

type Rejoining = {
  readonly legId: string;
  readonly tabId: string;
  readonly wasNobodys: boolean;
  readonly openSince: Millis | null;
};

function decideRejoin(loaded: Loaded, rejoining: Rejoining, now: Millis): Decided<null> {
  const { legId, tabId } = rejoining;
  const draft = draftOf(loaded);
  const leg = draft.call?.legs.find((one) => one.id === legId);
  if (leg === undefined) return { ok: false, code: 'no-such-leg' };
  if (leg.tabId !== null && leg.tabId !== tabId) return NOT_OWNER;
  // Answered while this waited: the leg is this page's, and no path of it stood before.
  if (rejoining.wasNobodys && !needsStep(draft, leg)) return decidedFrom({ ok: true, draft }, null);
  const taken = withCall(joining(draft, rejoining), { type: 'take-leg', legId, tabId }, now);
  return decidedFrom(taken.ok ? withoutPath(taken.draft, { leg, rejoining }, now) : taken, null);
}

/** What the node said of the old path says nothing of the new one. */
function joining(draft: Draft, { legId, tabId }: Rejoining): Draft {
  const epoch = draft.call?.mediaEpoch ?? 0;
  return { ...draft, links: { ...draft.links, [legId]: { tabId, epoch, state: 'joining' } } };
}

/** A page that opened after the path stood is a new page; an old one lost its network. */
function withoutPath(
  draft: Draft,
  { leg, rejoining }: { readonly leg: Leg; readonly rejoining: Rejoining },
  now: Millis,
): DraftOutcome {
  if (leg.link.state !== 'connected' || leg.tabId === null) return { ok: true, draft };
  const reloaded = (rejoining.openSince ?? 0) > leg.link.since;
  const cause = reloaded ? 'page-gone' : 'network';
  return withCall(draft, { type: 'link-lost', legId: leg.id, cause }, now);
}
