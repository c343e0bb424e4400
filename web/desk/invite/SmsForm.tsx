import { Button, Checkbox, TextInput } from '@mantine/core';
import { REFERENCE_LENGTHS } from '@parley/contracts/rooms.ts';
import { type FormEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { kept } from '../../live/kept.ts';
import type { Workplace } from '../frame/workplace.ts';
import { Notice } from '../session/Notice.tsx';
import { durationInWords } from '../time-in-words.ts';
import { refusalInWords } from '../video/refusal-in-words.ts';
import { words } from '../words.ts';
import styles from './Invite.module.css';
import { inviteWords } from './invite-words.ts';
import type { InviteAsked } from './invites.ts';
import {
  type CountryCode,
  checkNumber,
  countriesIn,
  firstCountry,
  type NumberCheck,
} from './numbers.ts';
import { aboutSms } from './outbox.ts';
import type { SmsSent } from './SentBySms.tsx';

type Props = {
  readonly workplace: Workplace;
  readonly asked: InviteAsked;
  readonly onSent: (sent: SmsSent) => void;
};

const W = inviteWords.sms;
const lastCountry = kept('localStorage', 'parley-country', (value) => typeof value === 'string');

/** Who is invited, and under which reference; the number is read while it is typed. */
export function SmsForm({ workplace, asked, onSent }: Props) {
  const [country, setCountry] = useState(() => countryFor(asked.number));
  const [number, setNumber] = useState(asked.number);
  const [name, setName] = useState(asked.name);
  const [reference, setReference] = useState('');
  const [isRear, setIsRear] = useState(false);
  const [told, setTold] = useState<string | null>(null);
  const [isSending, setIsSending] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const allowed = useAllowed((codes) => {
    if (!codes.includes(country)) setCountry(firstCountry(codes[0] ?? null, []));
  });
  const check = useMemo(() => checkNumber(number, country), [number, country]);
  const missing = missingIn(reference);
  const isAllowed =
    allowed === null || check.is !== 'good' || allowed.includes(check.country ?? country);
  const isReady = check.is === 'good' && missing === 0 && isAllowed;

  function type(next: string): void {
    setNumber(next);
    const read = checkNumber(next, country);
    // A number that brings its country sets the picker: what is shown beside it stays true.
    if (read.is === 'good' && read.country !== null) setCountry(read.country);
  }

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    if (check.is !== 'good' || missing > 0) return;
    setIsSending(true);
    setTold(null);
    const typed = reference.trim();
    const answer = await workplace.connection.send('invite-by-sms', {
      conversationId: asked.conversationId,
      number: number.trim(),
      country,
      reference: typed === '' ? null : typed,
      camera: isRear ? 'rear' : 'front',
      name: name.trim(),
    });
    setIsSending(false);
    if (!answer.ok) {
      setTold(failedInWords(answer));
      return;
    }
    lastCountry.write(country);
    workplace.rooms.knows(answer.data);
    onSent({ ...answer.data, number: check.international });
  }

  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)}>
      <div className={styles.numberRow}>
        <CountryPicker country={country} allowed={allowed} onChoose={setCountry} />
        <TextInput
          ref={first}
          label={W.number}
          type="tel"
          role="textbox"
          autoComplete="off"
          value={number}
          maxLength={40}
          error={!isAllowed || (check.is === 'bad' && check.why !== 'too-short')}
          description={isAllowed ? checkInWords(check, country) : W.notAllowed}
          inputWrapperOrder={['label', 'input', 'description']}
          onChange={(event) => type(event.currentTarget.value)}
        />
      </div>
      <div className={styles.pair}>
        <TextInput
          label={W.name}
          autoComplete="off"
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={W.reference}
          autoComplete="off"
          maxLength={REFERENCE_LENGTHS.longest}
          value={reference}
          error={missing > 0}
          description={
            missing > 0
              ? W.referenceShort(missing)
              : W.referenceHelp(REFERENCE_LENGTHS.shortest, REFERENCE_LENGTHS.longest)
          }
          inputWrapperOrder={['label', 'input', 'description']}
          onChange={(event) => setReference(event.currentTarget.value)}
        />
      </div>
      <Checkbox
        label={W.rear}
        checked={isRear}
        onChange={(event) => setIsRear(event.currentTarget.checked)}
      />
      <Notice tone="stop" text={told} />
      <div className={styles.actions}>
        <Button type="submit" loading={isSending} disabled={!isReady}>
          {W.send}
        </Button>
      </div>
    </form>
  );
}

/** The number's own country, where one is given with it; else the usual one. */
function countryFor(number: string): CountryCode {
  const usual = firstCountry(lastCountry.read(), navigator.languages);
  const check = checkNumber(number, usual);
  return check.is === 'good' ? (check.country ?? usual) : usual;
}

/** The countries to which SMS may go, asked once; null for every one. */
function useAllowed(onKnown: (codes: readonly string[]) => void): readonly string[] | null {
  const [allowed, setAllowed] = useState<readonly string[] | null>(null);
  const told = useRef(onKnown);
  useEffect(() => {
    let alive = true;
    void aboutSms().then((about) => {
      if (!alive || !about?.countries) return;
      setAllowed(about.countries);
      told.current(about.countries);
    });
    return () => {
      alive = false;
    };
  }, []);
  return allowed;
}

type PickerProps = {
  readonly country: CountryCode;
  readonly allowed: readonly string[] | null;
  readonly onChoose: (country: CountryCode) => void;
};

/** The system's own list: it can be typed into and works on every device. */
function CountryPicker({ country, allowed, onChoose }: PickerProps) {
  const countries = useMemo(
    () => countriesIn(words.locale).filter(({ code }) => allowed?.includes(code) ?? true),
    [allowed],
  );
  const field = useId();
  return (
    <div className={styles.country}>
      <label className={styles.label} htmlFor={field}>
        {W.country}
      </label>
      <select
        id={field}
        className={styles.select}
        value={country}
        onChange={(event) => {
          const { value } = event.currentTarget;
          const chosen = countries.find((one) => one.code === value);
          if (chosen !== undefined) onChoose(chosen.code);
        }}
      >
        {countries.map(({ code, name, calling }) => (
          <option key={code} value={code}>
            {name} ({calling})
          </option>
        ))}
      </select>
    </div>
  );
}

function checkInWords(check: NumberCheck, country: CountryCode): string {
  if (check.is === 'empty') return W.check.empty;
  if (check.is === 'good') return W.check.good(check.international);
  if (check.why !== 'invalid') return W.check[check.why];
  const names = new Intl.DisplayNames([words.locale], { type: 'region' });
  return W.check.invalid(names.of(country) ?? country);
}

/** How many characters a reference that was begun still lacks. */
function missingIn(reference: string): number {
  const { length } = reference.trim();
  return length === 0 ? 0 : Math.max(0, REFERENCE_LENGTHS.shortest - length);
}

type Refused = Parameters<typeof refusalInWords>[0] & {
  readonly facts?: Readonly<Record<string, string | number>>;
};

function failedInWords({ code, facts }: Refused): string {
  const againMs = Number(facts?.retryAfterMs ?? 0);
  if (code === 'sms-capped' && againMs > 0) return W.capped(durationInWords(againMs));
  return refusalInWords({ code });
}
