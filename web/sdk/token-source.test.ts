import { expect, test } from 'vitest';
import { tokenSource } from './token-source.ts';

test('a single token serves once, unless it was not used after all', async () => {
  const source = tokenSource('signed');
  expect(await source.take()).toBe('signed');
  expect(await source.take()).toBeNull();
  source.giveBack('signed');
  expect(await source.take()).toBe('signed');
});

test('a function is asked each time a token is needed', async () => {
  let asked = 0;
  const source = tokenSource(() => {
    asked += 1;
    return `signed-${asked}`;
  });
  expect([await source.take(), await source.take()]).toEqual(['signed-1', 'signed-2']);
});

test('a function that fails or gives nothing is told by its code', async () => {
  const failing = tokenSource(() => Promise.reject(new Error('their server is down')));
  await expect(failing.take()).rejects.toMatchObject({ code: 'no-token', retryable: true });
  await expect(tokenSource(() => '').take()).rejects.toMatchObject({ code: 'no-token' });
});
