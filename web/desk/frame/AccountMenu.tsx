import { Menu, UnstyledButton } from '@mantine/core';
import type { SignedIn } from '@parley/contracts/rest.ts';
import { contactWords } from '../contacts/contact-words.ts';
import { Icon, type IconName } from '../icons/Icon.tsx';
import { initialsOf } from '../initials.ts';
import { words } from '../words.ts';
import type { DialogName } from './dialogs.ts';
import styles from './TopBar.module.css';

type Props = {
  readonly who: SignedIn;
  readonly onOpen: (dialog: DialogName) => void;
  readonly onSignOut: () => void;
};

const ITEMS: readonly (readonly [DialogName, IconName, string])[] = [
  ['contacts', 'contacts', contactWords.title],
  ['settings', 'devices', words.frame.settings],
  ['help', 'help', words.frame.help],
  ['sessions', 'person', words.frame.sessions],
  ['password', 'key', words.frame.changePassword],
];

/** Who is signed in, and what they may set for themselves. */
export function AccountMenu({ who, onOpen, onSignOut }: Props) {
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <UnstyledButton className={styles.me} aria-label={words.frame.account(who.name)}>
          <span aria-hidden="true">{initialsOf(who.name)}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <strong className={styles.meName}>{who.name}</strong>
          <br />
          {who.email}
        </Menu.Label>
        <Menu.Divider />
        {ITEMS.map(([dialog, icon, label]) => (
          <Menu.Item
            key={dialog}
            leftSection={<Icon name={icon} size={16} />}
            onClick={() => onOpen(dialog)}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<Icon name="leave" size={16} />} onClick={onSignOut}>
          {words.frame.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
