import { describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';

const LEAST = { DATABASE_URL: 'postgres://db', PARLEY_SECRET: '0123456789abcdef' };

describe('the settings of a media node', () => {
  it('need only the database and the secret', () => {
    expect(readConfig(LEAST)).toMatchObject({
      host: '127.0.0.1',
      publicAddress: '127.0.0.1',
      mediaPort: 20_100,
      link: { port: 20_090, mayMove: true },
      turn: null,
    });
  });

  it.each([
    [{ DATABASE_URL: '' }, 'DATABASE_URL is not set.'],
    [{ PARLEY_SECRET: 'short' }, 'PARLEY_SECRET must have at least 16 characters.'],
    [{ PARLEY_HOST: '0.0.0.0' }, 'PARLEY_PUBLIC_ADDRESS must name'],
    [{ PARLEY_MEDIA_PORT: '70000' }, 'must be a whole number from 1 to 65535.'],
    [{ PARLEY_MEDIA_WORKERS: 'many' }, 'PARLEY_MEDIA_WORKERS is "many"'],
    [{ PARLEY_TURN_URLS: 'http://turn' }, 'no address such as turn:'],
    [{ PARLEY_TURN_URLS: 'turn:a:3478' }, 'PARLEY_TURN_SECRET is not set.'],
  ])('are refused in one sentence that names what to change: %o', (env, sentence) => {
    expect(() => readConfig({ ...LEAST, ...env })).toThrow(sentence);
  });
});
