import { expect, type Locator, type Page } from '@playwright/test';
import { button, type Customer, type Person, type Place } from '../../world/people.ts';

/** What the customer reads of a question for video. */
export function videoPrompt(widget: Place): Locator {
  return widget.getByRole('region', { name: 'Video request' });
}

/** What the agent reads of the own question for video. */
export function videoRequest(desk: Place): Locator {
  return desk.getByRole('status', { name: 'Video request' });
}

/** The agent asks for a video call in the customer's chat. */
export async function askForVideo(agent: Person, customer: Customer): Promise<void> {
  await agent.page.getByRole('tab', { name: 'Call' }).click();
  await button(agent.page, 'Ask for video').click();
  await expect(videoPrompt(customer.widget)).toBeVisible();
}

/** Both call screens are gone. */
export async function isOver(agent: Person, customer: Customer): Promise<void> {
  for (const place of [agent.page, customer.widget]) {
    await expect(place.getByRole('region', { name: 'Call', exact: true })).toBeHidden();
  }
}

/** The conversation that the host page keeps for the widget. */
export async function conversationOf(host: Page): Promise<string> {
  return host.evaluate(() => {
    const key = Object.keys(localStorage).find((one) => one.startsWith('parley:'));
    const kept: unknown = JSON.parse(localStorage.getItem(key ?? '') ?? '{}');
    return (kept as { conversationId?: string }).conversationId ?? '';
  });
}

/** The agent asks the customer to send something, from where they write. */
export async function askFor({ page }: Person, what: 'A photo' | 'Their location'): Promise<void> {
  await button(page, 'Ask for').click();
  await page.getByRole('menuitem', { name: what }).click();
}

/** What the customer reads when a photo is asked for. */
export function photoPrompt(place: Place): Locator {
  return place.getByRole('region', { name: 'Photo request' });
}

/** What the customer reads when asked where they are. */
export function locationPrompt(place: Place): Locator {
  return place.getByRole('region', { name: 'Location request' });
}

/** What the agent reads of what is asked for and not answered yet. */
export function standing(desk: Place): Locator {
  return desk.getByRole('region', { name: 'Asked for' });
}
