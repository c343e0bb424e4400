import type { Millis } from '../time.ts';
import type { AskingInput } from './asking.ts';
import type { HostPage } from './events.ts';
import type { PictureInChatInput } from './picture-in-chat.ts';
import type { RoomInput } from './room.ts';
import type { VerifiedCustomer } from './verified.ts';
import type { WrapUpInput } from './wrap-up.ts';

/** What can become of its chat: who is sought, rung, and serves it. */
export type ChatInput =
  | { readonly type: 'seek-agent' }
  | {
      readonly type: 'offer';
      readonly offerId: string;
      readonly agentId: string;
      readonly until: Millis;
    }
  | { readonly type: 'accept'; readonly agentId: string; readonly agentName: string }
  | { readonly type: 'decline'; readonly agentId: string }
  | { readonly type: 'rang-out'; readonly offerId: string }
  | { readonly type: 'agent-gone'; readonly agentId: string }
  /** The agent who answered a call of this conversation serves its chat too. */
  | { readonly type: 'assign'; readonly agentId: string; readonly agentName: string }
  | { readonly type: 'release'; readonly agentId: string; readonly because: string }
  | {
      readonly type: 'complete';
      readonly agentId: string;
      readonly agentName: string;
      readonly callIsLive: boolean;
      /** The agent is in a call of a room (B11). */
      readonly inRoom: boolean;
    }
  /** Its call was handed to a queue: the chat is nobody's until somebody answers either. */
  | { readonly type: 'move-to-queue'; readonly agentId: string; readonly queueId: string };

/** Everything that can move a conversation. */
export type ConversationInput =
  | ChatInput
  | { readonly type: 'change-page'; readonly page: HostPage }
  /** They say how they are called, at the door of a room; who has a name already keeps it. */
  | { readonly type: 'name-customer'; readonly name: string }
  /** The business's server has signed for the customer. */
  | { readonly type: 'verify-customer'; readonly verified: VerifiedCustomer }
  | WrapUpInput
  | RoomInput
  | PictureInChatInput
  | AskingInput;

/** What must be done once the new value is stored. */
export type ConversationEffect =
  | { readonly type: 'seek-agent' }
  | {
      readonly type: 'free-agent';
      readonly agentId: string;
      readonly because:
        | 'declined'
        | 'rang-out'
        | 'agent-gone'
        | 'withdrawn'
        | 'completed'
        | 'released'
        | 'wrapped-up';
    };
