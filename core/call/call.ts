import type { Millis } from '../time.ts';

/** What was asked for when the call began; it never changes during the call (M8, M9). */
export type CallKind = 'audio' | 'video' | 'screen';

/** Where the call came from; decides what End does (K6). An internal call is between agents, without a customer. */
export type CallOrigin = 'widget' | 'link-room' | 'escalation-room' | 'internal';

/** Whose camera is on when a video call is answered (K1). */
export type FirstVideo = 'both' | 'agent-only' | 'none';

/** Which room a call goes on in, and whether its guest brought the link's secret: then the agent's desk lets them in. */
export type CallRoom = { readonly id: string; readonly bySecret: boolean };

/** On whose side a leg is. */
export type LegRole = 'customer' | 'agent';

/** The one picture a person sends (K2): the screen replaces the camera and remembers whether it was on. */
export type Picture =
  | { readonly source: 'none' }
  | { readonly source: 'camera' }
  | { readonly source: 'screen'; readonly cameraBefore: boolean };

/** Why a leg lost its path: what the page, the network or the media node said. */
export type LinkCause = 'page-gone' | 'network' | 'media-node' | 'moved';

/** A leg's path to the media node. */
export type Link =
  | { readonly state: 'joining'; readonly since: Millis; readonly until: Millis }
  | { readonly state: 'connected'; readonly since: Millis }
  | {
      readonly state: 'interrupted';
      readonly since: Millis;
      readonly until: Millis;
      readonly cause: LinkCause;
    };

/** What the browser said about a device (M16). */
export type DeviceState =
  | 'unknown'
  | 'asking'
  | 'allowed'
  | 'denied'
  | 'no-device'
  | 'in-use'
  | 'lost';

/** One person's part in a call. It belongs to the person's session, not to a tab. */
export type Leg = {
  readonly id: string;
  readonly role: LegRole;
  readonly personId: string;
  readonly name: string;
  /** The tab that owns the media now; null until a page took it. */
  readonly tabId: string | null;
  readonly link: Link;
  readonly microphone: 'on' | 'muted';
  readonly picture: Picture;
  readonly devices: { readonly microphone: DeviceState; readonly camera: DeviceState };
  /** False while the browser refuses to play sound before a tap (M15). */
  readonly soundPlaying: boolean;
  /** The agent turned to another call: no sound or picture passes to or from this leg until they resume. */
  readonly away: boolean;
};

/** Why a call ended; stable, for screens and reports. */
export type EndReason =
  | 'customer-ended'
  | 'agent-ended'
  | 'customer-lost'
  | 'abandoned'
  | 'declined'
  | 'no-answer'
  | 'unreachable'
  | 'agent-lost'
  | 'conversation-completed'
  | 'closed-by-system';

/** One agent being rung; their leg joined already, so that Answer only has to let the media through. */
export type Ring = {
  readonly since: Millis;
  readonly until: Millis;
  readonly offerId: string;
  readonly agentId: string;
  readonly legId: string;
};

/** Where a call stands; each phase carries only its own facts. */
export type CallPhase =
  | { readonly name: 'queued'; readonly since: Millis }
  | (Ring & { readonly name: 'ringing' })
  | { readonly name: 'active'; readonly since: Millis; readonly answeredAt: Millis }
  | {
      readonly name: 'held';
      readonly since: Millis;
      readonly answeredAt: Millis;
      readonly byLegId: string;
    }
  | {
      readonly name: 'ended';
      readonly at: Millis;
      readonly reason: EndReason;
      readonly talkMs: number;
    };

/** What a second agent is rung for. */
export type InvitePurpose = 'consult' | 'transfer';

/**
 * What goes on beside the line, which is everybody but the two agents named here (X2 to X4).
 * `inviting` and `consulting` go with the phase held, `aside` and `conference` with active.
 */
export type Beside =
  | { readonly name: 'none' }
  /** An agent is rung. The inviter of a transfer may be gone already; `before` is what a failure restores. */
  | (Ring & {
      readonly name: 'inviting';
      readonly purpose: InvitePurpose;
      readonly agentName: string;
      readonly byLegId: string;
      readonly byAgentId: string;
      readonly byName: string;
      readonly before: 'active' | 'held';
    })
  /** The two talk while the line is held; `merged` when a conference was put on hold. */
  | {
      readonly name: 'consulting';
      readonly since: Millis;
      readonly byLegId: string;
      readonly withLegId: string;
      readonly merged: boolean;
    }
  /** The inviter went back to the line; the consulted agent waits. */
  | {
      readonly name: 'aside';
      readonly since: Millis;
      readonly byLegId: string;
      readonly withLegId: string;
    }
  /** Everybody hears and sees everybody. */
  | {
      readonly name: 'conference';
      readonly since: Millis;
      readonly byLegId: string;
      readonly withLegId: string;
    };

/** A call, whole: everything a server must know to go on with it after a crash. */
export type Call = {
  readonly id: string;
  readonly conversationId: string;
  readonly kind: CallKind;
  readonly origin: CallOrigin;
  readonly firstVideo: FirstVideo;
  /** Empty in an internal call, which waits in no queue. */
  readonly queueId: string;
  /** The agent asked first because the chat is already theirs; null when the queue decides. */
  readonly preferredAgentId: string | null;
  /** The one agent it waits for (a room's call); null when the queue decides. Whoever takes the call over takes this too. */
  readonly boundToAgentId: string | null;
  /** The room it goes on in; null outside rooms. */
  readonly room: CallRoom | null;
  /** When it was asked for: the place in line, kept through every failed offer (Q5). */
  readonly startedAt: Millis;
  /** Agents who let it ring, declined or vanished, and when. */
  readonly passedBy: readonly { readonly agentId: string; readonly at: Millis }[];
  readonly phase: CallPhase;
  readonly beside: Beside;
  readonly legs: readonly Leg[];
  /** Counts the media nodes that carried it; media commands of an older epoch are void. */
  readonly mediaEpoch: number;
};

/** How long a leg outlives its page or its network (design 2.5). */
export const GRACE_MS = 45_000;

/** How long a leg may take to bring up its media for the first time. */
export const JOIN_MS = 45_000;
