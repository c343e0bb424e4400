import type { Call } from '@parley/core/call/call.ts';
import { isOpen } from '@parley/core/conversation/room-rules.ts';
import type { ConversationView } from '@parley/core/conversation/view.ts';
import type { CallSession } from '../../live/call/call-session.ts';
import type { CallsState } from '../../ui/call/calls.ts';

/** Why there is no call now. */
export type OverHow = 'left' | 'ended' | 'closed';

/** What of the room is to be seen. */
export type RoomNow =
  | { readonly at: 'opening' }
  | { readonly at: 'call'; readonly session: CallSession }
  | { readonly at: 'elsewhere' }
  | {
      readonly at: 'over';
      readonly how: OverHow;
      readonly canRejoin: boolean;
      readonly callId: string | null;
    };

type Seen = {
  readonly loaded: boolean;
  readonly view: Pick<ConversationView, 'room' | 'call'>;
};

/** Derives it from the conversation and from the calls of this page. */
export function roomNow({ loaded, view }: Seen, calls: CallsState, roomId: string): RoomNow {
  if (calls.at === 'live') return { at: 'call', session: calls.session };
  if (calls.at === 'elsewhere') return { at: 'elsewhere' };
  const { room, call } = view;
  if (!loaded || (call !== null && call.phase.name !== 'ended')) return { at: 'opening' };
  const canRejoin = room !== null && room.id === roomId && isOpen(room);
  return { at: 'over', how: howOver(call), canRejoin, callId: call?.id ?? null };
}

function howOver(call: Call | null): OverHow {
  if (call?.phase.name !== 'ended') return 'closed';
  if (call.phase.reason === 'customer-ended' || call.phase.reason === 'abandoned') return 'left';
  return call.phase.talkMs > 0 ? 'ended' : 'closed';
}
