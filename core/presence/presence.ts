import type { DeviceState } from '../call/call.ts';
import type { Millis } from '../time.ts';

/** The kinds of work an agent can be given. */
export type Channel = 'voice' | 'video' | 'chat';

/** Every channel, in the order screens show them. */
export const CHANNELS: readonly Channel[] = ['voice', 'video', 'chat'];

/** How much of each an agent carries at once (Q3). */
const CAPACITY: Readonly<Record<Channel, number>> = { voice: 1, video: 1, chat: 5 };

/** How long a page may be silent before its lease ends. */
export const LEASE_MS = 15_000;

/** How long a lease lives on after its socket closed: time enough for a reload. */
export const RELOAD_MS = 8_000;

/** What the agent chose. Only a person or the missed-call policy changes it, never another page (field notes 13). */
export type Wish =
  | { readonly state: 'offline'; readonly since: Millis }
  | { readonly state: 'ready'; readonly since: Millis }
  | {
      readonly state: 'paused';
      readonly since: Millis;
      readonly reason: string;
      readonly by: 'agent' | 'policy' | 'supervisor';
      /** Channels served all the same: a partial pause (Q4). */
      readonly open: readonly Channel[];
    };

/** What a page found out about its path for calls by a test of its own; `unknown` until one ran. */
export type MediaProof = 'unknown' | 'proved' | 'failed';

/** One page of an agent that is alive. */
export type Lease = {
  readonly tabId: string;
  readonly until: Millis;
  /** The start-of-shift click has unlocked the ring sound in this page. */
  readonly canRing: boolean;
  readonly microphone: DeviceState;
  readonly media: MediaProof;
};

/** Work an agent has. A row of its own; what an agent is busy with is derived from these. */
export type Task = {
  readonly contactId: string;
  readonly conversationId: string;
  readonly channel: Channel;
  readonly state: 'reserved' | 'active' | 'wrap-up';
  readonly since: Millis;
};

/** An agent's presence, stored. */
export type Presence = {
  readonly agentId: string;
  readonly wish: Wish;
  /** Since when the agent is at work, paused or not; null while offline. */
  readonly shiftSince: Millis | null;
  readonly channels: Readonly<Record<Channel, boolean>>;
  /** Since when the agent has had nothing to do; decides who is longest idle. */
  readonly idleSince: Millis;
};

/** Everything that can move an agent's presence. */
export type PresenceInput =
  | { readonly type: 'start-shift'; readonly inPause: boolean }
  | { readonly type: 'go-ready' }
  | { readonly type: 'pause'; readonly reason: string; readonly open?: readonly Channel[] }
  /** Serves these channels again, and goes on pausing for the others. */
  | { readonly type: 'come-back'; readonly channels: readonly Channel[] }
  | { readonly type: 'go-offline' }
  | { readonly type: 'switch-channel'; readonly channel: Channel; readonly on: boolean }
  | { readonly type: 'let-it-ring' }
  | { readonly type: 'became-free' };

/** Reason stored when the missed-call policy pauses an agent (Q5). */
export const MISSED = 'missed';

/** Reason stored when a shift begins in a pause (Q7). */
export const LOGIN = 'login';

/** An agent who has never been seen. */
export function newPresence(agentId: string, now: Millis): Presence {
  return {
    agentId,
    wish: { state: 'offline', since: now },
    shiftSince: null,
    channels: { voice: true, video: true, chat: true },
    idleSince: now,
  };
}

/** Moves an agent's presence; asking for what already is changes nothing. */
export function stepPresence(presence: Presence, input: PresenceInput, now: Millis): Presence {
  switch (input.type) {
    case 'start-shift':
      return startShift(presence, input.inPause, now);
    case 'go-ready':
      return goReady(presence, now);
    case 'pause':
      return pause(presence, { reason: input.reason, by: 'agent', open: input.open ?? [] }, now);
    case 'come-back':
      return comeBack(presence, input.channels, now);
    case 'go-offline':
      if (presence.wish.state === 'offline') return presence;
      return { ...presence, wish: { state: 'offline', since: now }, shiftSince: null };
    case 'switch-channel':
      if (presence.channels[input.channel] === input.on) return presence;
      return { ...presence, channels: { ...presence.channels, [input.channel]: input.on } };
    case 'let-it-ring':
      if (CHANNELS.every((channel) => !serves(presence, channel))) return presence;
      return pause(presence, { reason: MISSED, by: 'policy', open: [] }, now);
    case 'became-free':
      return { ...presence, idleSince: now };
  }
}

