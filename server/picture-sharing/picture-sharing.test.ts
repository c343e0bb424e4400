import { randomUUID } from 'node:crypto';
import type { Conversation } from '@parley/core/conversation/conversation.ts';
import type { Shape } from '@parley/core/picture-sharing/picture.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { callScene } from '../testing/call-scene.ts';
import { chatting, viewOf, viewOfCustomer } from '../testing/chat-scene.ts';
import { type AgentSeat, type Customer, type House, openHouse } from '../testing/engine-house.ts';
import { PICTURE_SIZE, pictureFile } from '../testing/picture-scene.ts';

let house: House;
let alex: AgentSeat;
beforeEach(async () => {
  house = await openHouse();
  alex = await house.readyAgent('Alex');
});
afterEach(() => house.stop());

const LINE: Shape = {
  tool: 'pen',
  points: [
    [0.1, 0.1, 0.5],
    [0.2, 0.2, 0.5],
  ],
};
const MARKER: Shape = { tool: 'marker', points: [[0.5, 0.5, 0.5]] };

type Person = AgentSeat | Customer;
type OnPicture = { readonly conversationId: string; readonly pictureId: string };

async function legOf(callId: string, { personId }: { readonly personId: string }): Promise<string> {
  const { legs } = await house.call(callId);
  return legs.find((leg) => leg.personId === personId)?.id ?? 'none';
}

/** Presses the camera's button: what is seen of somebody is uploaded and shared. */
async function freeze(call: { callId: string; customer: Customer }, by: Person, of: Person) {
  const { conversationId } = call.customer;
  const fileId = await pictureFile(house, by, { conversationId, source: 'screenshot' });
  return house.run(by, 'freeze-picture', {
    callId: call.callId,
    legId: await legOf(call.callId, by),
    ofLegId: await legOf(call.callId, of),
    fileId,
  });
}

/** A video call in which Alex has frozen the customer's picture. */
async function frozen(): Promise<OnPicture & { callId: string; customer: Customer }> {
  const call = await callScene(house).talking([alex], 'video');
  const answer = await freeze(call, alex, call.customer);
  if (!answer.ok) throw new Error(answer.code);
  const { pictureId } = answer.data;
  return { ...call, conversationId: call.customer.conversationId, pictureId };
}

function draw(by: Person, on: OnPicture, what: { shape?: Shape; operationId?: string } = {}) {
  const { conversationId, pictureId } = on;
  const drawn = { operationId: randomUUID(), shape: LINE, ...what };
  return house.succeed(by, 'draw', { conversationId, pictureId, ...drawn });
}

function press(
  by: Person,
  name: 'undo-drawing' | 'undo-all-drawing' | 'redo-drawing' | 'delete-picture',
  { conversationId, pictureId }: OnPicture,
) {
  return house.succeed(by, name, { conversationId, pictureId });
}

async function stored(conversationId: string): Promise<Conversation> {
  const text = 'SELECT value FROM conversations WHERE id = $1';
  const [row] = await house.database.query<{ value: Conversation }>({
    text,
    values: [conversationId],
  });
  if (row === undefined) throw new Error('there is no such conversation');
  return row.value;
}

/** Who has drawn what is seen: `Cleo pen`. */
async function drawnOn({ conversationId }: OnPicture): Promise<readonly string[]> {
  const { picture } = await viewOf(house, conversationId);
  return (picture?.operations ?? [])
    .filter((one) => one.undone === null)
    .map(({ by, shape }) => `${by.name} ${shape.tool}`);
}

