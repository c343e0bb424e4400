import type { Gateway } from './gateway.ts';

/** Sends nothing: what was to be sent stays in the outbox, where whoever wrote it reads it. */
export function createOutboxGateway(): Gateway {
  return {
    isIdempotent: true,
    keepsText: true,
    send: async () => ({ outcome: 'taken', gatewayIds: [] }),
    open: () => undefined,
    close: async () => undefined,
  };
}
