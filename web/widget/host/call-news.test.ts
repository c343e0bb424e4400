import type { Call } from '@parley/core/call/call.ts';
import { expect, test } from 'vitest';
import { newsOfCall } from './call-news.ts';

type Told = NonNullable<Parameters<typeof newsOfCall>[0]>;

function call(name: Call['phase']['name'], id = 'one'): Told {
  const phase = name === 'ended' ? { name, at: 1, reason: 'hung-up' } : { name, since: 1 };
  return { id, kind: 'audio', phase: phase as unknown as Call['phase'] };
}

function told(before: Told | null, now: Told | null): readonly string[] {
  return newsOfCall(before, now).map(({ name }) => name);
}

test('a host page hears of each step of a call, also of those it slept through', () => {
  const cases: readonly (readonly [Told | null, Told | null, readonly string[]])[] = [
    [null, null, []],
    [null, call('queued'), ['call.started']],
    [call('queued'), call('queued'), []],
    [call('queued'), call('ringing'), ['call.ringing']],
    [call('ringing'), call('queued'), []],
    [call('ringing'), call('active'), ['call.connected']],
    [call('active'), call('held'), ['call.held']],
    [call('held'), call('active'), ['call.resumed']],
    [call('active'), call('ended'), ['call.ended']],
    [null, call('ringing'), ['call.started', 'call.ringing']],
    [null, call('active'), ['call.started', 'call.ringing', 'call.connected']],
    [call('queued'), call('active'), ['call.ringing', 'call.connected']],
    [call('ended'), call('queued', 'two'), ['call.started']],
    [call('queued'), call('ended'), ['call.ended']],
  ];
  for (const [before, now, due] of cases) expect(told(before, now)).toEqual(due);
});

test('the end of a call says why', () => {
  expect(newsOfCall(call('active'), call('ended'))).toEqual([
    { name: 'call.ended', data: { callId: 'one', kind: 'audio', reason: 'hung-up' } },
  ]);
});
