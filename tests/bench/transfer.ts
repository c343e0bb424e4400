import { expect, type Page } from '@playwright/test';
import {
  answer,
  button,
  type Customer,
  openAgent,
  openCustomer,
  type Person,
  talk,
} from '../world/people.ts';
import { type Product, startProduct } from '../world/product.ts';
import { askFirst, control, transferNow } from '../world/verbs.ts';
import { pairsAsked } from './meeting.ts';
import { type Result, resultOf } from './report.ts';
import { hears, listenTo, silenceDuring, type Voices } from './silence.ts';

const SWITCHES = 100;

/** One agent talks with the customer, the other is free. */
type Desks = { readonly host: Seat; readonly guest: Seat };

type Seat = Person & { readonly voice: 'alex' | 'bo' };

type Room = Desks & { readonly customer: Customer };

/** The longest silences in the customer's page, ms. */
type Silences = {
  readonly toMusic: number[];
  readonly toVoice: number[];
  readonly blind: number[];
  readonly merge: number[];
  readonly leave: number[];
  /** Nobody presses anything: somebody talks, or the music plays. */
  readonly undisturbed: number[];
};

/** The gap in the customer's sound at a blind transfer and at a conference add. */
export async function benchTransfer(): Promise<readonly Result[]> {
  const found: Silences = {
    toMusic: [],
    toVoice: [],
    blind: [],
    merge: [],
    leave: [],
    undisturbed: [],
  };
  const product = await startProduct();
  const room = await openRoom(product);
  try {
    let desks: Desks = room;
    for (let done = 0; done < pairsAsked(SWITCHES); done += 1) {
      const turn = { ...desks, customer: room.customer };
      if (done % 2 === 0) {
        await handOver(turn, found);
        desks = { host: desks.guest, guest: desks.host };
      } else {
        await addAndLeave(turn, found);
      }
      console.error(JSON.stringify(latest(found)));
    }
  } finally {
    for (const one of [room.host, room.guest, room.customer]) await one.browser.close();
    await product.stop();
  }
  return results(found);
}

async function openRoom(product: Product): Promise<Room> {
  const host = { ...(await openAgent(product, 'alex')), voice: 'alex' as const };
  // The customer is heard from a worklet, which no page's policy knows of.
  const customer = await openCustomer(product, { context: { bypassCSP: true } });
  await listenTo(customer.widget);
  await talk(host, customer, { button: 'Audio call' });
  const guest = { ...(await openAgent(product, 'bo')), voice: 'bo' as const };
  return { host, guest, customer };
}

/** Voice to music as the host presses, music to voice as the guest answers. */
async function handOver({ host, guest, customer }: Room, found: Silences): Promise<void> {
  await isFree(guest.page);
  const { widget } = customer;
  found.undisturbed.push(await silenceDuring(widget, () => hears(widget, [host.voice])));
  const toMusic = await silenceDuring(widget, async () => {
    await transferNow(host, guest.voice);
    await hears(widget, 'music');
  });
  await guest.page.getByRole('region', { name: 'Incoming' }).waitFor();
  found.undisturbed.push(await silenceDuring(widget, () => hears(widget, 'music')));
  const toVoice = await silenceDuring(widget, async () => {
    await answer(guest.page);
    await hears(widget, [guest.voice]);
  });
  found.toMusic.push(toMusic);
  found.toVoice.push(toVoice);
  found.blind.push(Math.max(toMusic, toVoice));
}

/** Asked first, while the music plays; merged; and the guest leaves again. */
async function addAndLeave({ host, guest, customer }: Room, found: Silences): Promise<void> {
  await isFree(guest.page);
  const { widget } = customer;
  const both: Voices = ['alex', 'bo'];
  await askFirst(host, guest.voice);
  await answer(guest.page);
  await hears(widget, 'music');
  await expect(button(host.page, 'Merge')).toBeEnabled();
  const merge = await silenceDuring(widget, async () => {
    await control(host, 'Merge');
    await hears(widget, both);
  });
  found.undisturbed.push(await silenceDuring(widget, () => hears(widget, both)));
  const leave = await silenceDuring(widget, async () => {
    await control(guest, 'Leave');
    await hears(widget, [host.voice]);
  });
  found.merge.push(merge);
  found.leave.push(leave);
}

async function isFree(page: Page): Promise<void> {
  await expect(page.getByRole('region', { name: 'Call', exact: true })).toBeHidden();
  await expect(page.getByRole('button', { name: /^Ready/ })).toBeVisible();
}

function latest(found: Silences): Record<string, number> {
  const rounded = (list: readonly number[]): number => Math.round(list.at(-1) ?? Number.NaN);
  return Object.fromEntries(Object.entries(found).map(([part, list]) => [part, rounded(list)]));
}

function results(found: Silences): readonly Result[] {
  const about =
    "audio call, customer and two agents in three browsers, tones in every microphone; the longest silence in the sum of all remote sound of the customer's page, counted in its audio thread from before the press to 0.5 s after the new sound is there; floor: the same while nobody presses anything";
  const parts = [
    ['transfer', 'blind', 'blind transfer: the longer of voice to music and music to voice'],
    ['transfer, conference add', 'merge', 'merge: music to both voices'],
    ['transfer, voice to music', 'toMusic', 'blind transfer: as it is pressed'],
    ['transfer, music to voice', 'toVoice', 'blind transfer: as it is answered'],
    ['transfer, conference leave', 'leave', 'the guest leaves: both voices to one'],
  ] as const;
  return parts
    .filter(([, part]) => found[part].length > 0)
    .map(([name, part, what]) =>
      resultOf({
        name,
        unit: 'ms',
        note: `${what}; ${about}`,
        floor: found.undisturbed,
        ours: found[part],
        timesMs: found[part],
      }),
    );
}
