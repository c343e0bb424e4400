import type { Call } from '../call/call.ts';
import type { CallFact } from '../call/facts.ts';
import type { FileFact, SharedFile } from '../files/shared-file.ts';
import type { PictureFact } from '../picture-sharing/picture.ts';
import type { Millis } from '../time.ts';
import type { Callback, Feedback, VideoRequestOutcome } from './asking.ts';

import type { CustomerRequestFact } from './customer-request.ts';

import type { CameBy, Room, RoomTurn } from './room.ts';

import type { Customer } from './verified.ts';

/** Who wrote or did something in a conversation. */
export type Author =
  | { readonly role: 'customer'; readonly id: string; readonly name: string }
  | { readonly role: 'agent'; readonly id: string; readonly name: string }
  | { readonly role: 'system' };

/** The page the customer is on (E5). */
export type HostPage = { readonly url: string; readonly title: string };

/** What a conversation's stream can carry. */
export type ConversationFact =
  | {
      readonly type: 'conversation-started';
      readonly entryId: string;
      readonly customer: { readonly id: string; readonly name: string };
      readonly page: HostPage | null;
      readonly form: Readonly<Record<string, string>>;
      /** Absent where it began at an entry, and for the customer. */
      readonly cameBy?: CameBy;
    }
  | {
      readonly type: 'message-sent';
      readonly messageId: string;
      readonly author: Author;
      /** May be empty where a file is sent. */
      readonly text: string;
      readonly file?: SharedFile;
    }
  | FileFact
  | PictureFact
  | {
      readonly type: 'messages-delivered';
      readonly to: 'customer' | 'agent';
      readonly upTo: number;
    }
  | { readonly type: 'messages-read'; readonly by: 'customer' | 'agent'; readonly upTo: number }
  | { readonly type: 'chat-queued' }
  | { readonly type: 'chat-assigned'; readonly agentId: string; readonly agentName: string }
  | { readonly type: 'chat-released'; readonly agentId: string; readonly because: string }
  | { readonly type: 'page-changed'; readonly page: HostPage }
  | { readonly type: 'conversation-completed'; readonly by: Author }
  /** A conversation between members of staff, without a customer (T7). */
  | {
      readonly type: 'internal-started';
      readonly staff: readonly { readonly id: string; readonly name: string }[];
    }
  | {
      readonly type: 'wrap-up-started';
      readonly agentId: string;
      readonly agentName: string;
      readonly callId: string;
      readonly until: Millis;
    }
  /** The timer closes a wrap-up without code and note. */
  | ({ readonly type: 'wrapped-up'; readonly by: 'agent' | 'timer' } & WrapUpSaid)
  /** Code or note given or changed after the wrap-up was over. */
  | ({ readonly type: 'wrap-up-corrected' } & WrapUpSaid)
  /** The marked message with the room's link (T4). */
  | {
      readonly type: 'video-invited';
      readonly messageId: string;
      readonly author: Author;
      readonly roomId: string;
      readonly url: string;
    }
  /** The whole room as it now is. */
  | { readonly type: 'room-changed'; readonly room: Room; readonly because: RoomTurn }
  | {
      readonly type: 'video-requested';
      readonly requestId: string;
      readonly agentId: string;
      readonly agentName: string;
      readonly until: Millis;
    }
  | {
      readonly type: 'video-request-closed';
      readonly requestId: string;
      readonly outcome: VideoRequestOutcome;
    }
  | CustomerRequestFact
  | { readonly type: 'callback-changed'; readonly callback: Callback }
  /** Nobody needs to serve the chat any more. */
  | { readonly type: 'chat-left-line' }
  | { readonly type: 'feedback-given'; readonly feedback: Feedback }
  /** Who had no name said one. */
  | { readonly type: 'customer-named'; readonly customer: Customer }
  /** The business's server has signed for the customer. */
  | { readonly type: 'customer-verified'; readonly customer: Customer }
  /** An event this reader may not see: it keeps the numbers whole, with the call as it now is for them. */
  | { readonly type: 'hidden'; readonly call?: Call };

/** What a wrap-up is closed with; a code is one of the installation's, null when none was chosen. */
export type WrapUpWords = { readonly code: string | null; readonly note: string };

/** Code and note of one agent about one call. */
type WrapUpSaid = WrapUpWords & {
  readonly agentId: string;
  readonly agentName: string;
  readonly callId: string;
};

/** A call's fact as stored in the conversation's stream, with the whole call as it then was. */
export type CallEvent = {
  readonly type: 'call';
  readonly fact: CallFact;
  readonly call: Call;
};

/** One numbered event of a stream; numbers have no holes. */
export type Numbered<Data> = {
  readonly stream: string;
  readonly seq: number;
  readonly at: Millis;
  readonly data: Data;
};

/** What stands in a conversation's stream. */
export type ConversationEvent = Numbered<ConversationFact | CallEvent>;
