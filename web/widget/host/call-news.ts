import type { Call } from '@parley/core/call/call.ts';

/** What the host page's script is told of a call. */
export type CallNews = {
  readonly name: string;
  readonly data: Readonly<Record<string, unknown>>;
};

type Told = Pick<Call, 'id' | 'kind' | 'phase'>;

/** What is news of a call since it was last looked at; whoever looks seldom still hears of each step it took. */
export function newsOfCall(before: Told | null, now: Told | null): readonly CallNews[] {
  if (now === null) return [];
  const data = { callId: now.id, kind: now.kind };
  const isNew = before?.id !== now.id;
  const was = isNew ? null : before.phase.name;
  const started = isNew ? [{ name: 'call.started', data }] : [];
  const { phase } = now;
  if (was === phase.name) return started;
  switch (phase.name) {
    case 'queued':
      return started;
    case 'ringing':
      return [...started, { name: 'call.ringing', data }];
    case 'active': {
      const rang = was === null || was === 'queued' ? [{ name: 'call.ringing', data }] : [];
      const name = was === 'held' ? 'call.resumed' : 'call.connected';
      return [...started, ...rang, { name, data }];
    }
    case 'held':
      return [...started, { name: 'call.held', data }];
    case 'ended':
      return [...started, { name: 'call.ended', data: { ...data, reason: phase.reason } }];
  }
}
