import { expect, type Locator, type Page } from '@playwright/test';
import {
  bothHear,
  button,
  type Customer,
  log,
  type Person,
  type Place,
} from '../../world/people.ts';

/** Where the room stands, in the agent's words. */
export function roomState(desk: Page): Locator {
  return desk.getByRole('status', { name: 'Room state' });
}

/** The link as the agent can pass it on. */
export async function linkOf(desk: Page): Promise<string> {
  const field = desk.getByRole('textbox', { name: 'Link', exact: true });
  await expect(field).toHaveValue(/\/r\//);
  return field.inputValue();
}

/** The marked messages in a log. */
export function invitations(place: Place): Locator {
  return log(place).getByText('Video invitation', { exact: true });
}

/** The agent sends the customer a link and waits in the room. */
export async function switchToVideo({ page }: Person): Promise<void> {
  await button(page, 'Switch to video').click();
  await expect(roomState(page)).toContainText('Link sent, waiting for');
}

/** The customer opens the link of the chat in a new tab and joins from its lobby. */
export async function joinFromChat({ page, context, widget }: Customer): Promise<Page> {
  const opened = context.waitForEvent('page');
  await log(widget).getByRole('link').last().click();
  const room = await opened;
  expect(room).not.toBe(page);
  await expect(room.getByRole('main', { name: 'Lobby' })).toBeVisible();
  const name = room.getByRole('textbox', { name: 'Your name' });
  if ((await name.inputValue()) === '') await name.fill('Cleo Customer');
  await button(room, 'Join').click();
  return room;
}

/** Agent and room page hear each other. */
export async function bothHearInRoom(agent: Person, room: Page): Promise<void> {
  await bothHear(agent, { widget: room });
}
