import { Button, TextInput } from '@mantine/core';
import type { CommandResult } from '@parley/contracts/socket.ts';
import { type FormEvent, useCallback, useEffect, useState } from 'react';
import type { Workplace } from '../frame/workplace.ts';
import { Icon } from '../icons/Icon.tsx';
import { Notice } from '../session/Notice.tsx';
import { QrCode } from '../video/QrCode.tsx';
import room from '../video/Room.module.css';
import { videoWords } from '../video/video-words.ts';
import { type Invitation, InvitationList } from './InvitationList.tsx';
import styles from './Invite.module.css';
import { inviteWords } from './invite-words.ts';
import { localInputOf, momentOf } from './local-input.ts';

type Made = CommandResult<'make-invitation'>;
type Uses = Invitation['uses'];

const W = inviteWords.link;
const WEEK_MS = 7 * 86_400_000;

/** Links bound to this agent: made, copied, looked after (E14). */
export function LinkTab({ workplace }: { readonly workplace: Workplace }) {
  const { connection } = workplace;
  const [made, setMade] = useState<Made | null>(null);
  const [invitations, setInvitations] = useState<readonly Invitation[] | null>(null);
  const [told, setTold] = useState<string | null>(null);

  const load = useCallback(async (): Promise<void> => {
    const answer = await connection.send('list-invitations', {});
    if (answer.ok) setInvitations(answer.data.invitations);
    else setTold(W.notLoaded);
  }, [connection]);
  useEffect(() => void load(), [load]);

  async function cancel(invitationId: string): Promise<void> {
    const answer = await connection.send('cancel-invitation', { invitationId });
    setTold(answer.ok ? null : W.notCancelled);
    if (made?.invitationId === invitationId) setMade(null);
    await load();
  }

  return (
    <div className={styles.form}>
      <p className={styles.help}>{W.about}</p>
      <LinkForm
        workplace={workplace}
        onMade={(link) => {
          setMade(link);
          void load();
        }}
      />
      {made === null ? null : <MadeLink workplace={workplace} made={made} />}
      <Notice tone="stop" text={told} />
      <InvitationList
        invitations={invitations}
        onCopy={(url) => void workplace.rooms.copy(url)}
        onCancel={cancel}
      />
    </div>
  );
}

type FormProps = { readonly workplace: Workplace; readonly onMade: (made: Made) => void };

function LinkForm({ workplace, onMade }: FormProps) {
  const [uses, setUses] = useState<Uses>('one');
  const [until, setUntil] = useState(() => localInputOf(Date.now() + WEEK_MS));
  const [note, setNote] = useState('');
  const [told, setTold] = useState<string | null>(null);
  const [isAsking, setIsAsking] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const end = momentOf(until);
    if (end === null || end <= Date.now()) {
      setTold(W.past);
      return;
    }
    setIsAsking(true);
    const about = { uses, until: end, note: note.trim() };
    const answer = await workplace.connection.send('make-invitation', about);
    setIsAsking(false);
    setTold(answer.ok ? null : W.failed);
    if (!answer.ok) return;
    setNote('');
    onMade(answer.data);
  }

  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)}>
      <fieldset className={styles.uses}>
        <legend className={styles.label}>{W.uses}</legend>
        {(['one', 'any'] as const).map((one) => (
          <label key={one} className={styles.use}>
            <input type="radio" name="uses" checked={uses === one} onChange={() => setUses(one)} />
            {W.use[one]}
          </label>
        ))}
      </fieldset>
      <div className={styles.pair}>
        <TextInput
          label={W.until}
          type="datetime-local"
          value={until}
          required
          withAsterisk={false}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
        <TextInput
          label={W.note}
          maxLength={200}
          autoComplete="off"
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </div>
      <Notice tone="stop" text={told} />
      <div className={styles.actions}>
        <Button type="submit" loading={isAsking}>
          {W.make}
        </Button>
      </div>
    </form>
  );
}

type MadeProps = { readonly workplace: Workplace; readonly made: Made };

function MadeLink({ workplace, made }: MadeProps) {
  return (
    <section className={room.link} aria-label={W.made}>
      <div className={room.qrPlace}>
        <QrCode url={made.url} />
      </div>
      <div className={room.linkSide}>
        <input
          className={room.url}
          aria-label={videoWords.link}
          value={made.url}
          readOnly
          onFocus={(event) => event.currentTarget.select()}
        />
        <div className={room.tools}>
          <Button
            variant="outline"
            color="plain"
            size="xs"
            leftSection={<Icon name="copy" size={15} />}
            onClick={() => void workplace.rooms.copy(made.url)}
          >
            {W.copy}
          </Button>
        </div>
      </div>
    </section>
  );
}
