import { Kbd, Modal } from '@mantine/core';
import { words } from '../words.ts';
import { keysOf, SHORTCUTS, type ShortcutName } from '../work/shortcuts.ts';
import styles from './HelpDialog.module.css';

const NAMES = Object.keys(SHORTCUTS) as readonly ShortcutName[];

/** Every shortcut, so that nobody has to guess. */
export function HelpDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.shortcuts.title}
      closeButtonProps={{ 'aria-label': words.close }}
    >
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
    </Modal>
  );
}
