import { pictureCommands } from '@parley/contracts/picture-sharing.ts';
import type { Conversation } from '@parley/core/conversation/conversation.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { callScene } from '../testing/call-scene.ts';
import { viewOf, viewOfCustomer } from '../testing/chat-scene.ts';
import { type House, openHouse, type Seat } from '../testing/engine-house.ts';
import { pictureFile } from '../testing/picture-scene.ts';

type Name = keyof typeof pictureCommands;
const NAMES = Object.keys(pictureCommands) as Name[];

const unit = fc.oneof(
  { weight: 60, arbitrary: fc.integer({ min: 0, max: 30_000 }).map((one) => one / 30_000) },
  { weight: 1, arbitrary: fc.oneof(fc.double(), fc.string(), fc.constant(null)) },
);
const points = fc.array(fc.tuple(unit, unit, unit), { maxLength: 3 });
const text = fc.string({ maxLength: 210 });
const tools = fc.constantFrom('pen', 'arrow', 'rectangle', 'marker', 'text', 'laser');

/** Wild data of any of the commands, for a picture that there is, that there was, or that there never was. */
function wild(real: Readonly<Record<string, readonly string[]>>) {
  const oneOf = (field: string) =>
    fc.oneof(
      { weight: 30, arbitrary: fc.constantFrom(...(real[field] ?? [''])) },
      { weight: 1, arbitrary: fc.oneof(fc.string({ maxLength: 90 }), fc.anything()) },
    );
  return fc.record({
    name: fc.constantFrom(...NAMES, 'draw' as const, 'draw' as const, 'undo-drawing' as const),
    who: fc.nat(2),
    data: fc.record({
      conversationId: oneOf('conversationId'),
      pictureId: oneOf('pictureId'),
      callId: oneOf('callId'),
      legId: oneOf('legId'),
      ofLegId: oneOf('legId'),
      fileId: oneOf('fileId'),
      messageId: oneOf('operationId'),
      operationId: oneOf('operationId'),
      shape: fc.record({ tool: tools, points, text }),
      tool: tools,
      from: fc.integer({ min: -1, max: 1_001 }),
      points,
    }),
  });
}

/** What JSON can carry of it. */
function carried(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_key, one) => (typeof one === 'bigint' ? null : one)));
}

/** Alex and Cleo in a video call, Bo beside it, and everything of theirs that a command can name. */
async function scene(house: House) {
  const alex = await house.readyAgent('Alex');
  const bo = await house.readyAgent('Bo');
  const { callId, customer } = await callScene(house).talking([alex], 'video');
  const { conversationId } = customer;
  const { legs } = await house.call(callId);
  const screenshot = { conversationId, source: 'screenshot' } as const;
  const real: Record<string, string[]> = {
    conversationId: [conversationId],
    callId: [callId],
    legId: legs.map((leg) => leg.id),
    fileId: [
      await pictureFile(house, alex, screenshot),
      await pictureFile(house, customer, screenshot),
      await pictureFile(house, alex, { conversationId, source: 'drawing' }),
    ],
    operationId: Array.from({ length: 12 }, (_, index) => `operation_${index}`),
    pictureId: ['picture_none'],
  };
  const seats: readonly Seat[] = [alex, customer, bo];
  return { customer, real, seats };
}

type Scene = Awaited<ReturnType<typeof scene>>;

/** Commands that the socket would let through, one after the other. */
function* asked({ real, seats }: Scene) {
  for (;;) {
    for (const { name, who, data } of fc.sample(wild(real), 50)) {
      const checked = pictureCommands[name].data.safeParse(carried(data));
      const seat = seats[who];
      if (checked.success && seat !== undefined) yield { name, seat, data: checked.data };
    }
  }
}

/** Presses so many things, and says what was answered. */
async function pressed(house: House, there: Scene, runs: number) {
  const answers = new Set<string>();
  for (const { name, seat, data } of asked(there).take(runs)) {
    const answer = await house.run(seat, name, data);
    answers.add(answer.ok ? `${name} done` : answer.code);
    if (answer.ok && 'pictureId' in answer.data) there.real.pictureId = [answer.data.pictureId];
  }
  return answers;
}

test('whatever comes is carried out or refused; value, agent’s and customer’s screen agree', async () => {
  const runs = Number(process.env.PARLEY_FUZZ_OPERATIONS ?? 10_000) / 10;
  const house = await openHouse();
  const there = await scene(house);
  const answers = await pressed(house, there, runs);
  for (const said of ['draw done', 'draw-points done', 'freeze-picture done', 'not-allowed']) {
    expect(answers).toContain(said);
  }
  expect(answers).not.toContain('try-again');
  const { customer } = there;
  const text = `SELECT value->'picture' AS picture FROM conversations WHERE id = $1`;
  const values = [customer.conversationId];
  const [row] = await house.database.query<Pick<Conversation, 'picture'>>({ text, values });
  const kept = row?.picture?.marks.map(({ id, undone, number }) => [id, undone, number]);
  const views = [
    await viewOf(house, customer.conversationId),
    await viewOfCustomer(house, customer),
  ];
  for (const { picture } of views) {
    expect(picture?.operations.map(({ id, undone, number }) => [id, undone, number])).toEqual(kept);
  }
  // Fails when a command failed instead of being refused.
  await house.stop();
});