/** Whoever is at work already has begun: a second page, or a press too many, changes nothing. */
function startShift(presence: Presence, inPause: boolean, now: Millis): Presence {
  if (presence.wish.state !== 'offline') return presence;
  return inPause
    ? pause(presence, { reason: LOGIN, by: 'policy', open: [] }, now)
    : goReady(presence, now);
}

function goReady(presence: Presence, now: Millis): Presence {
  if (presence.wish.state === 'ready') return presence;
  const shiftSince = presence.shiftSince ?? now;
  return { ...presence, wish: { state: 'ready', since: now }, shiftSince, idleSince: now };
}

type Pausing = Pick<Extract<Wish, { state: 'paused' }>, 'reason' | 'by' | 'open'>;

/** The timer of a pause runs on while only its open channels change. */
function pause(presence: Presence, { reason, by, open }: Pausing, now: Millis): Presence {
  const { wish } = presence;
  const goesOn = wish.state === 'paused' && wish.reason === reason;
  if (goesOn && sameChannels(openChannels(wish), open)) return presence;
  const since = goesOn ? wish.since : now;
  const shiftSince = presence.shiftSince ?? now;
  return { ...presence, wish: { state: 'paused', since, reason, by, open }, shiftSince };
}

/** Back on every channel that is the agent's is ready; on none it is the same pause as before. */
function comeBack(presence: Presence, channels: readonly Channel[], now: Millis): Presence {
  const { wish } = presence;
  if (wish.state !== 'paused') return presence;
  const own = CHANNELS.filter((channel) => presence.channels[channel]);
  const open = own.filter((channel) => channels.includes(channel));
  if (open.length === own.length) return goReady(presence, now);
  const paused = pause(presence, { ...wish, open }, now);
  return paused === presence ? presence : { ...paused, idleSince: now };
}

/** The channels a pause leaves open; a pause stored before there were any has none. */
function openChannels(wish: Extract<Wish, { state: 'paused' }>): readonly Channel[] {
  return wish.open ?? [];
}

function sameChannels(some: readonly Channel[], others: readonly Channel[]): boolean {
  return CHANNELS.every((channel) => some.includes(channel) === others.includes(channel));
}

/** Whether the agent wishes to be given work of a channel now. */
export function serves({ wish, channels }: Presence, channel: Channel): boolean {
  if (!channels[channel] || wish.state === 'offline') return false;
  return wish.state === 'ready' || openChannels(wish).includes(channel);
}

/** Pages of this agent that are alive now. */
export function liveLeases(leases: readonly Lease[], now: Millis): readonly Lease[] {
  return leases.filter((lease) => lease.until > now);
}

/** How a channel stands, for the agent's light and the supervisor's wall (requirements 18). */
export type ChannelState =
  | 'not-ready'
  | 'ready'
  | 'reserved'
  | 'active'
  | 'busy'
  | 'pending-not-ready'
  | 'interrupted';

/** Everything needed to judge whether an agent can be given work. */
export type AgentNow = {
  readonly presence: Presence;
  readonly leases: readonly Lease[];
  readonly tasks: readonly Task[];
};

/** Derives a channel's state; nothing stores it, so nothing can be stuck in it. */
export function channelState(agent: AgentNow, channel: Channel, now: Millis): ChannelState {
  const mine = agent.tasks.filter((task) => task.channel === channel);
  const working = mine.length > 0;
  const reachable = liveLeases(agent.leases, now).length > 0;
  const willing = serves(agent.presence, channel);
  if (!reachable) return working || willing ? 'interrupted' : 'not-ready';
  if (!willing) return working ? 'pending-not-ready' : 'not-ready';
  if (mine.some((task) => task.state === 'reserved')) return 'reserved';
  if (obstacle(agent, { channel }, now) !== null) return 'busy';
  return working ? 'active' : 'ready';
}

