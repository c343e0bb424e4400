import type { IdentitySource } from './api.ts';
import { ParleyError } from './parley-error.ts';

/** Where signed tokens come from; each serves once. */
export type TokenSource = {
  /** Null when a single token was given and is used up. */
  readonly take: () => Promise<string | null>;
  /** It was not used after all. */
  readonly giveBack: (token: string) => void;
};

/** A token serves once, a function as often as it is asked. */
export function tokenSource(source: IdentitySource): TokenSource {
  let left: string | null = typeof source === 'string' ? source : null;
  return {
    take: async () => {
      const token = left ?? (await fetched(source));
      left = null;
      return token;
    },
    giveBack: (token) => {
      left = token;
    },
  };
}

async function fetched(source: IdentitySource): Promise<string | null> {
  if (typeof source === 'string') return null;
  try {
    const token: unknown = await source();
    if (typeof token === 'string' && token !== '') return token;
  } catch (cause) {
    throw new ParleyError('no-token', { cause });
  }
  throw new ParleyError('no-token');
}
