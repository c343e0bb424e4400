import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { viewOf } from '../testing/chat-scene.ts';
import type { House } from '../testing/engine-house.ts';
import { openRoomScene, proofIn, type RoomScene, SMS } from '../testing/room-scene.ts';

let house: House;
let scene: RoomScene;
beforeEach(async () => {
  scene = await openRoomScene();
  house = scene.house;
});
afterEach(() => house.stop());

describe('a link by SMS', () => {
  test("begins a conversation that is the agent's, and the room lives for a quarter of an hour", async () => {
    const agent = await house.readyAgent('Alex');
    const invited = await house.succeed(agent, 'invite-by-sms', SMS);
    expect(invited.text).toContain(invited.url);
    expect(invited.text).toContain('ORDER-4711');
    const { conversationId } = invited;
    expect(await scene.conversation(conversationId)).toMatchObject({
      chat: { state: 'assigned', agentId: agent.personId },
      room: {
        way: 'sms',
        origin: 'link-room',
        delivery: 'queued',
        reference: 'ORDER-4711',
        camera: 'rear',
      },
    });
    expect((await house.desk(agent)).conversations).toMatchObject([{ conversationId }]);
    // Its customer reads the conversation: the number is kept apart.
    expect(JSON.stringify(await scene.conversation(conversationId))).not.toContain('23456789');
    await house.pass(900_000);
    expect((await scene.room(conversationId)).state.name).toBe('expired');
    expect(await scene.join(proofIn(invited.url))).toMatchObject({ code: 'link-expired' });
  });

  test('is where its conversation says it came from, in the conversation and in the offer', async () => {
    const agent = await house.readyAgent('Alex');
    const { conversationId, url } = await house.succeed(agent, 'invite-by-sms', SMS);
    const cameBy = { way: 'sms', reference: 'ORDER-4711' };
    expect(await viewOf(house, conversationId)).toMatchObject({ entryId: '', cameBy });
    await scene.joined(proofIn(url));
    const { offers } = await house.desk(agent);
    expect(offers).toMatchObject([{ conversationId, entryName: '', cameBy }]);
  });

  test('pressed twice under one id one SMS goes out', async () => {
    const agent = await house.readyAgent('Alex');
    const press = () => house.run({ ...agent, commandId: 'invite-01' }, 'invite-by-sms', SMS);
    const [first, again] = await Promise.all([press(), press()]);
    expect(first).toMatchObject({ ok: true });
    expect(again).toEqual(first);
    expect(await house.database.query('SELECT id FROM sms_outbox')).toHaveLength(1);
    expect(await house.database.query('SELECT id FROM room_links')).toHaveLength(1);
  });

  test('to a number that is none nothing begins', async () => {
    const agent = await house.readyAgent('Alex');
    const refused = await house.run(agent, 'invite-by-sms', { ...SMS, number: '12' });
    expect(refused).toMatchObject({ code: 'bad-number' });
    expect(await house.database.query('SELECT id FROM conversations')).toEqual([]);
    expect(await house.database.query('SELECT id FROM room_links')).toEqual([]);
  });

  test('beyond the cap nothing begins, and it says for how long', async () => {
    const agent = await house.readyAgent('Alex');
    for (let n = 0; n < 5; n += 1) await house.succeed(agent, 'invite-by-sms', SMS);
    const before = await house.database.query('SELECT id FROM conversations');
    const refused = await house.run(agent, 'invite-by-sms', SMS);
    expect(refused).toMatchObject({
      code: 'sms-capped',
      facts: { retryAfterMs: expect.any(Number) },
    });
    expect(await house.database.query('SELECT id FROM conversations')).toEqual(before);
  });

  test('goes out again after half a minute, not sooner', async () => {
    const agent = await house.readyAgent('Alex');
    const { conversationId, roomId } = await house.succeed(agent, 'invite-by-sms', SMS);
    const again = () => house.run(agent, 'resend-sms', { conversationId, roomId });
    await house.pass(10_000);
    expect(await again()).toMatchObject({ code: 'too-soon', facts: { waitMs: 20_000 } });
    await house.engine().rooms.reportDelivery(conversationId, roomId, 'failed');
    expect((await scene.room(conversationId)).delivery).toBe('failed');
    await house.pass(20_000);
    expect(await again()).toEqual({ ok: true, data: {} });
    expect((await scene.room(conversationId)).delivery).toBe('queued');
    expect(await house.database.query('SELECT id FROM sms_outbox')).toHaveLength(2);
  });

  test("in a conversation of the agent's own it goes to a customer who is known", async () => {
    const { agent, conversationId } = await scene.chatting();
    const invited = await house.succeed(agent, 'invite-by-sms', { ...SMS, conversationId });
    expect(invited.conversationId).toBe(conversationId);
    const bo = await house.readyAgent('Bo');
    expect(await house.run(bo, 'invite-by-sms', { ...SMS, conversationId })).toMatchObject({
      code: 'not-allowed',
    });
  });

  test('the end of either ends the room for both; the chat goes on', async () => {
    const agent = await house.readyAgent('Alex');
    const invited = await house.succeed(agent, 'invite-by-sms', SMS);
    const { conversationId, roomId } = invited;
    const proof = proofIn(invited.url);
    expect(await scene.lobby(proof)).toMatchObject({ name: '', agentIn: false, agentName: 'Alex' });
    expect((await scene.room(conversationId)).guest.state).toBe('lobby');
    await house.succeed(agent, 'enter-room', { conversationId, roomId });
    const guest = await scene.joined(proof);
    const legId = await scene.answer(agent, conversationId);
    await house.succeed(agent, 'end-call', { callId: guest.call?.callId, legId });
    expect(await scene.room(conversationId)).toMatchObject({
      state: { name: 'disconnected', isOpen: false },
      agentIn: false,
    });
    expect(await scene.join(proof)).toMatchObject({ code: 'link-used' });
    expect((await scene.conversation(conversationId)).chat.state).toBe('assigned');
  });
});
