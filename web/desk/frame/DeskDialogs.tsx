import { ContactsDialog } from '../contacts/ContactsDialog.tsx';
import { PasswordForm } from '../session/PasswordPage.tsx';
import { SessionsDialog } from '../session/SessionsDialog.tsx';
import { SettingsDialog } from '../settings/SettingsDialog.tsx';
import { words } from '../words.ts';
import { Dialog } from './Dialog.tsx';
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
  const { toasts } = workplace;
  switch (dialog) {
    case 'contacts':
      return <ContactsDialog who={workplace.who} onClose={onClose} />;
    case 'help':
      return <HelpDialog onClose={onClose} />;
    case 'sessions':
      return <SessionsDialog onClose={onClose} />;
    case 'password':
      return (
        <Dialog title={words.password.dialog} onClose={onClose}>
          <PasswordForm
            onChanged={() => {
              toasts.show({ icon: 'key', tone: 'plain', text: words.password.changed });
              onClose();
            }}
          />
        </Dialog>
      );
    case 'settings':
      return <SettingsDialog workplace={workplace} first="profile" onClose={onClose} />;
    case 'audio-settings':
      return <SettingsDialog workplace={workplace} first="audio" onClose={onClose} />;
  }
}
