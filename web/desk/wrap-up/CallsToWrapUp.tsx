import { Button } from '@mantine/core';
import type { ConversationView, WrapUpSeen } from '@parley/core/conversation/view.ts';
import type { DeskConversation } from '@parley/core/presence/desk-view.ts';
import type { Connection } from '../../live/connection.ts';
import { clockInWords } from '../time-in-words.ts';
import { SILENT } from './cards.ts';
import { type OwnCall, ownCalls } from './own-calls.ts';
import styles from './WrapUps.module.css';
import { wrapUpWords } from './wrap-up-words.ts';
import type { WrapUps } from './wrap-ups.ts';

type Props = {
  readonly connection: Connection;
  readonly view: ConversationView;
  readonly row: DeskConversation;
  readonly personId: string;
  readonly wrapUps: WrapUps;
};

const W = wrapUpWords.ofCalls;

/** What the agent said about their calls of this conversation, to be said later or corrected; nothing where there was none. */
export function CallsToWrapUp({ connection, view, row, personId, wrapUps }: Props) {
  const calls = ownCalls(view, personId);
  if (calls.length === 0) return null;
  const { conversationId, customerName } = row;
  return (
    <section className={styles.calls}>
      <h3 className={styles.label}>{W.title}</h3>
      <ul className={styles.list}>
        {calls.map(({ callId, at, wrapUp }) => (
          <Call
            key={callId}
            time={clockInWords(connection.localTime(at))}
            wrapUp={wrapUp}
            onOpen={() => wrapUps.open({ conversationId, callId, customerName }, wrapUp ?? SILENT)}
          />
        ))}
      </ul>
    </section>
  );
}

type CallProps = {
  readonly time: string;
  readonly wrapUp: OwnCall['wrapUp'];
  readonly onOpen: () => void;
};

function Call({ time, wrapUp, onOpen }: CallProps) {
  const text = saidInWords(wrapUp);
  const isOpen = wrapUp !== null && wrapUp.until !== null;
  return (
    <li className={styles.call}>
      <p className={styles.when}>{W.call(time)}</p>
      <p className={styles.said} dir="auto" data-silent={text === null}>
        {isOpen ? W.open : (text ?? W.nothing)}
      </p>
      {isOpen ? null : (
        <Button
          size="compact-xs"
          variant="default"
          color="plain"
          aria-label={text === null ? W.addTo(time) : W.editOf(time)}
          onClick={onOpen}
        >
          {text === null ? W.add : W.edit}
        </Button>
      )}
    </li>
  );
}

function saidInWords(wrapUp: WrapUpSeen | null): string | null {
  if (wrapUp === null) return null;
  const said = [wrapUp.code ?? '', wrapUp.note].filter((one) => one !== '').join('. ');
  return said === '' ? null : said;
}
