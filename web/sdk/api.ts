import type { RoomEndReason, RoomStanding } from '@parley/contracts/widget.ts';

/** What a page needs to boot the widget. */
export type BootOptions = {
  /** Where Parley is: `https://cx.example.com`. May be left out where this module comes from there. */
  readonly origin?: string;
  /** The entry that customers come in by. */
  readonly entryId: string;
  /** On which side the round button is; `right` when nothing is said. */
  readonly side?: 'left' | 'right';
  /** The name of the round button. */
  readonly label?: string;
  /** As for `identify`. */
  readonly identity?: IdentitySource;
};

/**
 * A token that the page's own server has signed (docs/sdk.md), or better a function that fetches one: each token
 * serves once and for five minutes at most.
 */
export type IdentitySource = string | (() => string | Promise<string>);

/** What a call is made of. */
export type CallKind = 'audio' | 'video' | 'screen';

/** What became of `identify`: `waiting` until a conversation begins, which is then verified. */
export type Identified = { readonly state: 'verified' | 'waiting' };

/** Everything that can be listened to, with what is said. */
export type ParleyEvents = {
  /** The frame is there. */
  readonly ready: Readonly<Record<string, never>>;
  readonly opened: Readonly<Record<string, never>>;
  readonly closed: Readonly<Record<string, never>>;
  /** Messages of the other side that were not read yet. */
  readonly unread: { readonly count: number };
  /** A message, also the customer's own; `at` in milliseconds since 1970. */
  readonly message: {
    readonly messageId: string;
    /** An invitation to a video room has no text; its link is the customer's alone. */
    readonly kind: 'text' | 'invitation';
    readonly at: number;
    readonly from: 'customer' | 'agent' | 'system';
    readonly name: string;
    readonly text: string;
  };
  readonly 'conversation-started': { readonly conversationId: string };
  readonly 'call-started': { readonly callId: string; readonly kind: CallKind };
  readonly 'call-state': {
    readonly callId: string;
    readonly kind: CallKind;
    readonly state: 'ringing' | 'connected' | 'held' | 'resumed';
  };
  readonly 'call-ended': {
    readonly callId: string;
    readonly kind: CallKind;
    readonly reason: string;
  };
  /** The conversation is verified for this person. */
  readonly 'identity-changed': { readonly subject: string; readonly name: string | null };
  /** What went wrong by itself; what was asked for says so by its own promise. */
  readonly error: { readonly code: string; readonly retryable: boolean };
};

/**
 * What `<parley-room>` tells as DOM events, `parley-joined` and so on, with this in `detail`. `parley-ready` says that
 * the room's page is there.
 */
export type ParleyRoomEvents = {
  readonly ready: Readonly<Record<string, never>>;
  /** Where the guest is; see docs/sdk.md for what each means. */
  readonly state: { readonly state: RoomStanding };
  /** The guest is in the room's call, at first waiting for the agent. */
  readonly joined: { readonly callId: string };
  /** The guest is in it no longer: they may come back unless `ended` is told too. */
  readonly left: { readonly callId: string };
  /** Nobody comes into the room any more. */
  readonly ended: { readonly reason: RoomEndReason };
  readonly error: { readonly code: string; readonly retryable: boolean };
};

/** The name of an event. */
export type ParleyEventName = keyof ParleyEvents;

/** The widget on a page. Each promise settles once the server has answered, and rejects with a `ParleyError`. */
export type Parley = {
  readonly isOpen: boolean;
  /** Opens the panel; settles when its frame is there. */
  readonly open: () => Promise<void>;
  readonly close: () => Promise<void>;
  /** Opens the panel and asks for a call; call it in a click. */
  readonly startCall: (kind: 'audio' | 'video') => Promise<{ readonly callId: string }>;
  /** Opens the panel and a screen share; call it in a click, for the browser to let a screen be picked. */
  readonly shareScreen: () => Promise<{ readonly callId: string }>;
  /** Writes in the customer's name; begins a conversation when there is none. */
  readonly sendMessage: (text: string) => Promise<{ readonly messageId: string }>;
  /** Says, signed by the page's own server, who the customer is. */
  readonly identify: (source: IdentitySource) => Promise<Identified>;
  /** Takes the widget off the page; `forget` gives its conversation up too, as at a sign-out. */
  readonly shutdown: (options?: { readonly forget?: boolean }) => Promise<void>;
  /** Listens; gives back what stops it. */
  readonly on: <Name extends ParleyEventName>(
    name: Name,
    listener: (data: ParleyEvents[Name]) => void,
  ) => () => void;
};
