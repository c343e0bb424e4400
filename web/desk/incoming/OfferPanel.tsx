import { Button } from '@mantine/core';
import type { OfferCard } from '@parley/core/presence/desk-view.ts';
import { useState } from 'react';
import type { Connection } from '../../live/connection.ts';
import { Icon, type IconName } from '../icons/Icon.tsx';
import { words } from '../words.ts';
import { Elapsed } from '../work/Elapsed.tsx';
import { keysOf, useShortcut } from '../work/shortcuts.ts';
import { CountdownRing } from './CountdownRing.tsx';
import styles from './IncomingPanel.module.css';

type Props = {
  readonly connection: Connection;
  readonly offer: OfferCard;
  /** The shortcuts act on the one that has rung longest. */
  readonly isFirst: boolean;
  readonly onAnswer: () => Promise<void>;
  readonly onReject: () => Promise<void>;
};

const ICONS = {
  audio: 'phone',
  video: 'camera',
  screen: 'screen',
  chat: 'chat',
} as const satisfies Record<string, IconName>;

/** One offer: who, for what, since when, from where; Answer and Reject (B8). */
export function OfferPanel({ connection, offer, isFirst, onAnswer, onReject }: Props) {
  const [asked, setAsked] = useState<'answer' | 'reject' | null>(null);
  const kind = offer.kind ?? 'chat';

  function once(what: 'answer' | 'reject', run: () => Promise<void>): void {
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
          <h2 className={styles.name}>{offer.customerName}</h2>
          <p className={styles.kind}>
            {words.offer.kind[kind]} {words.offer.from(offer.queueName)}
          </p>
        </div>
      </div>
      <dl className={styles.facts}>
        <div>
          <dt>{words.offer.waits}</dt>
          <dd>
            <Elapsed since={connection.localTime(offer.waitingSince)} />
          </dd>
        </div>
        {offer.topic === '' ? null : <Fact name={words.offer.topic} value={offer.topic} />}
        <Fact name={words.offer.entry} value={offer.entryName} />
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
      </div>
    </section>
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