describe('freezing', () => {
  test('either side freezes what it sees, and both see the same picture', async () => {
    const call = await frozen();
    const { conversationId, customer, pictureId } = call;
    const views = [await viewOf(house, conversationId), await viewOfCustomer(house, customer)].map(
      (view) => view.picture,
    );
    for (const picture of views) {
      expect(picture).toMatchObject({ id: pictureId, size: PICTURE_SIZE, operations: [] });
    }
    expect(views[0]?.by.id).toBe(alex.personId);
    expect(views[1]?.by).toEqual({ role: 'agent', id: '', name: 'Alex' });
    await press(customer, 'delete-picture', call);
    expect((await viewOfCustomer(house, customer)).picture).toBeNull();
    expect(await freeze(call, customer, customer)).toMatchObject({ ok: true });
  });

  test('both press at once: one wins, and the other is told which picture it is', async () => {
    const call = await callScene(house).talking([alex], 'video');
    const answers = await Promise.all([
      freeze(call, alex, call.customer),
      freeze(call, call.customer, alex),
    ]);
    const [won, lost] = answers.toSorted((one, other) => Number(other.ok) - Number(one.ok));
    const pictureId = won?.ok === true ? won.data.pictureId : '';
    expect(lost).toEqual({ ok: false, code: 'already-shared', facts: { pictureId } });
    const { picture } = await viewOf(house, call.customer.conversationId);
    expect(picture?.id).toBe(pictureId);
  });

  test('nothing is frozen in an audio call or on hold', async () => {
    const audio = await callScene(house).talking([alex], 'audio');
    expect(await freeze(audio, alex, audio.customer)).toMatchObject({ code: 'nothing-to-freeze' });
    const bo = await house.readyAgent('Bo');
    const scene = callScene(house);
    const video = await scene.talking([bo], 'video');
    await scene.does(bo, 'hold-call', { callId: video.callId });
    expect(await freeze(video, video.customer, bo)).toMatchObject({ code: 'nothing-to-freeze' });
  });

  test('only with a screenshot of one’s own from this conversation, and with one’s own leg', async () => {
    const call = await callScene(house).talking([alex], 'video');
    const { customer, callId } = call;
    const { conversationId } = customer;
    const other = await house.customer('Dana');
    const files = [
      await pictureFile(house, customer, { conversationId, source: 'screenshot' }),
      await pictureFile(house, alex, { conversationId, source: 'upload' }),
      await pictureFile(house, alex, { conversationId, source: 'screenshot', size: null }),
      await pictureFile(house, alex, {
        conversationId: other.conversationId,
        source: 'screenshot',
      }),
      'file_nowhere',
    ];
    const legs = { legId: await legOf(callId, alex), ofLegId: await legOf(callId, customer) };
    for (const fileId of files) {
      const answer = await house.run(alex, 'freeze-picture', { callId, ...legs, fileId });
      expect(answer).toMatchObject({ code: 'not-found' });
    }
    const [theirs] = files;
    const stolen = await house.run(customer, 'freeze-picture', { callId, ...legs, fileId: theirs });
    expect(stolen).toMatchObject({ code: 'not-allowed' });
    expect((await stored(conversationId)).picture).toBeNull();
  });
});

describe('drawing', () => {
  test('the server says who drew; each takes back only their own', async () => {
    const on = await frozen();
    const { customer } = on;
    await draw(alex, on);
    await draw(customer, on, { shape: MARKER });
    await draw(alex, on, { shape: MARKER });
    expect(await drawnOn(on)).toEqual(['Alex pen', 'Cleo marker', 'Alex marker']);
    await press(customer, 'undo-drawing', on);
    await press(customer, 'undo-drawing', on);
    expect(await drawnOn(on)).toEqual(['Alex pen', 'Alex marker']);
    await press(alex, 'undo-all-drawing', on);
    await press(customer, 'redo-drawing', on);
    expect(await drawnOn(on)).toEqual(['Cleo marker']);
    const { picture } = await viewOf(house, on.conversationId);
    expect(picture?.operations.map((one) => one.number)).toEqual([null, 1, 2]);
    await press(alex, 'undo-drawing', on);
    const read = await house.follow(customer.who, `conversation:${on.conversationId}`);
    const ofPictures = (read.ok ? read.events : []).filter(({ data }) =>
      JSON.stringify(data).includes(on.pictureId),
    );
    expect(ofPictures).toHaveLength(7);
    expect(JSON.stringify(ofPictures)).not.toContain(alex.personId);
  });

  test('whoever comes late sees what those saw who were there', async () => {
    const on = await frozen();
    const { conversationId, customer } = on;
    for (let count = 0; count < 5; count += 1) await draw(count % 2 === 0 ? alex : customer, on);
    await press(alex, 'undo-drawing', on);
    const { picture } = await viewOf(house, conversationId);
    const kept = (await stored(conversationId)).picture?.marks;
    expect(kept?.map(({ id, undone }) => [id, undone])).toEqual(
      picture?.operations.map(({ id, undone }) => [id, undone]),
    );
    // The value stays small however much is drawn: the points stand in the stream alone.
    expect(JSON.stringify(kept)).not.toContain('0.1');
  });

  test('what was drawn on a picture that is gone does not travel again', async () => {
    const on = await frozen();
    const { conversationId, customer, callId } = on;
    await draw(alex, on, { operationId: 'on-the-first' });
    await press(customer, 'delete-picture', on);
    const second = await freeze({ callId, customer }, customer, alex);
    const pictureId = second.ok ? second.data.pictureId : '';
    await draw(alex, { conversationId, pictureId }, { operationId: 'on-the-second' });
    for (const { who } of [alex, customer]) {
      const read = await house.follow(who, `conversation:${conversationId}`);
      const text = JSON.stringify(read.ok ? read.events : read);
      expect(text).toContain('on-the-second');
      expect(text).not.toContain('on-the-first');
    }
    expect((await viewOfCustomer(house, customer)).picture?.operations).toHaveLength(1);
  });

  test('a stroke or an undo that comes twice is one', async () => {
    const on = await frozen();
    const operationId = randomUUID();
    await draw(alex, on);
    await draw(alex, on, { operationId });
    await draw(alex, on, { operationId });
    const again = { ...alex, commandId: randomUUID() };
    await press(again, 'undo-drawing', on);
    await press(again, 'undo-drawing', on);
    expect(await drawnOn(on)).toEqual(['Alex pen']);
  });

  test('points on their way are passed on at once, without the agent’s account, and not kept', async () => {
    const on = await frozen();
    const { conversationId, pictureId } = on;
    const before = await house.facts(conversationId);
    const points = [[0.1, 0.2, 0.5]];
    const stroke = { operationId: 'stroke', tool: 'pen', from: 3, points };
    await house.succeed(alex, 'draw-points', { conversationId, pictureId, ...stroke });
    expect(house.hints.at(-1)).toEqual({
      to: { conversationId },
      hint: { type: 'drawing-points', conversationId, pictureId, by: 'agent', ...stroke },
    });
    expect(await house.facts(conversationId)).toEqual(before);
    const gone = { conversationId, pictureId: 'picture_other', ...stroke };
    expect(await house.run(alex, 'draw-points', gone)).toMatchObject({ code: 'no-picture' });
  });

  test('strangers and colleagues who are only asked neither draw nor are heard of', async () => {
    const on = await frozen();
    const { conversationId, pictureId, callId } = on;
    const bo = await house.readyAgent('Bo');
    const dana = await house.customer('Dana');
    const scene = callScene(house);
    const to = { type: 'agent', agentId: bo.personId };
    await scene.does(alex, 'consult', { callId, to });
    await scene.answer(bo);
    const points = { operationId: 'o', tool: 'pen', from: 0, points: [] };
    for (const seat of [bo, dana]) {
      const asked = { conversationId, pictureId };
      const answers = [
        await house.run(seat, 'draw', { ...asked, operationId: 'o', shape: LINE }),
        await house.run(seat, 'draw-points', { ...asked, ...points }),
        await house.run(seat, 'delete-picture', asked),
      ];
      for (const answer of answers) expect(answer).toMatchObject({ code: 'not-allowed' });
    }
    await scene.does(alex, 'merge-call', { callId });
    await draw(bo, on);
    expect(await drawnOn(on)).toEqual(['Bo pen']);
  });
});

