import type { FirstVideo } from '../call/call.ts';
import type { Millis } from '../time.ts';

/** How the customer got the link: in the chat, by SMS, or as an invitation bound to one agent. */
export type RoomWay = 'chat' | 'sms' | 'invitation';

/** The link by which a conversation began, with the business's own reference where it has one (L2). */
export type CameBy = { readonly way: RoomWay; readonly reference: string | null };

/** Decides what leaving does (K6). */
export type RoomOrigin = 'escalation-room' | 'link-room';

/** The camera that a phone turns to first. */
export type RoomCamera = 'front' | 'rear';

/** Where the customer is. */
export type RoomGuest =
  | { readonly state: 'away' }
  /** The link was opened; nobody has pressed Join. */
  | { readonly state: 'lobby'; readonly since: Millis }
  /** Join was pressed and the agent is not there yet: the call waits. */
  | { readonly state: 'waiting'; readonly since: Millis; readonly callId: string }
  | { readonly state: 'in-call'; readonly since: Millis; readonly callId: string };

/** What is known of the SMS that carried the link. */
export type Delivery = 'none' | 'queued' | 'sent' | 'delivered' | 'unknown' | 'failed';

/** Where a room stands (L6); only the first three can still be entered, `disconnected` while it is open. */
export type RoomState =
  | { readonly name: 'created'; readonly since: Millis }
  | { readonly name: 'connected'; readonly since: Millis; readonly callId: string }
  | { readonly name: 'disconnected'; readonly since: Millis; readonly isOpen: boolean }
  | { readonly name: 'error'; readonly at: Millis; readonly because: RoomFailure }
  | { readonly name: 'expired'; readonly at: Millis }
  | { readonly name: 'cancelled'; readonly at: Millis };

/** Why a room could not be given to the customer. */
export type RoomFailure = 'sms-failed' | 'not-posted';

/** A place where a customer and an agent meet by video, entered by a link; the newest one of its conversation. */
export type Room = {
  readonly id: string;
  readonly way: RoomWay;
  readonly origin: RoomOrigin;
  readonly agentId: string;
  readonly agentName: string;
  readonly firstVideo: FirstVideo;
  /** Which camera a phone begins with: the face, or what is to be shown. */
  readonly camera: RoomCamera;
  /** Said in the lobby before anybody joins (R7). */
  readonly isRecorded: boolean;
  /** The business's own reference, 8 to 20 characters (L2). */
  readonly reference: string | null;
  readonly createdAt: Millis;
  /** Until when the link opens the lobby (L1). */
  readonly codeUntil: Millis;
  /** Until when the room can be entered at all; a call that runs then goes on. */
  readonly until: Millis;
  /** The agent has it open on the desk: whoever brings the link's secret comes in without being asked. */
  readonly agentIn: boolean;
  readonly guest: RoomGuest;
  readonly delivery: Delivery;
  readonly state: RoomState;
};

/** What happened to a room, for the timeline. */
export type RoomTurn =
  | 'opened'
  | 'agent-entered'
  | 'agent-left'
  | 'lobby-opened'
  | 'guest-waits'
  | 'connected'
  /** The call is over; the room can be entered again where `state.isOpen` says so. */
  | 'call-over'
  | 'delivery'
  | 'failed'
  | 'cancelled'
  | 'expired'
  /** Everybody has left it, or its conversation was completed. */
  | 'closed'
  /** Another agent serves the conversation now. */
  | 'handed-on';

/** What the agent is shown of an invitation (requirements 18). */
export type InvitationStep =
  | 'sent'
  | 'delivered'
  | 'guest-waiting'
  | 'joining'
  | 'in-call'
  | 'ended'
  | 'cancelled'
  | 'expired'
  | 'failed';

/** What can happen to the room of a conversation. */
export type RoomInput =
  | {
      readonly type: 'open-room';
      readonly room: Pick<
        Room,
        | 'id'
        | 'way'
        | 'origin'
        | 'agentId'
        | 'agentName'
        | 'firstVideo'
        | 'camera'
        | 'isRecorded'
        | 'reference'
        | 'codeUntil'
        | 'until'
      >;
    }
  | { readonly type: 'enter-room'; readonly agentId: string; readonly agentName: string }
  | { readonly type: 'leave-room'; readonly agentId: string }
  | { readonly type: 'cancel-room'; readonly agentId: string }
  | { readonly type: 'room-failed'; readonly because: RoomFailure }
  | { readonly type: 'lobby-opened' }
  | { readonly type: 'delivery-reported'; readonly delivery: Delivery }
  /** Follows from the room's call: it waits, runs, or is over. */
  | {
      readonly type: 'room-call-waits';
      readonly callId: string;
      /** The agent it is bound to; null once it waits in a queue. */
      readonly agentId: string | null;
    }
  /** With the agent who now has it: a room goes with its call when that is handed over. */
  | {
      readonly type: 'room-call-runs';
      readonly callId: string;
      readonly agentId: string;
      readonly agentName: string;
    }
  | { readonly type: 'room-call-over'; readonly callId: string; readonly closesRoom: boolean }
  /** The timer of `codeUntil` or `until`. */
  | { readonly type: 'room-time-over'; readonly roomId: string };
