import { ActionIcon } from '@mantine/core';
import { Icon } from '../icons/Icon.tsx';
import { words } from '../words.ts';
import type { Toasts } from '../work/toasts.ts';
import { useStore } from '../work/use-store.ts';
import styles from './ToastStack.module.css';

/** Notices at the edge, told to screen readers as they come. */
export function ToastStack({ toasts }: { readonly toasts: Toasts }) {
  const shown = useStore(toasts.shown);
  return (
    <div className={styles.stack} role="status" aria-live="polite">
      {shown.map((toast) => (
        <div key={toast.id} className={styles.toast} data-tone={toast.tone}>
          <Icon name={toast.icon} />
          <p className={styles.text}>{toast.text}</p>
          <ActionIcon size={24} aria-label={words.close} onClick={() => toasts.dismiss(toast.id)}>
            <Icon name="close" size={14} />
          </ActionIcon>
        </div>
      ))}
    </div>
  );
}
