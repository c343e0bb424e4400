import { Loader } from '@mantine/core';
import type { ReactNode } from 'react';
import { Mark } from '../icons/Icon.tsx';
import styles from './PageNotice.module.css';

type Props = {
  readonly title: string;
  readonly help?: string;
  readonly busy?: boolean;
  readonly children?: ReactNode;
};

/** A page that only says how things stand. */
export function PageNotice({ title, help, busy = false, children }: Props) {
  return (
    <main className={styles.page}>
      <Mark size={40} />
      <h1 className={styles.title}>{title}</h1>
      {help === undefined ? null : <p className={styles.help}>{help}</p>}
      {busy ? <Loader size="sm" aria-hidden="true" /> : null}
      {children}
    </main>
  );
}
