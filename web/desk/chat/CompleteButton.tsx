import { Button } from '@mantine/core';
import type { Call } from '@parley/core/call/call.ts';
import { useState } from 'react';
import type { Connection } from '../../live/connection.ts';
import type { ConversationSession } from '../../live/conversation.ts';
import type { Store } from '../../live/store.ts';
import type { Sessions } from '../calls/sessions.ts';
import { Dialog } from '../frame/Dialog.tsx';
import { Icon } from '../icons/Icon.tsx';
import { InRoomDialog } from '../video/InRoomDialog.tsx';
import type { Rooms } from '../video/rooms.ts';
import { videoWords } from '../video/video-words.ts';
import { words } from '../words.ts';
import type { Toasts } from '../work/toasts.ts';
import { useStore } from '../work/use-store.ts';
import styles from './CompleteButton.module.css';

type Ended = { readonly ok: true } | { readonly ok: false; readonly code: string };

type Props = {
  readonly connection: Connection;
  readonly conversation: ConversationSession;
  readonly personId: string;
  readonly sessions: Store<Sessions>;
  readonly rooms: Rooms;
  readonly toasts: Toasts;
};

/** Completes the conversation; in a call or a room the server refuses and the agent is asked what to do (B11). */
export function CompleteButton(props: Props) {
  const { connection, conversation, personId, sessions, rooms, toasts } = props;
  const [asking, setAsking] = useState(false);
  const [refused, setRefused] = useState<'in-call' | 'in-room' | null>(null);
  const call = useStore(conversation.call);
  const { customer } = useStore(conversation.state).view;

  async function complete(): Promise<void> {
    setAsking(true);
    const answer = await conversation.complete();
    setAsking(false);
    if (answer.ok) return;
    if (answer.code === 'in-call' || answer.code === 'in-room') setRefused(answer.code);
    else toasts.show({ icon: 'warning', tone: 'stop', text: refusalInWords(answer.code) });
  }

  async function disconnectAndComplete(): Promise<void> {
    setAsking(true);
    const ended = await endCall(call);
    setAsking(false);
    setRefused(null);
    if (ended.ok || ended.code === 'call-ended') await complete();
    else toasts.show({ icon: 'warning', tone: 'stop', text: words.complete.failed });
  }

  async function leaveAndComplete(): Promise<void> {
    if (!(await rooms.leaveAll())) return;
    // The room's call goes with it; one that the room does not know is ended by itself.
    await endCall(conversation.call.get());
    setRefused(null);
    await complete();
  }

  /** Also from a tab that does not carry the call. */
  function endCall(of: Call | null): Promise<Ended> {
    const own = of?.legs.find((leg) => leg.personId === personId);
    if (of === null || own === undefined) return Promise.resolve({ ok: false, code: 'call-ended' });
    const session = sessions.get().get(of.id);
    if (session !== undefined) return session.end();
    return connection.send('end-call', { callId: of.id, legId: own.id });
  }

  return (
    <>
      <Button
        variant="outline"
        color="plain"
        size="xs"
        leftSection={<Icon name="check" size={15} />}
        loading={asking && refused === null}
        onClick={() => void complete()}
      >
        {words.chat.complete}
      </Button>
      {refused === 'in-call' ? (
        <Dialog title={words.complete.title} onClose={() => setRefused(null)}>
          <p>{words.complete.why(customer.name)}</p>
          <div className={styles.choices}>
            <Button variant="outline" color="plain" onClick={() => setRefused(null)}>
              {words.complete.stay}
            </Button>
            <Button color="stop" loading={asking} onClick={() => void disconnectAndComplete()}>
              {words.complete.disconnect}
            </Button>
          </div>
        </Dialog>
      ) : null}
      {refused === 'in-room' ? (
        <InRoomDialog
          why={videoWords.leaveFirst.complete(customer.name)}
          onDisconnect={leaveAndComplete}
          onStay={() => setRefused(null)}
        />
      ) : null}
    </>
  );
}

function refusalInWords(code: string): string {
  return code === 'not-yours' ? words.chat.notYours : words.chat.completing;
}
