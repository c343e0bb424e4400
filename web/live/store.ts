/** A value that changes; `get` and `subscribe` may be used detached, as useSyncExternalStore does. */
export type Store<T> = {
  readonly get: () => T;
  readonly subscribe: (listener: () => void) => () => void;
};

/** A store that its owner changes. */
export type OwnedStore<T> = Store<T> & {
  readonly set: (next: T) => void;
  readonly update: (change: (now: T) => T) => void;
};

/** Makes a store; setting the identical value tells nobody. */
export function createStore<T>(initial: T): OwnedStore<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  const set = (next: T): void => {
    if (Object.is(next, value)) return;
    value = next;
    for (const listener of [...listeners]) listener();
  };
  return {
    get: () => value,
    set,
    update: (change) => set(change(value)),
    subscribe: (listener) => {
      const own = (): void => listener();
      listeners.add(own);
      return () => void listeners.delete(own);
    },
  };
}

/** What can be said from another store; computed once for each of its values. */
export function derive<From, To>(from: Store<From>, pick: (value: From) => To): Store<To> {
  let seen: { readonly value: From; readonly picked: To } | null = null;
  const get = (): To => {
    const value = from.get();
    if (seen === null || !Object.is(seen.value, value)) {
      const picked = pick(value);
      // An equal result keeps its identity, so that screens are not drawn again for nothing.
      seen = {
        value,
        picked: seen !== null && Object.is(seen.picked, picked) ? seen.picked : picked,
      };
    }
    return seen.picked;
  };
  return {
    get,
    subscribe: (listener) => {
      let last = get();
      return from.subscribe(() => {
        const next = get();
        if (Object.is(next, last)) return;
        last = next;
        listener();
      });
    },
  };
}
