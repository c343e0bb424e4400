import type { CallStarted, LegJoined } from '@parley/contracts/media.ts';
import type { CommandAnswer, CommandData } from '@parley/contracts/socket.ts';
import type { Call, CallKind } from '@parley/core/call/call.ts';
import { startCall } from '@parley/core/call/start.ts';
import type { Millis } from '@parley/core/time.ts';
import { z } from 'zod';
import type { Changes, Decided } from '../changes/changes.ts';
import { type Draft, draftOf, withCall, withConversation, withNewCall } from '../changes/draft.ts';
import type { Loaded, Placement } from '../changes/loaded.ts';
import {
  allowed,
  type CommandContext,
  decidedFrom,
  type Executor,
  onceOnly,
} from '../command-context.ts';

type Parts = {
  readonly changes: Changes;
  readonly random: () => string;
  readonly join: Executor<'media-join'>;
};

type Ids = { readonly callId: string; readonly legId: string };

/** What of an entry's configuration decides about calls; what is not said is switched on. */
const callSettings = z.object({
  buttons: z
    .object({ audio: z.boolean(), video: z.boolean(), screen: z.boolean() })
    .partial()
    .default({}),
  firstVideo: z.enum(['both', 'agent-only', 'none']).default('both'),
});

/** How long the answer waits for the media; a page that has to wait longer asks for it itself. */
const JOIN_MS = 600;

/** A customer asks for a call: it waits in the entry's queue, carried by the least loaded media node. */
export async function startCallFor(
  parts: Parts,
  context: CommandContext,
  asked: CommandData<'start-call'>,
): Promise<CommandAnswer<CallStarted>> {
  const started = await store(parts, context, asked);
  if (!started.ok) return started;
  const { rtpCapabilities, dtlsParameters } = asked;
  const join =
    rtpCapabilities === undefined
      ? null
      : await joinSoon(parts, context, { ...started.data, rtpCapabilities, dtlsParameters });
  return { ok: true, data: { ...started.data, join } };
}

/** The call is stored by now: whatever becomes of its media, it has begun. */
export async function joinSoon(
  { join }: Pick<Parts, 'join'>,
  context: CommandContext,
  leg: CommandData<'media-join'>,
): Promise<LegJoined | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), JOIN_MS);
  });
  const joined = join(context, leg).then(
    // The registry's own answer to `media-join`.
    (answer) => (answer.ok ? (answer.data as LegJoined) : null),
    // A page that asks again sees for itself what is wrong.
    () => null,
  );
  const first = await Promise.race([joined, late]);
  clearTimeout(timer);
  return first;
}

function store(
  { changes, random }: Parts,
  context: CommandContext,
  { conversationId, kind, requestId }: CommandData<'start-call'>,
): Promise<CommandAnswer<Ids>> {
  const ids = { callId: `call_${random()}`, legId: `leg_${random()}` };
  const target = { conversationId, wantNode: { notBoot: null }, ...onceOnly(context) };
  return changes.change(target, (loaded, now) =>
    allowed(context.who, { action: 'start-call', thing: { conversationId } }, () => {
      const starting = { kind, ids, tabId: context.tabId, now };
      return requestId === undefined
        ? decideStart(loaded, starting)
        : decideRequested(loaded, starting, requestId);
    }),
  );
}

type Starting = {
  readonly kind: CallKind;
  readonly ids: Ids;
  readonly tabId: string;
  readonly now: Millis;
};

function decideStart(loaded: Loaded, starting: Starting): Decided<Ids> {
  if (loaded.call !== null) return { ok: false, code: 'already-in-call' };
  // Who came by a link came through no entry: they call in the room alone, while it is open.
  if (loaded.conversation.entryId === '') return { ok: false, code: 'kind-switched-off' };
  const settings = callSettings.parse(loaded.entry.config);
  if (settings.buttons[starting.kind] === false) return { ok: false, code: 'kind-switched-off' };
  if (loaded.node === null) return { ok: false, code: 'media-not-ready' };
  const { firstVideo } = settings;
  const how = { origin: 'widget', firstVideo, boundToAgentId: null, node: loaded.node } as const;
  return begin(draftOf(loaded), { ...starting, ...how });
}

/** An agent asked for it: it is for them alone, and the customer's own camera waits until they choose it (K1, K5). */
function decideRequested(loaded: Loaded, starting: Starting, requestId: string): Decided<Ids> {
  const { videoRequest } = loaded.conversation;
  if (loaded.call !== null) return { ok: false, code: 'already-in-call' };
  if (starting.kind !== 'video') return { ok: false, code: 'bad-input' };
  const { node } = loaded;
  const use = { type: 'use-video-request', requestId } as const;
  const used = withConversation(draftOf(loaded), use, starting.now);
  if (!used.ok) return decidedFrom(used, starting.ids);
  if (node === null) return { ok: false, code: 'media-not-ready' };
  return begin(used.draft, {
    ...starting,
    origin: 'escalation-room',
    firstVideo: 'agent-only',
    boundToAgentId: videoRequest?.agentId ?? null,
    node,
  });
}

type Beginning = Starting &
  Pick<Call, 'origin' | 'firstVideo' | 'boundToAgentId'> & { readonly node: Placement };

function begin(draft: Draft, starting: Beginning): Decided<Ids> {
  const { kind, ids, tabId, now, node, origin, firstVideo, boundToAgentId } = starting;
  const { id: conversationId, queueId, customer, chat } = draft.conversation;
  const { callId, legId } = ids;
  const started = startCall(
    {
      callId,
      conversationId,
      kind,
      origin,
      firstVideo,
      queueId,
      preferredAgentId: chat.state === 'assigned' ? chat.agentId : null,
      boundToAgentId,
      room: null,
      customer: { legId, personId: customer.id, name: customer.name },
    },
    now,
  );
  const begun = withNewCall(draft, started, node);
  // The page that asks is the page that speaks: its leg is its own from the start.
  return decidedFrom(withCall(begun, { type: 'take-leg', legId, tabId }, now), ids);
}
