/**
 * The host page's loader or SDK and the widget frame speak by postMessage with exact origins; every message is
 * `{ parley: 1, ...HostToFrame | FrameToHost }`, and what has another shape or an unknown type is not heard.
 * The frame is `/widget/frame?entry=ID`, the loader `/widget/v1/loader.js`, the SDK `/widget/v1/sdk.js`.
 */
export type HostToFrame =
  /** First message: what the host page keeps for the widget, and where the customer is. */
  | {
      readonly type: 'hello';
      readonly kept: KeptByHost | null;
      readonly page: { readonly url: string; readonly title: string };
      readonly want: WidgetIntent | null;
      readonly phone: boolean;
      /** The host page has a signed identity for whoever begins a conversation. */
      readonly canIdentify: boolean;
    }
  | { readonly type: 'opened'; readonly want: WidgetIntent | null }
  | { readonly type: 'closed' }
  | { readonly type: 'page'; readonly page: { readonly url: string; readonly title: string } }
  | { readonly type: 'prefetch-call' }
  /** It has one now, or none any more. */
  | { readonly type: 'identity'; readonly canIdentify: boolean }
  /** The token the frame wanted; null when there is none. */
  | { readonly type: 'token'; readonly id: number; readonly token: string | null }
  | HostAsk;

/** What a host page can ask, with its answer; each is answered once, by its id. */
export type HostAsks = {
  readonly 'start-call': {
    readonly data: { readonly kind: 'audio' | 'video' | 'screen' };
    readonly answer: { readonly callId: string };
  };
  readonly 'send-message': {
    readonly data: { readonly text: string };
    readonly answer: { readonly messageId: string };
  };
  /** `waiting`: there is no conversation yet; the frame wants a token when one begins. */
  readonly identify: {
    readonly data: { readonly token: string };
    readonly answer: { readonly state: 'verified' | 'waiting' };
  };
};

/** The name of something that can be asked. */
export type HostAskName = keyof HostAsks;

/** A question of the host page. */
export type HostAsk = {
  [Name in HostAskName]: {
    readonly type: 'ask';
    readonly id: number;
    readonly name: Name;
    readonly data: HostAsks[Name]['data'];
  };
}[HostAskName];

/** What came of it; the codes are stable and stand in docs/sdk.md. */
export type HostAnswer<Name extends HostAskName = HostAskName> =
  | { readonly ok: true; readonly data: HostAsks[Name]['answer'] }
  | { readonly ok: false; readonly code: string };

/** What a button or an API call of the host wants at once. */
export type WidgetIntent = 'chat' | 'audio' | 'video' | 'screen';

/** What survives a page change in the host page's own storage, so that it works where frame storage is blocked. */
export type KeptByHost = {
  readonly conversationId: string;
  readonly token: string;
  readonly open: boolean;
  readonly inCall: boolean;
};

/** What the frame says to the host page's loader. */
export type FrameToHost =
  | { readonly type: 'ready' }
  | { readonly type: 'keep'; readonly kept: KeptByHost | null }
  | { readonly type: 'close' }
  /** Somebody rings whom the customer is to see: opens the panel. */
  | { readonly type: 'open' }
  | { readonly type: 'unread'; readonly count: number }
  | { readonly type: 'size'; readonly shape: 'panel' | 'call' | 'strip' }
  | { readonly type: 'answered'; readonly id: number; readonly answer: HostAnswer }
  /** A conversation begins: who is it? */
  | { readonly type: 'want-token'; readonly id: number }
  /** A screen is picked to be shared: what is private on the page must be known (contracts/page-mask.ts). */
  | { readonly type: 'mask' }
  | {
      readonly type: 'event';
      readonly name: string;
      readonly data: Readonly<Record<string, unknown>>;
    };

/** Where a guest is in the room that a host page frames. */
export type RoomStanding =
  | 'opening'
  | 'lobby'
  /** Join was pressed; the agent is not there yet. */
  | 'waiting'
  | 'connected'
  | 'held'
  /** It goes on in another tab or on another device. */
  | 'elsewhere'
  /** The call is over, and the room can be entered again. */
  | 'left'
  | 'ended';

/** Why nobody comes into a room any more: the guest or the agent ended the call, or the room was closed. */
export type RoomEndReason = 'left' | 'ended' | 'closed';

/** What a room in a frame says to exactly the page around it, as `{ parley: 1, type: 'room', ...RoomNews }`. */
export type RoomNews =
  | { readonly name: 'state'; readonly data: { readonly state: RoomStanding } }
  | { readonly name: 'joined'; readonly data: { readonly callId: string } }
  | { readonly name: 'left'; readonly data: { readonly callId: string } }
  | { readonly name: 'ended'; readonly data: { readonly reason: RoomEndReason } }
  /** The codes are stable and stand in docs/sdk.md. */
  | { readonly name: 'error'; readonly data: { readonly code: string } };
