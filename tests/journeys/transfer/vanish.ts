import { GRACE_MS } from '@parley/core/call/call.ts';
import type { Meeting } from '../../world/meeting.ts';
import { answer, goHome, type Person } from '../../world/people.ts';
import { areFree, askFirst } from '../../world/verbs.ts';

/** Until a page that is gone for good is given up. */
export const GIVEN_UP = { withinMs: GRACE_MS + 30_000 };

export const WITH_ALEX = { customer: ['alex'], alex: ['customer'] } as const;
export const WITH_BO = { customer: ['bo'], bo: ['customer'] } as const;
export const ON_HOLD = { customer: ['music'] } as const;
export const CONSULTING = { customer: ['music'], alex: ['bo'], bo: ['alex'] } as const;
export const EVERYBODY = {
  customer: ['alex', 'bo'],
  alex: ['bo', 'customer'],
  bo: ['alex', 'customer'],
} as const;
export const ASIDE = { ...WITH_ALEX, bo: ['music'] } as const;

/** Bo, who was asked by Alex while the customer hears music, has answered. */
export async function consult({ alex, bo, matrix }: Meeting): Promise<void> {
  await askFirst(alex, 'bo');
  await answer(bo.page);
  await matrix.is(CONSULTING);
}

/** Closes the agent's only page; the answer opens the desk anew, where they are free and go home. */
export async function vanish(agent: Person, desk: string): Promise<() => Promise<void>> {
  await agent.page.close();
  return async () => {
    const page = await agent.context.newPage();
    await page.goto(desk);
    const again = { ...agent, page };
    await areFree(again);
    await goHome(again);
  };
}
