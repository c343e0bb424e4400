import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { NOTE_LENGTH } from '@parley/contracts/limits.ts';
import { type KeyboardEvent, useId, useState } from 'react';
import type { Connection } from '../../live/connection.ts';
import { Icon } from '../icons/Icon.tsx';
import type { WrapUpCard } from './cards.ts';
import { TimeLeft } from './TimeLeft.tsx';
import styles from './WrapUps.module.css';
import { wrapUpWords } from './wrap-up-words.ts';
import type { WrapUps } from './wrap-ups.ts';

type Props = {
  readonly card: WrapUpCard;
  readonly codes: readonly string[];
  readonly connection: Connection;
  readonly wrapUps: WrapUps;
};

/** Code and note of one call (B15). What is typed stays when the time runs out. */
export function WrapUpForm({ card, codes, connection, wrapUps }: Props) {
  const { callId, customerName, until, said, isSaving } = card;
  // Of a card that never had time left in this page the agent opened it.
  const [hadTime] = useState(until !== null);
  const over = said.note.length - NOTE_LENGTH;
  const hint = useId();

  const finish = (): void => {
    if (over <= 0) void wrapUps.finish(callId);
  };
  const finishByKeys = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !event.ctrlKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    finish();
  };

  return (
    <section className={styles.card} aria-label={wrapUpWords.region} data-over={until === null}>
      <div className={styles.head}>
        <span className={styles.sign} aria-hidden="true">
          <Icon name="clock" />
        </span>
        <div className={styles.title}>
          <h2 className={styles.name} dir="auto">
            {wrapUpWords.title(customerName)}
          </h2>
          {until === null ? (
            <p className={styles.time}>{hadTime ? wrapUpWords.over : wrapUpWords.later}</p>
          ) : (
            <TimeLeft until={connection.localTime(until)} />
          )}
        </div>
      </div>
      <Codes
        codes={codes}
        chosen={said.code}
        onChoose={(code) => wrapUps.write(callId, { ...said, code })}
      />
      <textarea
        className={styles.note}
        aria-label={wrapUpWords.note}
        aria-describedby={hint}
        aria-invalid={over > 0}
        placeholder={wrapUpWords.notePlaceholder}
        rows={1}
        value={said.note}
        onChange={(event) => wrapUps.write(callId, { ...said, note: event.currentTarget.value })}
        onKeyDown={finishByKeys}
      />
      <div className={styles.actions}>
        <Button size="sm" color="go" loading={isSaving} disabled={over > 0} onClick={finish}>
          {until === null ? wrapUpWords.save : wrapUpWords.finish}
        </Button>
        {until === null ? (
          <Tooltip label={wrapUpWords.close}>
            <ActionIcon aria-label={wrapUpWords.close} onClick={() => wrapUps.drop(callId)}>
              <Icon name="close" />
            </ActionIcon>
          </Tooltip>
        ) : null}
      </div>
      <p className={styles.tooLong} id={hint} role="status">
        {over > 0 ? wrapUpWords.tooLong(over) : ''}
      </p>
    </section>
  );
}

type CodesProps = {
  readonly codes: readonly string[];
  readonly chosen: string | null;
  readonly onChoose: (code: string | null) => void;
};

/** One press chooses a code, a second one takes it back. */
function Codes({ codes, chosen, onChoose }: CodesProps) {
  // What was chosen once is shown even where the list no longer has it.
  const shown = chosen === null || codes.includes(chosen) ? codes : [...codes, chosen];
  if (shown.length === 0) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a row everywhere.
    <div className={styles.codes} role="group" aria-label={wrapUpWords.code}>
      {shown.map((code) => (
        <button
          key={code}
          type="button"
          className={styles.code}
          aria-pressed={code === chosen}
          onClick={() => onChoose(code === chosen ? null : code)}
        >
          {code}
        </button>
      ))}
    </div>
  );
}
