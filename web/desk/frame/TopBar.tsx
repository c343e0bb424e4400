import { ActionIcon, Tooltip, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { ColleaguesButton } from '../colleagues/ColleaguesButton.tsx';
import { Icon, Mark } from '../icons/Icon.tsx';
import { inviteWords } from '../invite/invite-words.ts';
import { words } from '../words.ts';
import { useStore } from '../work/use-store.ts';
import { AccountMenu } from './AccountMenu.tsx';
import type { DialogName } from './dialogs.ts';
import { LineLight } from './LineLight.tsx';
import { ShiftButton } from './ShiftButton.tsx';
import { StateMenu } from './StateMenu.tsx';
import styles from './TopBar.module.css';
import { WorkHint } from './WorkHint.tsx';
import type { Workplace } from './workplace.ts';

type Props = {
  readonly workplace: Workplace;
  /** Start shift stands elsewhere on the page. */
  readonly shiftElsewhere: boolean;
  readonly onOpen: (dialog: DialogName) => void;
  readonly onSignOut: () => void;
};

/** The bar on top: who, how reachable, and the way to everything rare. */
export function TopBar({ workplace, shiftElsewhere, onOpen, onSignOut }: Props) {
  const { who, connection, desk, devices, ring, toasts, colleagues } = workplace;
  const { presence } = useStore(desk.state).view;
  return (
    <header className={styles.bar}>
      <div className={styles.brand}>
        <Mark />
        <h1 className={styles.name}>Parley</h1>
      </div>
      <div className={styles.middle}>
        <WorkHint
          connection={connection}
          devices={devices}
          ring={ring}
          isReady={presence?.wish.state === 'ready'}
        />
      </div>
      <div className={styles.tools}>
        <LineLight connection={connection} />
        {shiftElsewhere ? null : (
          <ShiftButton
            presence={presence}
            desk={desk}
            devices={devices}
            ring={ring}
            toasts={toasts}
          />
        )}
        <InviteButton workplace={workplace} />
        <StateMenu workplace={workplace} />
        {colleagues === null ? null : <ColleaguesButton colleagues={colleagues} />}
        <ColoursSwitch />
        <Tooltip label={words.frame.help}>
          <ActionIcon
            className={styles.wide}
            aria-label={words.frame.help}
            onClick={() => onOpen('help')}
          >
            <Icon name="help" />
          </ActionIcon>
        </Tooltip>
        <AccountMenu who={who} onOpen={onOpen} onSignOut={onSignOut} />
      </div>
    </header>
  );
}

function InviteButton({ workplace }: { readonly workplace: Workplace }) {
  const { invites } = workplace;
  return (
    <Tooltip label={inviteWords.help}>
      <ActionIcon aria-label={inviteWords.open} onClick={() => invites.open()}>
        <Icon name="invite" />
      </ActionIcon>
    </Tooltip>
  );
}

function ColoursSwitch() {
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  // Without it a style element is written from a string, which our content security policy forbids.
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const label = scheme === 'dark' ? words.frame.toLight : words.frame.toDark;
  return (
    <Tooltip label={label}>
      <ActionIcon
        className={styles.wide}
        aria-label={label}
        onClick={() => setColorScheme(scheme === 'dark' ? 'light' : 'dark')}
      >
        <Icon name={scheme === 'dark' ? 'light' : 'dark'} />
      </ActionIcon>
    </Tooltip>
  );
}
