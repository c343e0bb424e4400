import type { InvitationStep, Room } from '@parley/core/conversation/room.ts';

/** The ordinary way of an invitation. */
const WAY = [
  'sent',
  'delivered',
  'guest-waiting',
  'joining',
  'in-call',
  'ended',
] as const satisfies readonly InvitationStep[];

/** One step as the agent is shown it. */
export type ShownStep = { readonly name: InvitationStep; readonly is: 'done' | 'now' | 'ahead' };

/** Every step with how far the invitation has come; one that broke off stands last, and the rest never came. */
export function stepsOf(
  now: InvitationStep,
  { guest, state }: Pick<Room, 'guest' | 'state'>,
): readonly ShownStep[] {
  const at = (WAY as readonly InvitationStep[]).indexOf(now);
  if (at >= 0) return WAY.map((name, index) => ({ name, is: placeOf(index, at) }));
  const wasOpened = guest.state !== 'away' || state.name === 'connected';
  const done = now === 'failed' ? [] : WAY.slice(0, wasOpened ? 3 : 1);
  return [...done.map((name): ShownStep => ({ name, is: 'done' })), { name: now, is: 'now' }];
}

function placeOf(index: number, at: number): ShownStep['is'] {
  if (index === at) return 'now';
  return index < at ? 'done' : 'ahead';
}
