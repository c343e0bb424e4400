import { Button } from '@mantine/core';
import type { RoomLink } from '@parley/contracts/rooms.ts';
import { useEffect, useState } from 'react';
import type { Workplace } from '../frame/workplace.ts';
import { RoomPanel } from '../video/RoomPanel.tsx';
import { useStore } from '../work/use-store.ts';
import styles from './Invite.module.css';
import { inviteWords } from './invite-words.ts';
import { textOf } from './outbox.ts';

/** An invitation that is on its way. */
export type SmsSent = RoomLink & {
  readonly conversationId: string;
  /** As it is read out. */
  readonly number: string;
};

type Props = {
  readonly workplace: Workplace;
  readonly sent: SmsSent;
  readonly onAnother: () => void;
  readonly onOpen: () => void;
};

const W = inviteWords.sms;

/** What becomes of the invitation, live; the same stands in its conversation. */
export function SentBySms({ workplace, sent, onAnother, onOpen }: Props) {
  const { view } = useStore(workplace.desk.conversation(sent.conversationId).state);
  const { room, call, customer } = view;
  const inCall = call !== null && (call.phase.name === 'active' || call.phase.name === 'held');
  return (
    <div className={styles.form}>
      <p className={styles.sentTo}>{W.sentTo(sent.number)}</p>
      <div className={styles.room}>
        {room === null ? null : (
          <RoomPanel
            workplace={workplace}
            conversationId={sent.conversationId}
            name={customer.name}
            room={room}
            inCall={inCall}
          />
        )}
      </div>
      <SmsText roomId={sent.roomId} />
      <div className={styles.actions}>
        <Button variant="outline" color="plain" onClick={onAnother}>
          {W.another}
        </Button>
        <Button onClick={onOpen}>{W.openConversation}</Button>
      </div>
    </div>
  );
}

/** Without a gateway the agent passes the text on. */
function SmsText({ roomId }: { readonly roomId: string }) {
  const [text, setText] = useState<string | null>(null);
  useEffect(() => {
    let alive = true;
    void textOf(roomId).then((found) => {
      if (alive) setText(found);
    });
    return () => {
      alive = false;
    };
  }, [roomId]);
  if (text === null) return null;
  return (
    <div className={styles.smsText}>
      <p className={styles.help}>{W.outbox}</p>
      <textarea
        className={styles.smsBody}
        aria-label={W.text}
        value={text}
        rows={3}
        readOnly
        onFocus={(event) => event.currentTarget.select()}
      />
    </div>
  );
}
