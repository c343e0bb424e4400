import { setTimeout as sleep } from 'node:timers/promises';
import type { Frame, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { type Meeting, openMeeting, pairsAsked } from './meeting.ts';
import { firstFrom, pressedAt, received } from './probe.ts';
import { type Result, resultOf } from './report.ts';

const PAIRS = 40;

/** How many times a call is held before the other design has its turn. */
const IN_A_CALL = 5;

/** How long a call stays held, and how long it goes on before it is held again. */
const REST_MS = 1_000;

/** What is on its way when Hold is pressed has arrived by then. */
const SETTLED_MS = 500;

type Hold = {
  readonly lastPacketMs: number;
  readonly packetsWhileHeld: number;
  readonly soundMs: number;
  readonly frameMs: number;
};

type Call = {
  readonly pages: readonly [Page | Frame, Page | Frame];
  /** Presses Hold or Resume in the agent's page and gives the instant. */
  readonly press: (name: 'Hold' | 'Resume') => Promise<number>;
  readonly leave: () => Promise<void>;
};

/** Hold to the last packet between the two people, and Resume to the first sound and frame at the later of both. */
export async function benchHold(): Promise<readonly Result[]> {
  const meeting = await openMeeting();
  const [ours, floor]: [Hold[], Hold[]] = [[], []];
  try {
    for (let left = pairsAsked(PAIRS); left > 0; left -= IN_A_CALL) {
      const times = Math.min(left, IN_A_CALL);
      ours.push(...(await holdIn(await callParley(meeting), times)));
      floor.push(...(await holdIn(await callBare(meeting), times)));
    }
  } finally {
    await meeting.close();
  }
  return results(ours, floor);
}

async function holdIn(call: Call, times: number): Promise<readonly Hold[]> {
  const holds: Hold[] = [];
  for (let turn = 0; turn < times; turn += 1) {
    await sleep(REST_MS);
    holds.push(await holdOnce(call));
    console.error(JSON.stringify(holds.at(-1)));
  }
  await call.leave();
  return holds;
}

async function holdOnce({ pages, press }: Call): Promise<Hold> {
  const held = await press('Hold');
  await sleep(SETTLED_MS);
  const atRest = await Promise.all(pages.map(received));
  await sleep(REST_MS);
  const atEnd = await Promise.all(pages.map(received));
  const resumed = await press('Resume');
  const [sound, frame] = await Promise.all([
    Promise.all(pages.map((page) => firstFrom(page, 'onsets', resumed))),
    Promise.all(pages.map((page) => firstFrom(page, 'frames', resumed))),
  ]);
  const packetsOf = (counts: typeof atRest): number =>
    counts.reduce((sum, one) => sum + one.packets, 0);
  return {
    lastPacketMs: Math.max(...atEnd.map((one) => one.lastAt)) - held,
    packetsWhileHeld: packetsOf(atEnd) - packetsOf(atRest),
    soundMs: Math.max(...sound) - resumed,
    frameMs: Math.max(...frame) - resumed,
  };
}

async function callParley(meeting: Meeting): Promise<Call> {
  const { agent } = meeting;
  const customer = await meeting.openCustomer();
  const pressed = await customer.call('Video call');
  await agent
    .getByRole('region', { name: 'Incoming' })
    .getByRole('button', { name: 'Answer' })
    .click();
  await Promise.all([agent, customer.frame].map((page) => firstFrom(page, 'frames', pressed)));
  return {
    pages: [agent, customer.frame],
    press: async (name) => {
      const button = agent.getByRole('button', { name, exact: true });
      await expect(button).toBeEnabled();
      await button.click();
      return pressedAt(agent, name);
    },
    leave: customer.leave,
  };
}

async function callBare(meeting: Meeting): Promise<Call> {
  const agent = await meeting.openBare('agent', 'video');
  const joined = await agent.press('Join');
  const customer = await meeting.openBare('customer', 'video');
  await customer.press('Join');
  const pages = [agent.page, customer.page] as const;
  await Promise.all(pages.map((page) => firstFrom(page, 'frames', joined)));
  return {
    pages,
    press: agent.press,
    leave: async () => {
      await customer.leave();
      await agent.leave();
    },
  };
}

function results(ours: readonly Hold[], floor: readonly Hold[]): readonly Result[] {
  const leaks = ours.reduce((sum, one) => sum + one.packetsWhileHeld, 0);
  const about =
    'video call between two browsers; both directions, the later counts; the change is committed with fsync; floor: a bare page and router that pause and resume every consumer, nothing stored, no music';
  const parts = [
    [
      'hold',
      'lastPacketMs',
      `Hold to the last packet from person to person; ${leaks} packets while held (from ${SETTLED_MS} ms after the press to Resume) in ${ours.length} holds`,
    ],
    [
      'hold resume sound',
      'soundMs',
      "Resume to the first sound of the other person's decoded and played, for the customer in place of the music",
    ],
    ['hold resume picture', 'frameMs', "Resume to the first frame of the other person's shown"],
  ] as const;
  return parts.map(([name, part, what]) =>
    resultOf({
      name,
      unit: 'ms',
      note: `${what}; ${about}`,
      floor: floor.map((one) => one[part]),
      ours: ours.map((one) => one[part]),
      timesMs: ours.map((one) => one[part]),
    }),
  );
}
