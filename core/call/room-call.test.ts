import { expect, test } from 'vitest';
import type { CallInput } from './inputs.ts';
import { closesRoom, isInRoomCall, leavingEnds } from './room-call.ts';
import { step } from './step.ts';
import {
  after,
  BO_ANSWERS,
  by,
  inRoom,
  inviteOf,
  lost,
  RING,
  refusalOf,
  stateOf,
  talkingInRoom,
  withAlex,
} from './stories.ts';

test('End of either side ends the call in both kinds of room, and closes the link room alone', () => {
  for (const legId of ['alex', 'cleo']) {
    const link = after(talkingInRoom('link-room'), by('end', legId));
    const escalation = after(talkingInRoom('escalation-room'), by('end', legId));
    expect([stateOf(link), closesRoom(link)]).toEqual(['ended none', true]);
    expect([stateOf(escalation), closesRoom(escalation)]).toEqual(['ended none', false]);
  }
});

test('a link room is not closed by who is lost, nor by who gives up before the agent came', () => {
  expect(closesRoom(after(talkingInRoom('link-room'), ...lost('cleo')))).toBe(false);
  expect(closesRoom(after(inRoom('link-room'), by('end', 'cleo')))).toBe(false);
  const unreachable: CallInput = { type: 'close', reason: 'unreachable' };
  expect(closesRoom(after(inRoom('link-room'), unreachable))).toBe(false);
  expect(closesRoom(talkingInRoom('link-room'))).toBe(false);
});

test('an agent who is lost in a room is who it waits for', () => {
  const waiting = after(talkingInRoom('link-room'), ...lost('alex'));
  expect([stateOf(waiting), waiting.boundToAgentId]).toEqual(['queued none', 'a']);
});

test('a ring passed by the bound agent leaves the call theirs', () => {
  const passes: readonly CallInput[] = [
    { type: 'decline', agentId: 'a' },
    { type: 'rang-out', offerId: 'offer-a' },
    { type: 'agent-gone', agentId: 'a' },
  ];
  for (const pass of passes) {
    const call = after(inRoom('link-room'), { type: 'offer', ...RING }, pass);
    expect([stateOf(call), call.boundToAgentId]).toEqual(['queued none', 'a']);
  }
});

test('a call that is handed over waits for the one who got it', () => {
  const handed = after(talkingInRoom('link-room'), inviteOf('transfer'), BO_ANSWERS);
  expect(handed.boundToAgentId).toBe('b');
  expect(after(handed, ...lost('bo')).boundToAgentId).toBe('b');
});

test('a colleague who is only asked does not get the call', () => {
  const asked = after(talkingInRoom('link-room'), inviteOf('consult'), BO_ANSWERS);
  expect(asked.boundToAgentId).toBe('a');
  expect(after(asked, by('merge')).boundToAgentId).toBe('a');
  const left = after(asked, by('merge'), by('end'));
  expect([stateOf(left), left.boundToAgentId]).toEqual(['active none', 'b']);
});

test('handed to a queue it is nobody’s, and then of who answers', () => {
  const input: CallInput = { type: 'transfer-to-queue', legId: 'alex', queueId: 'other' };
  const queued = after(talkingInRoom('link-room'), input);
  expect([queued.boundToAgentId, queued.room?.id]).toEqual([null, 'room']);
});

test('a call that waits is bound to another agent, who has not passed it yet', () => {
  const waiting = after(
    inRoom('link-room'),
    { type: 'offer', ...RING },
    { type: 'decline', agentId: 'a' },
  );
  const outcome = step(waiting, { type: 'bind', agentId: 'b' }, 2_000);
  expect(outcome.ok && outcome.call).toMatchObject({ boundToAgentId: 'b', passedBy: [] });
  expect(outcome.ok && outcome.effects).toContainEqual({ type: 'seek-agent' });
  const rung = after(inRoom('link-room'), { type: 'offer', ...RING });
  expect(refusalOf(rung, { type: 'bind', agentId: 'b' })).toBe('not-queued');
  expect(refusalOf(withAlex(), { type: 'bind', agentId: 'b' })).toBe('not-queued');
});

test('an agent who leaves the room hangs up, as often as they are in the call', () => {
  let call = after(talkingInRoom('escalation-room'), inviteOf('consult'), BO_ANSWERS);
  expect(isInRoomCall(call, 'a')).toBe(true);
  for (let end = leavingEnds(call, 'a'); end !== null; end = leavingEnds(call, 'a')) {
    call = after(call, end);
  }
  expect([stateOf(call), isInRoomCall(call, 'a')]).toEqual(['ended none', false]);
  expect(leavingEnds(withAlex(), 'a')).toBe(null);
});
