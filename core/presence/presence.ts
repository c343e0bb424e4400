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
    };

/** One page of an agent that is alive. */
export type Lease = {
  readonly tabId: string;
  readonly until: Millis;
  /** The start-of-shift click has unlocked the ring sound in this page. */
  readonly canRing: boolean;
  readonly microphone: DeviceState;
};

/** Work an agent has. A row of its own; what an agent is busy with is derived from these. */
export type Task = {
  readonly contactId: string;
  readonly conversationId: string;
  readonly channel: Channel;
  readonly state: 'reserved' | 'active';
  readonly since: Millis;
};

/** An agent's presence, stored. */
export type Presence = {
  readonly agentId: string;
  readonly wish: Wish;
  readonly channels: Readonly<Record<Channel, boolean>>;
  /** Since when the agent has had nothing to do; decides who is longest idle. */
  readonly idleSince: Millis;
};

/** Everything that can move an agent's presence. */
export type PresenceInput =
  | { readonly type: 'go-ready' }
  | { readonly type: 'pause'; readonly reason: string }
  | { readonly type: 'go-offline' }
  | { readonly type: 'switch-channel'; readonly channel: Channel; readonly on: boolean }
  | { readonly type: 'let-it-ring' }
  | { readonly type: 'became-free' };

/** Reason stored when the missed-call policy pauses an agent (Q5). */
export const MISSED = 'missed';

/** An agent who has never been seen. */
export function newPresence(agentId: string, now: Millis): Presence {
  return {
    agentId,
    wish: { state: 'offline', since: now },
    channels: { voice: true, video: true, chat: true },
    idleSince: now,
  };
}

/** Moves an agent's presence; asking for what already is changes nothing. */
export function stepPresence(presence: Presence, input: PresenceInput, now: Millis): Presence {
  switch (input.type) {
    case 'go-ready':
      if (presence.wish.state === 'ready') return presence;
      return { ...presence, wish: { state: 'ready', since: now }, idleSince: now };
    case 'pause':
      if (presence.wish.state === 'paused' && presence.wish.reason === input.reason)
        return presence;
      return {
        ...presence,
        wish: { state: 'paused', since: now, reason: input.reason, by: 'agent' },
      };
    case 'go-offline':
      if (presence.wish.state === 'offline') return presence;
      return { ...presence, wish: { state: 'offline', since: now } };
    case 'switch-channel':
      return { ...presence, channels: { ...presence.channels, [input.channel]: input.on } };
    case 'let-it-ring':
      if (presence.wish.state !== 'ready') return presence;
      return {
        ...presence,
        wish: { state: 'paused', since: now, reason: MISSED, by: 'policy' },
      };
    case 'became-free':
      return { ...presence, idleSince: now };
  }
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
  const willing = agent.presence.wish.state === 'ready' && agent.presence.channels[channel];
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

function unwilling(agent: AgentNow, channel: Channel): Obstacle | null {
  if (agent.presence.wish.state !== 'ready') return 'not-ready';
  return agent.presence.channels[channel] ? null : 'channel-off';
}

function unreachable(agent: AgentNow, channel: Channel, now: Millis): Obstacle | null {
  const alive = liveLeases(agent.leases, now);
  if (alive.length === 0) return 'not-reachable';
  if (!alive.some((lease) => lease.canRing)) return 'cannot-ring';
  if (channel === 'chat') return null;
  return alive.some((lease) => hasMicrophone(lease)) ? null : 'no-microphone';
}

function hasMicrophone(lease: Lease): boolean {
  return lease.microphone !== 'denied' && lease.microphone !== 'no-device';
}

function full(agent: AgentNow, channel: Channel): Obstacle | null {
  const calls = agent.tasks.filter((task) => task.channel !== 'chat');
  if (agent.tasks.some((task) => task.state === 'reserved')) return 'being-offered';
  if (calls.some((task) => task.channel === 'video')) return 'in-call';
  if (channel !== 'chat' && calls.length > 0) return 'in-call';
  const mine = agent.tasks.filter((task) => task.channel === channel);
  return mine.length >= CAPACITY[channel] ? 'at-capacity' : null;
}
