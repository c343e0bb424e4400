import { createStages, type Stages } from './join-stages.ts';
import { type Meeting, openMeeting, pairsAsked } from './meeting.ts';
import { firstFrom } from './probe.ts';
import { type Result, resultOf } from './report.ts';

const PAIRS = 30;

/** One way, in ms. */
const DELAYS = [0, 50, 150];

/** Customer's press on Video call to the first frame at an agent who answers at once, against a bare page. */
export async function benchJoin(): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const delayMs of DELAYS) results.push(await joinBehind(delayMs));
  return results;
}

async function joinBehind(delayMs: number): Promise<Result> {
  const meeting = await openMeeting({ delayMs });
  const [ours, floor]: [number[], number[]] = [[], []];
  const [ourStages, floorStages] = [createStages(), createStages()];
  try {
    await meeting.agent.evaluate(() => {
      window.parleyProbe.answersAtOnce = true;
    });
    // The first of each finds cold files and an agent's page that has not shown a call yet.
    await joinParley(meeting, createStages());
    await joinBare(meeting);
    for (let pair = 0; pair < pairsAsked(PAIRS); pair += 1) {
      ours.push(await joinParley(meeting, ourStages));
      floor.push(await joinBare(meeting, floorStages));
      console.error(`join: ${ours.at(-1)?.toFixed(0)} ms, bare ${floor.at(-1)?.toFixed(0)} ms`);
    }
  } finally {
    await meeting.close();
  }
  console.error(`ours:\n${ourStages.table()}\nbare:\n${floorStages.table()}`);
  return resultOf({
    name: delayMs === 0 ? 'join' : `join with ${delayMs} ms delay`,
    unit: 'ms',
    note: `press on Video call, 300 ms after the pointer came to it, by a customer never seen before, at the widget's first screen (so the conversation is opened and the socket connected within it), to the first frame shown at an agent who answers at once; conversation, call, offer and answer are committed with fsync; floor: a bare mediasoup-client page, ready but not joined, to the first frame at a page that is in the room already, same devices and layers, same worker program${delayMs === 0 ? '' : NETWORK}; medians after the press: ${ourStages.of(STEPS)}; bare: ${floorStages.of(BARE_STEPS)}`,
    floor,
    ours,
    timesMs: ours,
  });
}

/** What is told of the way from the press to the picture. */
const STEPS = {
  'conversation, call and media answered': 'customer: fetch POST done',
  "customer's line open": 'customer: socket admitted',
  'offered to the agent': 'agent: heard events offer-made',
  "agent's media answered": 'agent: media-join done',
  "customer's way stands": 'customer: path 1 connected',
  "agent's way stands": 'agent: path 2 connected',
};
const BARE_STEPS = {
  "customer's way made": 'customer: path 2 made',
  "customer's way stands": 'customer: path 2 connected',
  'picture announced to the agent': 'agent: path 1 video to come',
};

const NETWORK =
  '; both sides behind a relay of ours that delays every byte and datagram by that much each way, because the kernel here has no netem (tc: unknown qdisc)';

async function joinParley(meeting: Meeting, stages: Stages): Promise<number> {
  const customer = await meeting.openCustomer();
  const pressed = await customer.call('Video call');
  const shown = await firstFrom(meeting.agent, 'frames', pressed);
  await stages.note('customer', customer.frame, pressed);
  await stages.note('agent', meeting.agent, pressed);
  await customer.leave();
  return shown - pressed;
}

/** A bare page's press on Join to its first frame at the other side. */
export async function joinBare(meeting: Meeting, stages = createStages()): Promise<number> {
  const agent = await meeting.openBare('agent', 'video');
  await agent.press('Join');
  const customer = await meeting.openBare('customer', 'video');
  const pressed = await customer.press('Join');
  const shown = await firstFrom(agent.page, 'frames', pressed);
  await stages.note('customer', customer.page, pressed);
  await stages.note('agent', agent.page, pressed);
  await customer.leave();
  await agent.leave();
  return shown - pressed;
}
