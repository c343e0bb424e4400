import { Button, Loader } from '@mantine/core';
import type { ContactsImported } from '@parley/contracts/directory.ts';
import { CSV_BYTES } from '@parley/contracts/limits.ts';
import { type ChangeEvent, useEffect, useRef, useState } from 'react';
import { Icon } from '../icons/Icon.tsx';
import { Notice } from '../session/Notice.tsx';
import styles from './ContactForm.module.css';
import { importContacts } from './contact-requests.ts';
import { contactWords } from './contact-words.ts';
import { fileRefusalInWords } from './refusal-in-words.ts';

const { csv } = contactWords;

type Step =
  | { readonly name: 'ready' }
  | { readonly name: 'reading' }
  | { readonly name: 'refused'; readonly because: string }
  | { readonly name: 'done'; readonly result: ContactsImported };

/** Takes a CSV file and says what became of it. */
export function ImportPanel({ onDone }: { readonly onDone: () => void }) {
  const [step, setStep] = useState<Step>({ name: 'ready' });
  const input = useRef<HTMLInputElement>(null);
  const choose = useRef<HTMLButtonElement>(null);
  useEffect(() => choose.current?.focus(), []);

  async function take(event: ChangeEvent<HTMLInputElement>): Promise<void> {
    const field = event.currentTarget;
    const [file] = field.files ?? [];
    // The same file may be chosen again once it was mended.
    field.value = '';
    if (file === undefined) return;
    if (file.size > CSV_BYTES) {
      setStep({ name: 'refused', because: csv.tooLarge });
      return;
    }
    setStep({ name: 'reading' });
    const reply = await importContacts(file);
    if (reply.ok) setStep({ name: 'done', result: reply.data });
    else setStep({ name: 'refused', because: fileRefusalInWords(reply.problem) });
  }

  const isDone = step.name === 'done';
  return (
    <div className={styles.form}>
      <p className={styles.soft}>{csv.help}</p>
      <input
        ref={input}
        hidden
        type="file"
        accept=".csv,.tsv,.txt,text/csv"
        aria-label={csv.choose}
        onChange={(event) => void take(event)}
      />
      <div role="status">
        {step.name === 'reading' ? <Loader size="sm" aria-label={csv.reading} /> : null}
        {isDone ? <Result result={step.result} /> : null}
      </div>
      {step.name === 'refused' ? <Notice tone="stop" text={step.because} /> : null}
      <div className={styles.actions}>
        <Button
          ref={choose}
          variant={isDone ? 'light' : 'filled'}
          leftSection={<Icon name="file-in" size={16} />}
          disabled={step.name === 'reading'}
          onClick={() => input.current?.click()}
        >
          {step.name === 'ready' ? csv.choose : csv.another}
        </Button>
        {isDone ? <Button onClick={onDone}>{csv.done}</Button> : null}
      </div>
    </div>
  );
}

function Result({ result }: { readonly result: ContactsImported }) {
  const { added, updated, unchanged, refused, refusedCount } = result;
  return (
    <div className={styles.form}>
      <Notice tone="go" text={csv.counts(added, updated, unchanged)} />
      {refusedCount === 0 ? null : (
        <>
          <p>{csv.refused(refusedCount)}</p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard. */}
          <ul className={styles.refused} tabIndex={0} aria-label={csv.refused(refusedCount)}>
            {refused.map(({ line, because, field }) => (
              <li key={line}>
                <span className={styles.lineNumber}>{csv.line(line)}</span>
                <span>{csv.because(because, field)}</span>
              </li>
            ))}
            {refusedCount > refused.length ? (
              <li>{csv.moreLines(refusedCount - refused.length)}</li>
            ) : null}
          </ul>
        </>
      )}
    </div>
  );
}
