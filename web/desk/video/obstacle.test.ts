import type { Call } from '@parley/core/call/call.ts';
import { type ConversationView, emptyConversation } from '@parley/core/conversation/view.ts';
import { expect, test } from 'vitest';
import { obstacleToVideo } from './obstacle.ts';

type Seen = Pick<ConversationView, 'id' | 'call' | 'room'>;

const CLEO: Seen = emptyConversation('cleo');
const NIA: Seen = emptyConversation('nia');

function obstacle(...views: readonly Seen[]) {
  return obstacleToVideo({ conversationId: 'cleo', personId: 'alex', views });
}

/** Only what tells whether the agent is in it. */
function inCall(view: Seen): Seen {
  const call = { phase: { name: 'active' }, legs: [{ personId: 'alex' }] } as unknown as Call;
  return { ...view, call };
}

function inRoom(view: Seen): Seen {
  const room = { agentId: 'alex', agentIn: true, state: { name: 'created', since: 0 } };
  return { ...view, room: room as ConversationView['room'] };
}

test('B12: video begins in the only conversation', () => {
  expect(obstacle(CLEO)).toBeNull();
  expect(obstacle(inRoom(CLEO))).toBeNull();
});

test('B12: not beside another conversation, another room or a call, and each says so', () => {
  expect(obstacle(CLEO, NIA)).toBe('too-many-conversations');
  expect(obstacle(CLEO, inRoom(NIA))).toBe('in-room');
  expect(obstacle(inCall(CLEO))).toBe('in-call');
  expect(obstacle(CLEO, inCall(NIA))).toBe('in-call');
});
