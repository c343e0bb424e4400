import type { DeskLists } from '@parley/contracts/call-bar.ts';
import type { Connection } from '../../live/connection.ts';
import { createStore, type Store } from '../../live/store.ts';

/** What this desk chooses from; null until the server has told it. */
export type Lists = {
  readonly state: Store<DeskLists | null>;
  /** Asks again: the lists may have been changed meanwhile. */
  readonly load: () => void;
  readonly close: () => void;
};

/** Pause reasons and wrap-up codes as the server has them, asked anew with every new line to it. */
export function openLists(connection: Connection): Lists {
  const state = createStore<DeskLists | null>(null);
  const load = (): void => {
    void connection.send('read-desk-lists', {}).then((answer) => {
      if (answer.ok) state.set(answer.data);
    });
  };
  load();
  return { state, load, close: connection.onReopened(load) };
}
