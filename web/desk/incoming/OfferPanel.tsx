import { Button, Popover } from '@mantine/core';
import type { CallTarget } from '@parley/contracts/call-verbs.ts';
import { type OfferCard, occasionOf } from '@parley/core/presence/desk-view.ts';
import { useState } from 'react';
import type { Connection } from '../../live/connection.ts';
import { askingWords } from '../asking/asking-words.ts';
import { barWords } from '../bar/bar-words.ts';
import { TransferPanel } from '../calls/TransferPanel.tsx';
import { Icon, type IconName } from '../icons/Icon.tsx';
import { toldOf, whoRings } from '../notices/offer-in-words.ts';
import { cameByInWords } from '../video/came-by.ts';
import { words } from '../words.ts';
import { useNow } from '../work/clock.ts';
import { Elapsed } from '../work/Elapsed.tsx';
import { keysOf, useShortcut } from '../work/shortcuts.ts';
import { CountdownRing } from './CountdownRing.tsx';
import styles from './IncomingPanel.module.css';

type Props = {
  readonly connection: Connection;
  readonly offer: OfferCard;
  /** The shortcuts act on the one that has rung longest. */
  readonly isFirst: boolean;
  readonly onAnswer: () => Promise<unknown>;
  readonly onReject: () => Promise<void>;
  /** Null for what cannot be sent on. */
  readonly onForward: ((to: CallTarget) => Promise<boolean>) | null;
  /** When it answers by itself, on this computer's clock; null when it does not (B13). */
  readonly answersAt: number | null;
};

const ICONS = {
  audio: 'phone',
  video: 'camera',
  screen: 'screen',
  chat: 'chat',
} as const satisfies Record<string, IconName>;

/** One offer: who, for what, since when, from where; Answer and Reject (B8). */
export function OfferPanel(props: Props) {
  const { connection, offer, isFirst, onAnswer, onReject, onForward, answersAt } = props;
  const [asked, setAsked] = useState<'answer' | 'reject' | null>(null);
  const kind = offer.kind ?? 'chat';

  function once(what: 'answer' | 'reject', run: () => Promise<unknown>): void {
    if (asked !== null) return;
    setAsked(what);
    void run().finally(() => setAsked(null));
  }
  const answer = (): void => once('answer', onAnswer);
  const reject = (): void => once('reject', onReject);
  useShortcut('answer', isFirst ? answer : null);
  useShortcut('reject', isFirst ? reject : null);

  return (
    <section className={styles.card} aria-label={words.offer.region}>
      <div className={styles.head}>
        <CountdownRing until={connection.localTime(offer.ringsUntil)}>
          <Icon name={ICONS[kind]} size={22} />
        </CountdownRing>
        <div className={styles.who}>
          <h2 className={styles.name}>{whoRings(toldOf(offer))}</h2>
          <p className={styles.kind}>{whatIn(offer)}</p>
        </div>
      </div>
      {answersAt === null ? null : <AutoAnswering at={answersAt} />}
      <dl className={styles.facts}>
        <div>
          <dt>{words.offer.waits}</dt>
          <dd>
            <Elapsed since={connection.localTime(offer.waitingSince)} />
          </dd>
        </div>
        {offer.topic === '' ? null : <Fact name={words.offer.topic} value={offer.topic} />}
        {offer.callback === null ? null : (
          <Fact name={askingWords.callback.how} value={howIn(offer.callback)} />
        )}
        <Source offer={offer} />
        {offer.page === null ? null : (
          <Fact
            name={words.offer.page}
            value={offer.page.title || offer.page.url}
            title={offer.page.url}
          />
        )}
      </dl>
      <div className={styles.actions}>
        <Button
          color="go"
          size="md"
          leftSection={<Icon name={offer.kind === null ? 'chat' : 'phone'} />}
          title={keysOf('answer').join('+')}
          loading={asked === 'answer'}
          onClick={answer}
        >
          {words.offer.answer}
        </Button>
        <Button
          color="stop"
          size="md"
          leftSection={<Icon name={offer.kind === null ? 'close' : 'hang-up'} />}
          title={keysOf('reject').join('+')}
          loading={asked === 'reject'}
          onClick={reject}
        >
          {words.offer.reject}
        </Button>
        {onForward === null ? null : <ForwardButton onForward={onForward} />}
      </div>
    </section>
  );
}

function howIn({ way, number }: NonNullable<OfferCard['callback']>): string {
  return way === 'web' ? askingWords.callback.web : (number ?? '');
}

/** The entry the customer came through, or the link. */
function Source({ offer: { purpose, entryName, cameBy } }: { readonly offer: OfferCard }) {
  const source = cameBy === null ? entryName : cameByInWords(cameBy);
  return purpose === 'internal' || source === '' ? null : (
    <Fact name={words.offer.entry} value={source} />
  );
}

function kindIn(offer: OfferCard): string {
  switch (occasionOf(offer)) {
    case 'callback':
      return askingWords.callback.kind;
    case 'room':
      return words.offer.room;
    case null:
      return words.offer.kind[offer.kind ?? 'chat'];
  }
}

/** For what, in one line: of which kind, for which queue or customer. */
function whatIn(offer: OfferCard): string {
  const kind = kindIn(offer);
  const { purpose, customerName, fromName, queueName } = offer;
  switch (purpose) {
    case 'call': {
      const sent = fromName === null ? '' : ` · ${words.offer.sentBy(fromName)}`;
      const queue = queueName === '' ? '' : ` ${words.offer.from(queueName)}`;
      return `${kind}${queue}${sent}`;
    }
    case 'consult':
      return words.offer.consult(customerName);
    case 'transfer':
      return words.offer.transfer(customerName);
    case 'internal':
      return words.offer.internal[offer.kind === 'audio' ? 'audio' : 'video'];
  }
}

/** The countdown to an answer that comes by itself. */
function AutoAnswering({ at }: { readonly at: number }) {
  const seconds = Math.max(0, Math.ceil((at - useNow()) / 1_000));
  return (
    <p className={styles.auto} role="timer" aria-live="off">
      <Icon name="auto-answer" size={16} />
      <span className="number">{barWords.autoAnswerIn(seconds)}</span>
    </p>
  );
}

type ForwardProps = { readonly onForward: (to: CallTarget) => Promise<boolean> };

/** Sends the ringing call on; the choice is the confirmation (X5, B8). */
function ForwardButton({ onForward }: ForwardProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Popover
      opened={isOpen}
      onChange={setIsOpen}
      position="bottom-end"
      width={360}
      shadow="md"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <Button
          className={styles.pass}
          color="pass"
          size="md"
          leftSection={<Icon name="transfer" />}
          onClick={() => setIsOpen((open) => !open)}
        >
          {barWords.transfer.open}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={barWords.transfer.forwardTitle}>
        <TransferPanel
          title={barWords.transfer.forwardTitle}
          onNow={onForward}
          onAsk={null}
          onClose={() => setIsOpen(false)}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

type FactProps = { readonly name: string; readonly value: string; readonly title?: string };

function Fact({ name, value, title }: FactProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd dir="auto" title={title}>
        {value}
      </dd>
    </div>
  );
}
