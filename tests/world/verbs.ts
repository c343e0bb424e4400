import {
  type DeskView,
  EMPTY_DESK,
  foldDesk,
  type PersonEvent,
} from '@parley/core/presence/desk-view.ts';
import { expect, type Locator, type Page } from '@playwright/test';
import { button, type Person } from './people.ts';
import type { AgentName } from './product.ts';
import { eventsOf } from './tap.ts';

const NAMES = { alex: 'Alex Agent', bo: 'Bo Agent', sam: 'Sam Supervisor' } as const;

/** Where a call can be sent. */
export type Goal = AgentName | 'Support';

/** Chooses where to in the open transfer panel. */
async function choose(page: Page, goal: Goal): Promise<void> {
  const name = goal in NAMES ? NAMES[goal as AgentName] : goal;
  await page.getByRole('combobox', { name: 'Colleague, queue, contact or number' }).fill(name);
  await page.getByRole('listbox', { name: 'Where to' }).getByRole('option', { name }).click();
}

function controls(page: Page): Locator {
  return page.getByRole('toolbar', { name: 'Call controls' });
}

/** Hands the call on at once (X2). */
export async function transferNow({ page }: Person, goal: Goal): Promise<void> {
  await controls(page).getByRole('button', { name: 'Transfer', exact: true }).click();
  await choose(page, goal);
  await button(page, 'Transfer now').click();
}

/** Rings a colleague to ask first (X3). */
export async function askFirst({ page }: Person, goal: Goal): Promise<void> {
  await controls(page).getByRole('button', { name: 'Transfer', exact: true }).click();
  await choose(page, goal);
  await button(page, 'Ask first').click();
}

/** Sends on what rings (X5). */
export async function forward({ page }: Person, goal: Goal): Promise<void> {
  const incoming = page.getByRole('region', { name: 'Incoming' });
  await incoming.getByRole('button', { name: 'Transfer', exact: true }).click();
  await choose(page, goal);
  await button(page, 'Transfer now').click();
}

/** Calls a colleague from the bar. */
export async function dial(
  { page }: Person,
  who: AgentName,
  how: 'Call' | 'Video call' = 'Call',
): Promise<void> {
  const bar = page.getByRole('region', { name: 'Call bar' });
  await bar.getByRole('combobox', { name: 'Number or name' }).fill(NAMES[who]);
  // Somebody called before is among the recent calls too.
  await expect(bar.getByRole('option', { name: NAMES[who] }).first()).toBeVisible();
  await bar.getByRole('button', { name: how, exact: true }).click();
}

/** Presses what stands on the panel of one of several calls. */
export async function panel({ page }: Person, name: string | RegExp): Promise<void> {
  await page.getByRole('list', { name: 'Your calls' }).getByRole('button', { name }).click();
}

/** Presses what stands beside the line: `Swap`, `Complete transfer`, `Cancel`, `Back to …`. */
export async function beside({ page }: Person, name: string | RegExp): Promise<void> {
  await page.getByRole('region', { name: 'Consultation' }).getByRole('button', { name }).click();
}

/** Presses one of the call's own controls. */
export async function control({ page }: Person, name: string): Promise<void> {
  await controls(page).getByRole('button', { name, exact: true }).click();
}

/** The agent's own id. */
export async function personIdOf({ page }: Person): Promise<string> {
  return page.evaluate(async () => {
    const session: unknown = await (await fetch('/api/v1/session')).json();
    return (session as { personId: string }).personId;
  });
}

/** The agent's own leg in the newest of their calls. */
export async function newestLeg(person: Person) {
  const call = (await deskOf(person)).calls.at(-1);
  if (call === undefined) throw new Error('the agent has no call');
  return { callId: call.callId, legId: call.legId };
}

/** What an agent has, as the server tells the agent's own page. */
async function deskOf(person: Person): Promise<DeskView> {
  const stream = `person:${await personIdOf(person)}`;
  const events = (await eventsOf(person.page, stream)) as readonly PersonEvent[];
  return events.reduce(foldDesk, EMPTY_DESK);
}

/** These agents have no call, are not rung, wrap nothing up and are shown ready. */
export async function areFree(...agents: readonly Person[]): Promise<void> {
  for (const agent of agents) {
    const { page } = agent;
    await expect(page.getByRole('region', { name: 'Call', exact: true })).toBeHidden();
    await expect(page.getByRole('list', { name: 'Your calls' }).getByRole('listitem')).toHaveCount(
      0,
    );
    await expect(page.getByRole('region', { name: 'Incoming' })).toBeHidden();
    await expect(page.getByRole('button', { name: /^Ready/ })).toBeVisible();
    const had = async () => {
      const { offers, calls, wrapUps } = await deskOf(agent);
      return { offers, calls, wrapUps };
    };
    await expect.poll(had).toEqual({ offers: [], calls: [], wrapUps: [] });
  }
}
