import { Modal } from '@mantine/core';
import { DeviceSetup } from '../calls/DeviceSetup.tsx';
import { PasswordForm } from '../session/PasswordPage.tsx';
import { SessionsDialog } from '../session/SessionsDialog.tsx';
import { words } from '../words.ts';
import type { DialogName } from './dialogs.ts';
import { HelpDialog } from './HelpDialog.tsx';
import type { Workplace } from './workplace.ts';

type Props = {
  readonly dialog: DialogName;
  readonly workplace: Workplace;
  readonly onClose: () => void;
};

/** Loaded when the first of them is opened. */
export function DeskDialogs({ dialog, workplace, onClose }: Props) {
  const { devices, ring, toasts } = workplace;
  const closeButtonProps = { 'aria-label': words.close };
  switch (dialog) {
    case 'help':
      return <HelpDialog onClose={onClose} />;
    case 'sessions':
      return <SessionsDialog onClose={onClose} />;
    case 'password':
      return (
        <Modal
          opened
          onClose={onClose}
          title={words.password.dialog}
          closeButtonProps={closeButtonProps}
        >
          <PasswordForm
            onChanged={() => {
              toasts.show({ icon: 'key', tone: 'plain', text: words.password.changed });
              onClose();
            }}
          />
        </Modal>
      );
    case 'devices':
      return (
        <Modal
          opened
          onClose={onClose}
          title={words.frame.soundAndDevices}
          closeButtonProps={closeButtonProps}
        >
          <DeviceSetup devices={devices} ring={ring} />
        </Modal>
      );
  }
}
