import { Loader } from '@mantine/core';
import { Mark } from '../icons/Icon.tsx';
import styles from './PageNotice.module.css';

type Props = { readonly title: string; readonly help?: string; readonly busy?: boolean };

/** A page that only says how things stand. */
export function PageNotice({ title, help, busy = false }: Props) {
  return (
    <main className={styles.page}>
      <Mark size={40} />
      <h1 className={styles.title}>{title}</h1>
      {help === undefined ? null : <p className={styles.help}>{help}</p>}
      {busy ? <Loader size="sm" aria-hidden="true" /> : null}
    </main>
  );
}
