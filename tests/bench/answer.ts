import { setTimeout as sleep } from 'node:timers/promises';
import { joinBare } from './join.ts';
import { type Meeting, openMeeting, pairsAsked } from './meeting.ts';
import { firstFrom, pressedAt } from './probe.ts';
import { type Result, resultOf } from './report.ts';

const PAIRS = 40;

/** How long an agent takes to see that it rings and to press Answer: quicker than people are. */
const RINGS_MS = 1_000;

/** The agent's press on Answer to the first sound of the customer, against joining cold at that press. */
export async function benchAnswer(): Promise<readonly Result[]> {
  const meeting = await openMeeting();
  const [ours, floor, pictures]: [number[], number[], number[]] = [[], [], []];
  try {
    await answerParley(meeting);
    await joinCold(meeting);
    for (let pair = 0; pair < pairsAsked(PAIRS); pair += 1) {
      ours.push(await answerParley(meeting));
      floor.push(await joinCold(meeting));
      pictures.push(await joinBare(meeting));
      console.error(...[ours, floor, pictures].map((all) => `${all.at(-1)?.toFixed(0)} ms`));
    }
  } finally {
    await meeting.close();
  }
  const note = `press on Answer, after ${RINGS_MS} ms of ringing, to the first sample of the customer's chirp decoded and played in the agent's page; the answer is committed with fsync`;
  const both = { unit: 'ms', ours, timesMs: ours };
  return [
    resultOf({
      ...both,
      name: 'answer',
      note: `${note}; floor: a cold join as bench join has it for its own floor, a bare page's press to the first frame at the other side, same worker program`,
      floor: pictures,
    }),
    resultOf({
      ...both,
      name: 'answer, sound alone',
      note: `${note}; floor: a bare mediasoup-client page without picture that begins at the press, with the customer in the room already, to the first sample; it stores nothing`,
      floor,
    }),
  ];
}

async function answerParley(meeting: Meeting): Promise<number> {
  const { agent } = meeting;
  const customer = await meeting.openCustomer();
  await customer.call('Audio call');
  const answer = agent.getByRole('region', { name: 'Incoming' }).getByRole('button', {
    name: 'Answer',
  });
  await answer.waitFor();
  await sleep(RINGS_MS);
  await answer.click();
  const pressed = await pressedAt(agent, 'Answer');
  const heard = await firstFrom(agent, 'onsets', pressed);
  await customer.leave();
  return heard - pressed;
}

async function joinCold(meeting: Meeting): Promise<number> {
  const customer = await meeting.openBare('customer', 'audio');
  await customer.press('Join');
  const agent = await meeting.openBare('agent', 'audio');
  await sleep(RINGS_MS);
  const pressed = await agent.press('Join');
  const heard = await firstFrom(agent.page, 'onsets', pressed);
  await agent.leave();
  await customer.leave();
  return heard - pressed;
}