/** Why an agent cannot be given work of a channel now; null when they can. */
export type Obstacle =
  | 'not-ready'
  | 'channel-off'
  | 'not-reachable'
  | 'cannot-ring'
  | 'no-microphone'
  | 'no-media-path'
  | 'wrapping-up'
  | 'being-offered'
  | 'in-call'
  | 'at-capacity';

/** Says what stands between an agent and one more contact of a channel. Open chats do not keep a video call away: it fills the agent once it is there (Q6). */
export function obstacle(
  agent: AgentNow,
  { channel }: { readonly channel: Channel },
  now: Millis,
): Obstacle | null {
  return unwilling(agent, channel) ?? unreachable(agent, channel, now) ?? full(agent, channel);
}

/** The id under which an agent's open room is work of theirs. */
export function roomTaskId(roomId: string): string {
  return `room:${roomId}`;
}

/**
 * The same for a contact that is for this agent alone: what they have to do in its own conversation, the room they sit in
 * or the wrap-up of the call before, does not keep it from them. Whoever sits in the room waits for it, paused or not.
 */
export function obstacleToRoom(
  agent: AgentNow,
  { channel, conversationId }: { readonly channel: Channel; readonly conversationId: string },
  now: Millis,
): Obstacle | null {
  const own = agent.tasks.filter((task) => task.conversationId === conversationId);
  const sits = own.some(isSittingInRoom);
  const others = agent.tasks.filter(
    (task) => !isSittingInRoom(task) && !(own.includes(task) && task.state === 'wrap-up'),
  );
  const unwillingNow = sits ? null : unwilling(agent, channel);
  return (
    unwillingNow ?? unreachable(agent, channel, now) ?? full({ ...agent, tasks: others }, channel)
  );
}

/** Waiting in a room of one's own: nobody is there yet. */
function isSittingInRoom({ contactId }: Task): boolean {
  return contactId.startsWith(roomTaskId(''));
}

/** Why nobody could ring this agent on a channel, whatever they wish and do; null when they could. */
export function unreachable(agent: AgentNow, channel: Channel, now: Millis): UnreachableBecause {
  const alive = liveLeases(agent.leases, now);
  if (alive.length === 0) return 'not-reachable';
  if (!alive.some((lease) => lease.canRing)) return 'cannot-ring';
  if (channel === 'chat') return null;
  if (!alive.some((lease) => hasMicrophone(lease))) return 'no-microphone';
  return alive.every((lease) => lease.media === 'failed') ? 'no-media-path' : null;
}

type UnreachableBecause = Extract<
  Obstacle,
  'not-reachable' | 'cannot-ring' | 'no-microphone' | 'no-media-path'
> | null;

function unwilling({ presence }: AgentNow, channel: Channel): Obstacle | null {
  if (serves(presence, channel)) return null;
  const off = presence.wish.state === 'ready' && !presence.channels[channel];
  return off ? 'channel-off' : 'not-ready';
}

function hasMicrophone(lease: Lease): boolean {
  return lease.microphone !== 'denied' && lease.microphone !== 'no-device';
}

function full(agent: AgentNow, channel: Channel): Obstacle | null {
  const calls = callsOf(agent.tasks);
  if (agent.tasks.some((task) => task.state === 'reserved')) return 'being-offered';
  if (calls.some((task) => task.channel === 'video')) return 'in-call';
  if (channel !== 'chat' && calls.length > 0) return 'in-call';
  if (channel !== 'chat' && agent.tasks.some((task) => task.state === 'wrap-up')) {
    return 'wrapping-up';
  }
  const mine = agent.tasks.filter((task) => task.channel === channel);
  return mine.length >= CAPACITY[channel] ? 'at-capacity' : null;
}

/** The calls an agent is in or is rung for; what is being wrapped up is over. */
export function callsOf(tasks: readonly Task[]): readonly Task[] {
  return tasks.filter((task) => task.channel !== 'chat' && task.state !== 'wrap-up');
}
