import { randomBytes, randomInt } from 'node:crypto';
import { LINK_CODE_ALPHABET } from '@parley/core/link-code.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { join, type LinkAgent, type LinkHouse, look, openLinkHouse } from '../testing/room-link.ts';
import type { TestServer } from '../testing/test-server.ts';

/** How many guesses; a hundred thousand take about ten minutes, as the limits allow no more. */
const GUESSES = Number(process.env.PARLEY_GUESSES ?? 2_000);

/** Many guessers at once, each from another address every time: what one address does is slower still. */
const GUESSERS = 900;

const EVERY_GUESS_MS = 20;

let house: LinkHouse;
let server: TestServer;
let agent: LinkAgent;

beforeAll(async () => {
  house = await openLinkHouse();
  ({ server, agent } = house);
});
afterAll(() => house.close());

function randomCode(): string {
  const letter = () => LINK_CODE_ALPHABET[randomInt(LINK_CODE_ALPHABET.length)];
  return Array.from({ length: 7 }, letter).join('');
}

function randomAddress(): string {
  return `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`;
}

test(
  'nobody guesses a code or a secret, and the guest with the link joins meanwhile',
  async () => {
    const link = await agent.newLink();
    const statuses = new Map<number, number>();
    let left = GUESSES;
    const guess = async (): Promise<void> => {
      while (left > 0) {
        left -= 1;
        // Every tenth has the code and guesses the secret.
        const proof =
          left % 10 === 0
            ? { code: link.code, secret: randomBytes(16).toString('base64url') }
            : { code: randomCode(), secret: null };
        const { status } = await look(server, proof, randomAddress());
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
    };
    const guessers = Array.from({ length: Math.min(GUESSERS, GUESSES) }, guess);
    const joined = await join(server, link, { from: '198.51.100.7' });
    expect(joined.status).toBe(200);
    await Promise.all(guessers);
    expect(statuses.get(200)).toBeUndefined();
    expect([...statuses.keys()].filter((status) => status !== 404 && status !== 429)).toEqual([]);
    expect((await look(server, link, '198.51.100.8')).status).toBe(200);
  },
  60_000 + GUESSES * EVERY_GUESS_MS,
);
