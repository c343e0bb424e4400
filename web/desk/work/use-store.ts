import { useSyncExternalStore } from 'react';
import type { Store } from '../../live/store.ts';

/** Shows what a store holds, and shows it again when it changes. */
export function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(store.subscribe, store.get);
}
