/**
 * The host page's loader and the widget frame speak by postMessage with exact origins; every message is
 * `{ parley: 1, ...HostToFrame | FrameToHost }`. The frame is `/widget/frame?entry=ID`, the loader `/widget/v1/loader.js`.
 */
export type HostToFrame =
  /** First message: what the host page keeps for the widget, and where the customer is. */
  | {
      readonly type: 'hello';
      readonly kept: KeptByHost | null;
      readonly page: { readonly url: string; readonly title: string };
      readonly want: WidgetIntent | null;
      readonly phone: boolean;
    }
  | { readonly type: 'opened'; readonly want: WidgetIntent | null }
  | { readonly type: 'closed' }
  | { readonly type: 'page'; readonly page: { readonly url: string; readonly title: string } }
  | { readonly type: 'prefetch-call' };

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
  | { readonly type: 'unread'; readonly count: number }
  | { readonly type: 'size'; readonly shape: 'panel' | 'call' | 'strip' }
  | {
      readonly type: 'event';
      readonly name: string;
      readonly data: Readonly<Record<string, unknown>>;
    };
