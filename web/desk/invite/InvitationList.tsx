import { Badge, Button, Loader } from '@mantine/core';
import type { CommandResult } from '@parley/contracts/socket.ts';
import { momentInWords } from '../time-in-words.ts';
import { words } from '../words.ts';
import styles from './Invite.module.css';
import { inviteWords } from './invite-words.ts';

export type Invitation = CommandResult<'list-invitations'>['invitations'][number];

type Props = {
  /** Null while they are being loaded. */
  readonly invitations: readonly Invitation[] | null;
  readonly onCopy: (url: string) => void;
  readonly onCancel: (invitationId: string) => Promise<void>;
};

const W = inviteWords.link;

/** The agent's own links, how they stand, and the way to end them. */
export function InvitationList({ invitations, onCopy, onCancel }: Props) {
  return (
    <section className={styles.listPlace} aria-label={W.list}>
      <h3 className={styles.label}>{W.list}</h3>
      {invitations === null ? <Loader size="sm" aria-label={words.loading} /> : null}
      {invitations?.length === 0 ? <p className={styles.help}>{W.none}</p> : null}
      <ul className={styles.list}>
        {invitations?.map((one) => (
          <Row key={one.invitationId} one={one} onCopy={onCopy} onCancel={onCancel} />
        ))}
      </ul>
    </section>
  );
}

type RowProps = Omit<Props, 'invitations'> & { readonly one: Invitation };

function Row({ one, onCopy, onCancel }: RowProps) {
  const { invitationId, uses, until, note, code, url, visits, state } = one;
  const what = note === '' ? code : note;
  const isOpen = state === 'open';
  return (
    <li className={styles.row}>
      <div className={styles.rowText}>
        <p className={styles.rowName} dir="auto">
          {what}
          <Badge color={isOpen ? 'go' : 'plain'}>{W.state[state]}</Badge>
        </p>
        <p className={styles.help}>
          {[W.use[uses], W.untilTime(momentInWords(until, Date.now())), W.visits(visits)].join(
            ' · ',
          )}
        </p>
        {isOpen && url === null ? <p className={styles.help}>{W.noUrl}</p> : null}
      </div>
      {isOpen ? (
        <div className={styles.rowTools}>
          {url === null ? null : (
            <Button
              variant="outline"
              color="plain"
              size="xs"
              aria-label={W.copyOf(what)}
              onClick={() => onCopy(url)}
            >
              {W.copy}
            </Button>
          )}
          <Button
            variant="light"
            color="stop"
            size="xs"
            aria-label={W.cancelOf(what)}
            onClick={() => void onCancel(invitationId)}
          >
            {W.cancel}
          </Button>
        </div>
      ) : null}
    </li>
  );
}
