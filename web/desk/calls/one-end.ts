import type { CallSession } from '../../live/call/call-session.ts';
import type { ControlAnswer } from '../../live/call/controls.ts';

/** How long End means nothing once a colleague is out of the call: no second thought is that quick. */
export const AFTER_MS = 1_000;

/**
 * The session with an End that ends one thing: pressed twice, or just as a colleague declines or
 * leaves, it never goes on to the customer's call behind the consultation (X8).
 */
export function withOneEnd(session: CallSession): CallSession {
  const isBeside = (): boolean => (session.state.get().call?.beside.name ?? 'none') !== 'none';
  let was = isBeside();
  let freeAt = 0;
  let asked: Promise<ControlAnswer> | null = null;
  const lock = (): void => {
    freeAt = Date.now() + AFTER_MS;
  };
  const stop = session.state.subscribe(() => {
    const is = isBeside();
    if (was && !is) lock();
    was = is;
  });
  async function ask(): Promise<ControlAnswer> {
    const endsBeside = isBeside();
    const answer = await session.end();
    // The news that it is over may come after the answer.
    if (endsBeside) lock();
    return answer;
  }
  return {
    ...session,
    end() {
      if (asked !== null) return asked;
      if (Date.now() < freeAt) return Promise.resolve({ ok: true });
      asked = ask().finally(() => {
        asked = null;
      });
      return asked;
    },
    close() {
      stop();
      session.close();
    },
  };
}
