import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { House } from '../testing/engine-house.ts';
import { guestSeat, openRoomScene, proofIn, type RoomScene } from '../testing/room-scene.ts';

let house: House;
let scene: RoomScene;
beforeEach(async () => {
  scene = await openRoomScene();
  house = scene.house;
});
afterEach(() => house.stop());

describe('a link', () => {
  test('opens the lobby any number of times and is used up by none', async () => {
    const { proof } = await scene.inVideo();
    for (let n = 0; n < 10; n += 1)
      expect(await scene.lobby(proof)).toMatchObject({ agentName: 'Alex' });
    expect(await scene.live(proof)).toMatchObject({ bySecret: true });
  });

  test('pressed twice on Join it is one call, after a replay too', async () => {
    const { proof } = await scene.inVideo();
    const [one, two] = await Promise.all([scene.join(proof), scene.join(proof)]);
    await house.quiet();
    const three = await scene.joined(proof);
    for (const answer of [one, two]) {
      expect(answer).toMatchObject({ ok: true, data: { call: { callId: three.call?.callId } } });
    }
    expect(await house.database.query('SELECT id FROM calls')).toHaveLength(1);
  });

  test('on a second device it says that the room is taken, or moves there and the first is told', async () => {
    const { proof, conversationId } = await scene.inVideo();
    const first = await scene.joined(proof);
    expect(await scene.lobby(proof)).toMatchObject({ isTaken: true });
    const second = { tabId: 'tab_laptop' };
    expect(await scene.join(proof, second)).toEqual({ ok: false, code: 'room-in-use' });
    const moved = await scene.joined(proof, { ...second, move: true });
    expect(moved.call).toMatchObject({ callId: first.call?.callId, legId: first.call?.legId });
    expect((await house.call(first.call?.callId ?? '')).legs[0]?.tabId).toBe('tab_laptop');
    expect(await house.facts(conversationId)).toContain('leg-taken');
  });

  test('of two devices at once one comes in', async () => {
    const { proof } = await scene.inVideo();
    const answers = await Promise.all([
      scene.join(proof),
      scene.join(proof, { tabId: 'tab_laptop' }),
    ]);
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(answers.find((answer) => !answer.ok)).toEqual({ ok: false, code: 'room-in-use' });
  });

  test('whose time is over by the clock opens nothing, whether its timer has run or not', async () => {
    const { proof } = await scene.inVideo();
    house.skip(3_600_000);
    expect(await scene.join(proof)).toMatchObject({ code: 'link-expired' });
    expect(await scene.join({ ...proof, secret: null })).toMatchObject({ code: 'link-not-valid' });
    await house.quiet();
    expect(await scene.join(proof)).toMatchObject({ code: 'link-expired' });
  });

  test('L1: has as many letters and lives as long as the house has set', async () => {
    await house.database.query('UPDATE installation SET room_code_length = 9, room_ms = 60000');
    const { proof } = await scene.inVideo();
    expect(proof.code).toMatch(/^[2-9A-Z]{9}$/);
    house.skip(59_000);
    await scene.live(proof);
    house.skip(1_000);
    expect(await scene.join(proof)).toMatchObject({ code: 'link-expired' });
  });

  test('with another secret it is no link at all', async () => {
    const { proof } = await scene.inVideo();
    const other = { ...proof, secret: 'A'.repeat(22) };
    expect(await scene.join(other)).toEqual({ ok: false, code: 'link-not-valid' });
  });

  test('is stored in no form that opens it, but can be copied again', async () => {
    const { proof } = await scene.inVideo();
    const [row] = await house.database.query<{ row: string }>(
      'SELECT to_jsonb(room_links)::text AS row FROM room_links',
    );
    const hex = (text: string) => Buffer.from(text).toString('hex');
    for (const secret of [proof.code, proof.secret]) {
      expect(row?.row).not.toContain(secret);
      expect(row?.row).not.toContain(hex(secret));
    }
  });
});

describe('a code without its secret', () => {
  test('rings at the agent in a conversation of its own, and reads nothing of the one it was made for', async () => {
    const { agent, customer, conversationId, proof } = await scene.inVideo();
    const code = { code: ` ${proof.code.toLowerCase()} `, secret: null };
    expect(await scene.lobby(code)).toMatchObject({ name: '', isTaken: false });
    expect((await scene.room(conversationId)).guest.state).toBe('away');
    const guest = await scene.joined(code, { name: 'Somebody' });
    expect(guest.conversationId).not.toBe(conversationId);
    expect(guest.personId).not.toBe(customer.personId);
    const stream = `conversation:${conversationId}`;
    expect(await house.follow(guestSeat(guest).who, stream)).toMatchObject({ ok: false });
    expect((await house.desk(agent)).offers).toMatchObject([
      { conversationId: guest.conversationId, customerName: 'Somebody' },
    ]);
    expect((await house.call(guest.call?.callId ?? '')).room).toMatchObject({ bySecret: false });
    // Who the link was given to comes in all the same.
    expect(await scene.joined(proof)).toMatchObject({ conversationId });
  });

  test('rings an agent who waits in the room too, and goes before it once it is answered', async () => {
    const { agent, conversationId, roomId, proof } = await scene.inVideo();
    await house.succeed(agent, 'enter-room', { conversationId, roomId });
    const guest = await scene.joined({ ...proof, secret: null });
    await scene.answer(agent, guest.conversationId);
    expect((await scene.room(conversationId)).agentIn).toBe(false);
    expect((await scene.room(guest.conversationId)).state.name).toBe('connected');
    expect(await scene.live(proof)).toMatchObject({ kind: 'room' });
  });

  test('lets a few in at once and no more', async () => {
    const { proof } = await scene.inVideo();
    const code = { ...proof, secret: null };
    for (let n = 0; n < 3; n += 1) await scene.joined(code, { tabId: `tab_number_${n}` });
    expect(await scene.join(code, { tabId: 'tab_number_9' })).toMatchObject({
      code: 'room-in-use',
    });
    expect(await scene.joined(proof)).toMatchObject({ conversationId: expect.any(String) });
  });
});

