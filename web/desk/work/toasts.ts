import { createStore, type Store } from '../../live/store.ts';
import type { IconName } from '../icons/Icon.tsx';

export type Toast = {
  readonly id: number;
  readonly icon: IconName;
  readonly tone: 'plain' | 'warn' | 'stop';
  readonly text: string;
};

export type Toasts = {
  readonly shown: Store<readonly Toast[]>;
  readonly show: (toast: Omit<Toast, 'id'>) => void;
  readonly dismiss: (id: number) => void;
};

const STAY_MS = 8_000;
const MOST = 4;

/** Short notices at the edge; each leaves by itself. */
export function openToasts(): Toasts {
  const shown = createStore<readonly Toast[]>([]);
  let lastId = 0;
  const dismiss = (id: number): void => shown.update((all) => all.filter((one) => one.id !== id));
  return {
    shown,
    dismiss,
    show(toast) {
      lastId += 1;
      const id = lastId;
      shown.update((all) =>
        [...all.filter((one) => one.text !== toast.text), { ...toast, id }].slice(-MOST),
      );
      setTimeout(() => dismiss(id), STAY_MS);
    },
  };
}
