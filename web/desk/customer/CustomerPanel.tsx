import { ActionIcon } from '@mantine/core';
import type { ConversationView } from '@parley/core/conversation/view.ts';
import type { DeskConversation } from '@parley/core/presence/desk-view.ts';
import type { ReactNode } from 'react';
import type { Connection } from '../../live/connection.ts';
import type { ConversationSession } from '../../live/conversation.ts';
import { FeedbackGiven } from '../asking/FeedbackGiven.tsx';
import { eventInWords } from '../chat/event-in-words.ts';
import { Face } from '../Face.tsx';
import type { Workplace } from '../frame/workplace.ts';
import { Icon } from '../icons/Icon.tsx';
import { dayInWords, exactClockInWords } from '../time-in-words.ts';
import { cameByInWords } from '../video/came-by.ts';
import { words } from '../words.ts';
import { useStore } from '../work/use-store.ts';
import { CallsToWrapUp } from '../wrap-up/CallsToWrapUp.tsx';
import styles from './CustomerPanel.module.css';
import { useEntry } from './use-entry.ts';

type Props = {
  readonly workplace: Workplace;
  readonly conversation: ConversationSession;
  readonly row: DeskConversation;
  readonly onBack: () => void;
};

/** Who the customer is, where they come from and what has happened (B14). */
export function CustomerPanel({ workplace, conversation, row, onBack }: Props) {
  const { who, connection, wrapUps } = workplace;
  const { view } = useStore(conversation.state);
  const entry = useEntry(view.entryId);
  const form = Object.entries(view.form);
  const labels = new Map(entry?.form.map((field) => [field.name, field.label]));
  return (
    <aside className={styles.panel} aria-label={words.frame.customerPanel}>
      <div className={styles.head}>
        <Face name={row.customerName} seed={row.conversationId} size={40} />
        <div className={styles.title}>
          <p className={styles.label}>{words.customer.title}</p>
          <h2 className={styles.name}>{row.customerName}</h2>
          <Proof customer={view.customer} />
        </div>
        <ActionIcon className={styles.back} aria-label={words.pane.chat} onClick={onBack}>
          <Icon name="close" />
        </ActionIcon>
      </div>
      <section
        className={styles.body}
        aria-label={words.customer.details}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard.
        tabIndex={0}
      >
        <Signed customer={view.customer} />
        <Section title={words.customer.form}>
          {form.length === 0 ? <p className={styles.none}>{words.customer.noForm}</p> : null}
          <dl className={styles.facts}>
            {form.map(([name, value]) => (
              <Fact key={name} name={labels.get(name) ?? name} value={value} />
            ))}
          </dl>
        </Section>
        <Section title={words.customer.page}>
          {view.page === null ? (
            <p className={styles.none}>{words.customer.noPage}</p>
          ) : (
            <>
              <p className={styles.pageTitle}>{view.page.title}</p>
              {/* Text, never a link: the address comes from outside. */}
              <p className={styles.address}>{view.page.url}</p>
            </>
          )}
        </Section>
        <dl className={styles.facts}>
          {view.cameBy === null ? null : (
            <Fact name={words.customer.entry} value={cameByInWords(view.cameBy)} />
          )}
          {view.entryId === '' ? null : (
            <Fact name={words.customer.entry} value={entry?.name ?? view.entryId} />
          )}
          {row.queueName === '' ? null : <Fact name={words.customer.queue} value={row.queueName} />}
          <Fact name={words.customer.reference} value={row.conversationId} small />
        </dl>
        <FeedbackGiven feedback={view.feedback} />
        <CallsToWrapUp
          connection={connection}
          view={view}
          row={row}
          personId={who.personId}
          wrapUps={wrapUps}
        />
        <Section title={words.customer.timeline}>
          <Timeline connection={connection} conversation={conversation} />
        </Section>
      </section>
    </aside>
  );
}

type ProofProps = { readonly customer: ConversationView['customer'] };

/** Whether the business's own server has signed for who this is; all else is only what they say. */
function Proof({ customer }: ProofProps) {
  const { verified } = customer;
  return (
    <p className={styles.proof} data-verified={verified !== null}>
      <Icon name={verified === null ? 'help' : 'check'} size={13} />
      {verified === null ? words.customer.notVerified : words.customer.verified}
    </p>
  );
}

/** What the signature says, apart from what was typed. */
function Signed({ customer }: ProofProps) {
  const { verified } = customer;
  if (verified === null) return null;
  const { subject, name, email, phone } = verified;
  const W = words.customer.signed;
  const facts = [
    [W.subject, subject],
    [W.name, name],
    [W.email, email],
    [W.phone, phone],
  ] as const;
  return (
    <Section title={W.title}>
      <dl className={styles.facts}>
        {facts.map(([label, value]) =>
          value === null ? null : <Fact key={label} name={label} value={value} />,
        )}
      </dl>
    </Section>
  );
}

type SectionProps = { readonly title: string; readonly children: ReactNode };

function Section({ title, children }: SectionProps) {
  return (
    <section className={styles.section}>
      <h3 className={styles.label}>{title}</h3>
      {children}
    </section>
  );
}

type FactProps = { readonly name: string; readonly value: string; readonly small?: boolean };

function Fact({ name, value, small = false }: FactProps) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd dir="auto" data-small={small}>
        {value}
      </dd>
    </div>
  );
}

type TimelineProps = Pick<Props, 'conversation'> & { readonly connection: Connection };

function Timeline({ connection, conversation }: TimelineProps) {
  const { timeline } = useStore(conversation.state).view;
  const told = timeline.flatMap((entry) => {
    const event = eventInWords(entry);
    return event === null ? [] : [{ entry, event, at: connection.localTime(entry.at) }];
  });
  if (told.length === 0) return <p className={styles.none}>{words.customer.noTimeline}</p>;
  return (
    <ol className={styles.timeline}>
      {told.toReversed().map(({ entry, event, at }) => (
        <li key={entry.seq} className={styles.moment} data-tone={event.tone}>
          <time className={`${styles.time} number`} title={dayInWords(at, Date.now())}>
            {exactClockInWords(at)}
          </time>
          <span>{event.text}</span>
        </li>
      ))}
    </ol>
  );
}
