import type { CallKind, ParleyEventName, ParleyEvents } from './api.ts';
import { isRetryable } from './parley-error.ts';

/** One event in the SDK's words. */
export type News = {
  [Name in ParleyEventName]: { readonly name: Name; readonly data: ParleyEvents[Name] };
}[ParleyEventName];

/** Everything the widget says that is news to a page. */
export const HEARD = [
  'ready',
  'opened',
  'closed',
  'unread',
  'message',
  'conversation.started',
  'call.started',
  'call.ringing',
  'call.connected',
  'call.held',
  'call.resumed',
  'call.ended',
  'identity.changed',
  'error',
] as const;

/** What the widget said, in the SDK's words. The frame is ours: what it says has the shape of its name. */
export function newsOf(heard: (typeof HEARD)[number], said: unknown): News {
  switch (heard) {
    case 'ready':
    case 'opened':
    case 'closed':
      return { name: heard, data: {} };
    case 'unread':
      return { name: heard, data: said as ParleyEvents['unread'] };
    case 'message':
      return { name: heard, data: said as ParleyEvents['message'] };
    case 'conversation.started':
      return {
        name: 'conversation-started',
        data: said as ParleyEvents['conversation-started'],
      };
    case 'identity.changed':
      return { name: 'identity-changed', data: said as ParleyEvents['identity-changed'] };
    case 'call.started':
      return { name: 'call-started', data: said as ParleyEvents['call-started'] };
    case 'call.ended':
      return { name: 'call-ended', data: said as ParleyEvents['call-ended'] };
    case 'error': {
      const { code } = said as { readonly code: string };
      return { name: 'error', data: { code, retryable: isRetryable(code) } };
    }
    default: {
      const { callId, kind } = said as { readonly callId: string; readonly kind: CallKind };
      return { name: 'call-state', data: { callId, kind, state: STATES[heard] } };
    }
  }
}

const STATES = {
  'call.ringing': 'ringing',
  'call.connected': 'connected',
  'call.held': 'held',
  'call.resumed': 'resumed',
} as const;
