import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { chatting } from '../testing/chat-scene.ts';
import type { House } from '../testing/engine-house.ts';
import { guestSeat, openRoomScene, PHONE, type RoomScene, SMS } from '../testing/room-scene.ts';

let house: House;
let scene: RoomScene;
beforeEach(async () => {
  scene = await openRoomScene();
  house = scene.house;
});
afterEach(() => house.stop());

describe('from chat to video', () => {
  test('the agent posts a marked message with a link of seven letters and a secret', async () => {
    const { conversationId, link } = await scene.inVideo();
    expect(link.code).toMatch(/^[2-9A-Z]{7}$/);
    expect(link.url).toMatch(/^https:\/\/parley\.example\/r\/[2-9A-Z]{7}#[\w-]{22}$/);
    expect((await house.facts(conversationId)).slice(-2)).toEqual([
      'room-changed',
      'video-invited',
    ]);
    expect(await scene.room(conversationId)).toMatchObject({
      id: link.roomId,
      state: { name: 'created' },
      firstVideo: 'agent-only',
      isRecorded: false,
      codeUntil: house.now() + 3_600_000,
    });
  });

  test('pressed again the living link is posted once more, and read without posting', async () => {
    const { agent, conversationId, link } = await scene.inVideo();
    expect(await house.succeed(agent, 'switch-to-video', { conversationId })).toEqual(link);
    expect(await house.succeed(agent, 'read-room-link', { conversationId })).toEqual(link);
    const posted = (await house.facts(conversationId)).filter((one) => one === 'video-invited');
    expect(posted).toHaveLength(2);
  });

  test('pressed twice under one id it is posted once', async () => {
    const { agent, conversationId } = await scene.chatting();
    const press = () =>
      house.run({ ...agent, commandId: 'switch-1' }, 'switch-to-video', { conversationId });
    const [first, again] = await Promise.all([press(), press()]);
    expect(first).toMatchObject({ ok: true });
    expect(again).toEqual(first);
    const posted = (await house.facts(conversationId)).filter((one) => one === 'video-invited');
    expect(posted).toHaveLength(1);
    const links = await house.database.query('SELECT id FROM room_links');
    expect(links).toHaveLength(1);
  });

  test('nothing is posted where it is refused, and no link is left', async () => {
    const { agent, conversationId, customer } = await scene.chatting();
    await house.succeed(customer, 'start-call', { conversationId, kind: 'audio' });
    const refused = await house.run(agent, 'switch-to-video', { conversationId });
    expect(refused).toMatchObject({ ok: false, code: 'in-call' });
    expect(await house.facts(conversationId)).not.toContain('video-invited');
    expect(await house.database.query('SELECT id FROM room_links')).toEqual([]);
  });

  test('the customer waits for the agent, who is rung once they are there, and nobody else is', async () => {
    const { agent, conversationId, proof, roomId } = await scene.inVideo();
    const bo = await house.readyAgent('Bo');
    await house.succeed(agent, 'pause', { reason: 'Lunch' });
    const guest = await scene.joined(proof);
    expect(guest).toMatchObject({ conversationId, roomId });
    expect((await scene.room(conversationId)).guest.state).toBe('waiting');
    expect((await house.desk(agent)).offers).toEqual([]);
    expect((await house.desk(bo)).offers).toEqual([]);
    // Whoever sits in the room waits for it, paused or not.
    await house.succeed(agent, 'enter-room', { conversationId, roomId });
    await house.quiet();
    expect((await house.desk(agent)).offers).toMatchObject([{ conversationId, channel: 'video' }]);
    expect((await house.desk(bo)).offers).toEqual([]);
    await scene.answer(agent, conversationId);
    expect(await scene.room(conversationId)).toMatchObject({
      state: { name: 'connected' },
      guest: { state: 'in-call' },
      agentIn: true,
    });
    const call = await house.call(guest.call?.callId ?? '');
    expect(call).toMatchObject({
      origin: 'escalation-room',
      room: { id: roomId, bySecret: true },
      firstVideo: 'both',
    });
  });

  test('a ring that is declined rings again at the same agent and at nobody else', async () => {
    const { agent, conversationId, proof } = await scene.inVideo();
    const bo = await house.readyAgent('Bo');
    await scene.joined(proof);
    const [offer] = (await house.desk(agent)).offers;
    await house.succeed(agent, 'decline-offer', { offerId: offer?.offerId });
    await house.quiet();
    expect((await house.desk(bo)).offers).toEqual([]);
    await house.pass(9_900);
    await house.renew(agent);
    await house.pass(200);
    expect((await house.desk(agent)).offers).toMatchObject([{ conversationId }]);
  });

  test('without the own camera the call begins with the agent seen alone', async () => {
    const { proof } = await scene.inVideo();
    const guest = await scene.joined(proof, { camera: false, media: 'microphone-only' });
    const call = await house.call(guest.call?.callId ?? '');
    expect(call.firstVideo).toBe('agent-only');
    expect(call.legs[0]).toMatchObject({
      name: PHONE.name,
      picture: { source: 'none' },
      devices: { microphone: 'allowed' },
    });
  });

  test('completing and wrapping up wait until the agent has left; then the customer can read that it is over', async () => {
    const { agent, conversationId, proof, roomId } = await scene.inVideo();
    await house.succeed(agent, 'enter-room', { conversationId, roomId });
    const complete = () => house.run(agent, 'complete-conversation', { conversationId });
    expect(await complete()).toMatchObject({ code: 'in-room' });
    const guest = await scene.joined(proof);
    const legId = await scene.answer(agent, conversationId);
    expect(await complete()).toMatchObject({ code: 'in-room' });
    const callId = guest.call?.callId ?? '';
    const wrapUp = { conversationId, callId, code: null, note: '' };
    await house.succeed(agent, 'end-call', { callId, legId });
    expect(await house.run(agent, 'finish-wrap-up', wrapUp)).toMatchObject({ code: 'in-room' });
    await house.succeed(agent, 'leave-room', { conversationId, roomId });
    expect(await complete()).toMatchObject({ ok: true });
    expect((await scene.join(proof)) as object).toMatchObject({ code: 'link-used' });
  });

  test('whoever waits keeps nobody from completing, and is told that the room is closed', async () => {
    const { agent, conversationId, proof } = await scene.inVideo();
    await house.succeed(agent, 'pause', { reason: 'Lunch' });
    const guest = await scene.joined(proof);
    await house.succeed(agent, 'complete-conversation', { conversationId });
    expect((await house.call(guest.call?.callId ?? '')).phase).toMatchObject({ name: 'ended' });
    expect((await scene.room(conversationId)).state).toMatchObject({
      name: 'disconnected',
      isOpen: false,
    });
  });

  test('leaving ends the own call and not the chat; the room stays open while the agent is in it', async () => {
    const { agent, conversationId, proof, roomId } = await scene.inVideo();
    await house.succeed(agent, 'enter-room', { conversationId, roomId });
    const guest = await scene.joined(proof);
    await scene.answer(agent, conversationId);
    const seat = guestSeat(guest);
    const { callId, legId } = guest.call ?? { callId: '', legId: '' };
    await house.succeed(seat, 'end-call', { callId, legId });
    expect(await scene.room(conversationId)).toMatchObject({
      state: { name: 'disconnected', isOpen: true },
      agentIn: true,
    });
    const back = await house.succeed(seat, 'rejoin-room', {
      ...{ conversationId, roomId, camera: false },
    });
    expect(back.callId).not.toBe(callId);
    await scene.answer(agent, conversationId);
    await house.succeed(agent, 'leave-room', { conversationId, roomId });
    expect((await house.call(back.callId)).phase.name).toBe('ended');
    expect(await scene.room(conversationId)).toMatchObject({
      state: { name: 'disconnected', isOpen: false },
      agentIn: false,
    });
    expect((await scene.conversation(conversationId)).chat.state).toBe('assigned');
    expect(
      await house.run(seat, 'rejoin-room', { conversationId, roomId, camera: false }),
    ).toMatchObject({ code: 'room-closed' });
  });

  test('cancelled, the link is dead and who waits is told', async () => {
    const { agent, conversationId, proof, roomId } = await scene.inVideo();
    await house.succeed(agent, 'pause', { reason: 'Lunch' });
    const guest = await scene.joined(proof);
    await house.succeed(agent, 'cancel-room', { conversationId, roomId });
    expect((await house.call(guest.call?.callId ?? '')).phase.name).toBe('ended');
    expect(await scene.join(proof)).toMatchObject({ code: 'link-cancelled' });
    expect(await scene.join({ ...proof, secret: null })).toMatchObject({ code: 'link-not-valid' });
    const link = await house.succeed(agent, 'switch-to-video', { conversationId });
    expect(link.roomId).not.toBe(roomId);
    expect(await scene.join(proof)).toMatchObject({ code: 'link-used' });
  });
});

describe('an agent who vanishes from a room', () => {
  test('leaves it with the chat: whoever gets the chat gets the customer who waits', async () => {
    const { agent, conversationId, proof, roomId } = await scene.inVideo();
    await house.succeed(agent, 'enter-room', { conversationId, roomId });
    await house.engine().tabClosed(agent.personId, agent.tabId);
    const bo = await house.readyAgent('Bo');
    const chatOffer = async () =>
      (await house.desk(bo)).offers.find((offer) => offer.channel === 'chat');
    for (let look = 0; look < 12 && (await chatOffer()) === undefined; look += 1) {
      await house.pass(14_000);
      await house.renew(bo);
      await house.quiet();
    }
    const guest = await scene.joined(proof);
    expect((await scene.room(conversationId)).guest.state).toBe('waiting');
    const chat = await chatOffer();
    await house.succeed(bo, 'answer-offer', { offerId: chat?.offerId });
    await house.quiet();
    expect(await scene.room(conversationId)).toMatchObject({ agentId: bo.personId });
    await scene.answer(bo, conversationId);
    expect((await house.call(guest.call?.callId ?? '')).phase.name).toBe('active');
  });
});

describe('one video session at a time', () => {
  test('needs at most one active conversation', async () => {
    const { agent, conversationId } = await scene.chatting();
    await chatting(house, agent, 'Dana');
    const refused = await house.run(agent, 'switch-to-video', { conversationId });
    expect(refused).toMatchObject({ ok: false, code: 'too-many-conversations' });
  });

  test('a second room is refused while the first is open on the desk', async () => {
    const { agent, conversationId, roomId } = await scene.inVideo();
    await house.succeed(agent, 'enter-room', { conversationId, roomId });
    const other = await house.succeed(agent, 'invite-by-sms', SMS);
    const { conversationId: otherId } = other;
    const enter = { conversationId: otherId, roomId: other.roomId };
    expect(await house.run(agent, 'enter-room', enter)).toMatchObject({ code: 'in-room' });
    expect(await house.run(agent, 'switch-to-video', { conversationId: otherId })).toMatchObject({
      code: 'in-room',
    });
  });
});

describe('strangers', () => {
  test('run no room, read no link and come back into none', async () => {
    const { conversationId, roomId } = await scene.inVideo();
    const bo = await house.readyAgent('Bo');
    const eve = await house.customer('Eve');
    const about = { conversationId, roomId };
    for (const name of ['enter-room', 'leave-room', 'cancel-room', 'resend-sms'] as const) {
      expect(await house.run(bo, name, about)).toMatchObject({ code: 'not-allowed' });
      expect(await house.run(eve, name, about)).toMatchObject({ code: 'not-allowed' });
    }
    for (const name of ['switch-to-video', 'read-room-link'] as const) {
      expect(await house.run(bo, name, about)).toMatchObject({ code: 'not-allowed' });
    }
    const back = { ...about, camera: false };
    expect(await house.run(eve, 'rejoin-room', back)).toMatchObject({ code: 'not-allowed' });
    expect(await house.run(bo, 'rejoin-room', back)).toMatchObject({ code: 'not-allowed' });
  });
});
