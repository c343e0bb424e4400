import { expect, test } from 'vitest';
import { HEARD, newsOf } from './news.ts';

test('each thing the widget says has its event, and the steps of a call share one', () => {
  const said = { callId: 'call_1', kind: 'audio' };
  const names = HEARD.map((heard) => newsOf(heard, { ...said, code: 'unreachable' }).name);
  expect(new Set(names).size).toBe(11);
  expect(newsOf('call.held', said)).toEqual({
    name: 'call-state',
    data: { callId: 'call_1', kind: 'audio', state: 'held' },
  });
});

test('an error says whether asking again may help', () => {
  expect(newsOf('error', { code: 'unreachable' }).data).toEqual({
    code: 'unreachable',
    retryable: true,
  });
  expect(newsOf('error', { code: 'identity-signature' }).data).toEqual({
    code: 'identity-signature',
    retryable: false,
  });
});
