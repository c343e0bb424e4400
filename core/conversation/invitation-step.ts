import type { InvitationStep, Room } from './room.ts';

/** What the agent is shown of an invitation as it stands. */
export function invitationStep({ state, guest, delivery }: Room): InvitationStep {
  switch (state.name) {
    case 'connected':
      return 'in-call';
    case 'cancelled':
    case 'expired':
      return state.name;
    case 'error':
      return 'failed';
    case 'disconnected':
      if (!state.isOpen) return 'ended';
      break;
    case 'created':
      break;
  }
  if (guest.state === 'waiting') return 'joining';
  if (guest.state === 'lobby') return 'guest-waiting';
  if (delivery === 'failed') return 'failed';
  return delivery === 'delivered' ? 'delivered' : 'sent';
}
