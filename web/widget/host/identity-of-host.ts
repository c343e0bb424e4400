import type { FrameToHost } from '@parley/contracts/widget.ts';

/** The signed identity that the page around us may have. */
export type IdentityOfHost = {
  readonly canIdentify: (can: boolean) => void;
  /** A fresh token from the host's server; null when it has none, or does not say in time. */
  readonly token: () => Promise<string | null>;
  readonly told: (answer: { readonly id: number; readonly token: string | null }) => void;
};

/** How long a customer waits for the host's server before the conversation begins without it. */
const TOKEN_MS = 4_000;

/** Asks the page around us for a token when one is needed: it lives too short to be kept. */
export function identityOfHost(send: (message: FrameToHost) => void): IdentityOfHost {
  const waiting = new Map<number, (token: string | null) => void>();
  let can = false;
  let asked = 0;
  return {
    canIdentify: (now) => {
      can = now;
    },
    token: () => {
      if (!can) return Promise.resolve(null);
      asked += 1;
      const id = asked;
      return new Promise((resolve) => {
        waiting.set(id, resolve);
        setTimeout(() => resolve(null), TOKEN_MS);
        send({ type: 'want-token', id });
      });
    },
    told: ({ id, token }) => {
      waiting.get(id)?.(typeof token === 'string' ? token : null);
      waiting.delete(id);
    },
  };
}
