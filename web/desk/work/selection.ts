import { createStore, type Store } from '../../live/store.ts';

/** What a narrow screen shows; wide ones show all of it side by side. */
export type Face = 'list' | 'conversation' | 'customer';

export type Selected = { readonly conversationId: string | null; readonly face: Face };

export type Selection = {
  readonly state: Store<Selected>;
  readonly select: (conversationId: string, face?: Face) => void;
  readonly leave: () => void;
  readonly close: () => void;
};

const FACES: readonly Face[] = ['list', 'conversation', 'customer'];

/** The chosen conversation stands in the address, so Back and a reload find it again. */
export function openSelection(): Selection {
  const state = createStore(read());
  const reread = (): void => state.set(read());
  window.addEventListener('hashchange', reread);
  return {
    state,
    select(conversationId, face = 'conversation') {
      const hash = `#${face}/${encodeURIComponent(conversationId)}`;
      if (location.hash !== hash) location.hash = hash;
    },
    leave() {
      history.replaceState(null, '', location.pathname + location.search);
      reread();
    },
    close() {
      window.removeEventListener('hashchange', reread);
    },
  };
}

function read(): Selected {
  const [name, id] = location.hash.slice(1).split('/');
  const face = FACES.find((one) => one === name);
  if (face === undefined || id === undefined || id === '')
    return { conversationId: null, face: 'list' };
  return { conversationId: decodeURIComponent(id), face };
}
