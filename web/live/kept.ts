/** A small value kept in the browser's storage; where storage is blocked it is simply not kept. */
export type Kept<T> = {
  readonly read: () => T | null;
  readonly write: (value: T | null) => void;
};

/** Keeps a value under a key; what does not pass `check` is as if it were not there. */
export function kept<T>(
  where: 'localStorage' | 'sessionStorage',
  key: string,
  check: (value: unknown) => value is T,
): Kept<T> {
  return {
    read: () => {
      const text = attempt(() => globalThis[where].getItem(key));
      if (text === null) return null;
      const value = parse(text);
      return check(value) ? value : null;
    },
    write: (value) => {
      attempt(() => {
        if (value === null) globalThis[where].removeItem(key);
        else globalThis[where].setItem(key, JSON.stringify(value));
        return null;
      });
    },
  };
}

function attempt(access: () => string | null): string | null {
  if (typeof document === 'undefined') return null;
  try {
    return access();
  } catch (error) {
    // Blocked by the browser (third-party frames, private windows) or full: both mean "not kept".
    if (error instanceof DOMException) return null;
    throw error;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
