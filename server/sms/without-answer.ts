import type { Sent } from './gateway.ts';
import { OutsideFailure } from './outside.ts';

/** What it means that a machine outside did not answer: it depends on whether it was asked at all. */
export async function asSent(ask: () => Promise<Sent>): Promise<Sent> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof OutsideFailure)) throw error;
    const because = error.code;
    return error.mayHaveArrived
      ? { outcome: 'unsure', because }
      : { outcome: 'not-now', because, retryAfterMs: null };
  }
}
