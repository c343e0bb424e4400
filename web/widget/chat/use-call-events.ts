import type { Call } from '@parley/core/call/call.ts';
import { useEffect, useRef } from 'preact/hooks';
import { useStore } from '../frame/use-store.ts';
import type { Panel } from './panel.ts';
import type { Session } from './session.ts';

/** Tells the host page's script what its call does; what was so before this page came is no news. */
export function useCallEvents(session: Session, panel: Panel): void {
  const { loaded } = useStore(session.conversation.state);
  const call = useStore(session.conversation.call);
  const before = useRef<Call | null | undefined>(undefined);
  useEffect(() => {
    if (!loaded) return;
    const event = before.current === undefined ? null : eventOf(before.current, call);
    before.current = call;
    if (event !== null) panel.send({ type: 'event', ...event });
  }, [loaded, call, panel]);
}

type CallNews = { readonly name: string; readonly data: Readonly<Record<string, unknown>> };

function eventOf(before: Call | null, now: Call | null): CallNews | null {
  const was = before?.id === now?.id ? before?.phase.name : undefined;
  if (now === null || was === now.phase.name) return null;
  const data = { callId: now.id, kind: now.kind };
  switch (now.phase.name) {
    case 'queued':
      return was === undefined ? { name: 'call.started', data } : null;
    case 'ringing':
      return { name: 'call.ringing', data };
    case 'active':
      return { name: was === 'held' ? 'call.resumed' : 'call.connected', data };
    case 'held':
      return { name: 'call.held', data };
    case 'ended':
      return { name: 'call.ended', data: { ...data, reason: now.phase.reason } };
  }
}
