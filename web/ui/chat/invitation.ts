import type { ConversationView } from '@parley/core/conversation/view.ts';

/** Whether the room of an invitation can be entered, or why not any more. */
export type InvitationState = 'open' | 'closed' | 'cancelled' | 'expired';

/** Only the newest room of a conversation is known: an older one was closed before it. */
export function invitationState(
  { room }: Pick<ConversationView, 'room'>,
  roomId: string,
): InvitationState {
  if (room === null || room.id !== roomId) return 'closed';
  switch (room.state.name) {
    case 'created':
    case 'connected':
      return 'open';
    case 'disconnected':
      return room.state.isOpen ? 'open' : 'closed';
    case 'error':
      return 'closed';
    case 'cancelled':
    case 'expired':
      return room.state.name;
  }
}