describe('sending', () => {
  test('either side sends the flattened picture into the chat of both, once', async () => {
    const on = await frozen();
    const { conversationId, customer, pictureId } = on;
    await draw(customer, on);
    const fileId = await pictureFile(house, customer, { conversationId, source: 'drawing' });
    const sent = { conversationId, pictureId, fileId, messageId: 'm1' };
    await house.succeed({ ...customer, commandId: 'command-1' }, 'send-picture', sent);
    await house.succeed({ ...customer, commandId: 'command-1' }, 'send-picture', sent);
    expect(await house.run(alex, 'delete-picture', on)).toMatchObject({ code: 'no-picture' });
    for (const view of [
      await viewOf(house, conversationId),
      await viewOfCustomer(house, customer),
    ]) {
      expect(view.picture).toBeNull();
      expect(view.messages.map(({ id, file }) => [id, file?.id])).toEqual([['m1', fileId]]);
      expect(view.files.map((file) => file.id)).toContain(fileId);
    }
  });

  test('nothing else is sent in its place', async () => {
    const on = await frozen();
    const { conversationId, customer, pictureId } = on;
    const cropped = { width: 1280, height: 700 };
    const theirs = { conversationId, source: 'drawing' } as const;
    const files = [
      [await pictureFile(house, customer, theirs), 'not-found'],
      [await pictureFile(house, alex, { conversationId, source: 'screenshot' }), 'not-found'],
      [await pictureFile(house, alex, { ...theirs, size: cropped }), 'wrong-size'],
      [await pictureFile(house, alex, { ...theirs, size: null }), 'not-found'],
    ] as const;
    for (const [fileId, code] of files) {
      const sent = { conversationId, pictureId, fileId, messageId: 'm1' };
      expect(await house.run(alex, 'send-picture', sent)).toMatchObject({ code });
    }
    expect((await viewOf(house, conversationId)).messages).toEqual([]);
  });
});

describe('without a call', () => {
  test('the agent opens any picture of the session files; the customer sees it and draws', async () => {
    const customer = await chatting(house, alex);
    const { conversationId } = customer;
    const fileId = await pictureFile(house, alex, { conversationId, source: 'upload' });
    const asked = { conversationId, fileId };
    expect(await house.run(customer, 'open-picture', asked)).toMatchObject({ code: 'not-allowed' });
    const { pictureId } = await house.succeed(alex, 'open-picture', asked);
    await draw(customer, { conversationId, pictureId });
    const text = 'SELECT for_customer AS shown FROM files WHERE id = $1';
    expect(await house.database.query({ text, values: [fileId] })).toEqual([{ shown: true }]);
    expect((await viewOfCustomer(house, customer)).picture?.operations).toHaveLength(1);
  });

  test('it stays when the call ends, and goes when the conversation is completed', async () => {
    const on = await frozen();
    const { conversationId, callId, customer } = on;
    await callScene(house).does(alex, 'end-call', { callId });
    await draw(customer, on);
    expect(await drawnOn(on)).toEqual(['Cleo pen']);
    await house.succeed(alex, 'complete-conversation', { conversationId });
    expect((await stored(conversationId)).picture).toBeNull();
    expect((await viewOfCustomer(house, customer)).picture).toBeNull();
    expect((await house.facts(conversationId)).filter((one) => one === 'picture-deleted')).toEqual([
      'picture-deleted',
    ]);
  });
});
