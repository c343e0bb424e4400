import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Store } from '../live/store.ts';

/** Shows what a store holds, and shows it again when it changes. */
export function useStore<T>(store: Store<T>): T {
  const [, redraw] = useState({});
  const shown = useRef(store.get());
  shown.current = store.get();
  useLayoutEffect(() => {
    // It may have changed between drawing and subscribing.
    if (!Object.is(store.get(), shown.current)) redraw({});
    return store.subscribe(() => redraw({}));
  }, [store]);
  return shown.current;
}
