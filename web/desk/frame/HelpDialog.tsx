import { Kbd } from '@mantine/core';
import { words } from '../words.ts';
import { keysOf, SHORTCUTS, type ShortcutName } from '../work/shortcuts.ts';
import { Dialog } from './Dialog.tsx';
import styles from './HelpDialog.module.css';

const NAMES = Object.keys(SHORTCUTS) as readonly ShortcutName[];

/** Every shortcut, so that nobody has to guess. */
export function HelpDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title={words.shortcuts.title} onClose={onClose}>
      <p className={styles.about}>{words.shortcuts.about}</p>
      <dl className={styles.list}>
        {NAMES.map((name) => (
          <div key={name} className={styles.row}>
            <dt>{words.shortcuts[name]}</dt>
            <dd>
              {keysOf(name).map((key) => (
                <Kbd key={key} size="xs">
                  {key}
                </Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <p className={styles.about}>{words.shortcuts.arrows}</p>
    </Dialog>
  );
}