describe('an invitation', () => {
  async function invitation(uses: 'one' | 'any') {
    const agent = await house.readyAgent('Alex');
    const until = house.now() + 7 * 24 * 3_600_000;
    const made = await house.succeed(agent, 'make-invitation', { uses, until, note: 'Signature' });
    const states = async () => {
      const { invitations } = await house.succeed(agent, 'list-invitations', {});
      return invitations.map(({ state, visits }) => [state, visits]);
    };
    return { agent, made, proof: proofIn(made.url), states };
  }

  test('for one visit opens a conversation bound to its agent, and is used up when their call is over', async () => {
    const { agent, proof, states } = await invitation('one');
    const bo = await house.readyAgent('Bo');
    const first = await scene.joined(proof);
    // Gone before the agent came: the same visit goes on.
    await house.succeed(guestSeat(first), 'end-call', {
      callId: first.call?.callId,
      legId: first.call?.legId,
    });
    expect(await states()).toEqual([['open', 1]]);
    const again = await scene.joined(proof, { tabId: 'tab_laptop' });
    expect(again.conversationId).toBe(first.conversationId);
    expect((await house.desk(bo)).offers).toEqual([]);
    const legId = await scene.answer(agent, again.conversationId);
    expect((await scene.conversation(again.conversationId)).chat).toMatchObject({
      agentId: agent.personId,
    });
    await house.succeed(agent, 'end-call', { callId: again.call?.callId, legId });
    expect(await states()).toEqual([['used', 1]]);
    expect(await scene.join(proof)).toMatchObject({ code: 'link-used' });
    expect(await scene.join({ ...proof, secret: null })).toMatchObject({ code: 'link-not-valid' });
  });

  test('for any number of visits opens one for each, until its time is over or it is cancelled', async () => {
    const { agent, made, proof, states } = await invitation('any');
    const one = await scene.joined(proof, { tabId: 'tab_number_1' });
    const two = await scene.joined(proof, { tabId: 'tab_number_2' });
    expect(two.conversationId).not.toBe(one.conversationId);
    expect((await scene.joined(proof, { tabId: 'tab_number_1' })).conversationId).toBe(
      one.conversationId,
    );
    expect(await states()).toEqual([['open', 2]]);
    const { invitationId } = made;
    const bo = await house.readyAgent('Bo');
    expect(await house.run(bo, 'cancel-invitation', { invitationId })).toMatchObject({
      code: 'not-found',
    });
    await house.succeed(agent, 'cancel-invitation', { invitationId });
    expect(await states()).toEqual([['cancelled', 2]]);
    for (const { conversationId } of [one, two]) {
      expect((await scene.room(conversationId)).state.name).toBe('cancelled');
    }
    expect((await house.desk(agent)).offers).toEqual([]);
    expect(await scene.join(proof, { tabId: 'tab_number_3' })).toMatchObject({
      code: 'link-cancelled',
    });
  });

  test('pressed twice on Join, or made twice under one id, is one', async () => {
    const { agent, proof } = await invitation('one');
    const answers = await Promise.all([scene.join(proof), scene.join(proof)]);
    const where = answers.map((answer) => answer.ok && answer.data.conversationId);
    expect(where[0]).toBe(where[1]);
    expect(await house.database.query('SELECT id FROM calls')).toHaveLength(1);
    const asked = { uses: 'any', until: house.now() + 1_000, note: '' };
    const make = () => house.run({ ...agent, commandId: 'make-0001' }, 'make-invitation', asked);
    const [made, again] = await Promise.all([make(), make()]);
    expect(again).toEqual(made);
    await house.pass(1_000);
    const { invitations } = await house.succeed(agent, 'list-invitations', {});
    expect(invitations.map((one) => one.state).sort()).toEqual(['expired', 'open']);
  });

  test('lets nobody call on once the room is over', async () => {
    const { agent, proof } = await invitation('one');
    const guest = await scene.joined(proof);
    const { conversationId, roomId } = guest;
    const legId = await scene.answer(agent, conversationId);
    await house.succeed(agent, 'end-call', { callId: guest.call?.callId, legId });
    const seat = guestSeat(guest);
    expect(
      await house.run(seat, 'rejoin-room', { conversationId, roomId, camera: false }),
    ).toMatchObject({ code: 'room-closed' });
    expect(await house.run(seat, 'start-call', { conversationId, kind: 'audio' })).toMatchObject({
      code: 'kind-switched-off',
    });
  });

  test("for nobody's time, past or years ahead, is none", async () => {
    const agent = await house.readyAgent('Alex');
    for (const until of [house.now(), house.now() + 400 * 24 * 3_600_000]) {
      expect(
        await house.run(agent, 'make-invitation', { uses: 'any', until, note: '' }),
      ).toMatchObject({ code: 'bad-input' });
    }
  });
});
