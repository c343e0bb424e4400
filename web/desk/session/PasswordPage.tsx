import { Button, PasswordInput } from '@mantine/core';
import type { Problem } from '@parley/contracts/rest.ts';
import { brokenPasswordRules, type PasswordRule } from '@parley/core/access/password.ts';
import { type FormEvent, useState } from 'react';
import { Icon, Mark } from '../icons/Icon.tsx';
import { words } from '../words.ts';
import { changePassword } from './account.ts';
import { Notice } from './Notice.tsx';
import { problemInWords } from './problem-in-words.ts';
import styles from './SignInPage.module.css';

const SHOWN: readonly PasswordRule[] = ['length', 'lower', 'upper', 'digit', 'special'];

/** Shown before anything else when the password must be changed. */
export function PasswordPage({ onChanged }: { readonly onChanged: () => void }) {
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <div className={styles.brand}>
          <Mark size={34} />
          <h1 className={styles.title}>{words.password.title}</h1>
        </div>
        <p>{words.password.why}</p>
        <PasswordForm onChanged={onChanged} />
      </div>
    </main>
  );
}

/** Changes one's own password; says each rule and whether the new one keeps it. */
export function PasswordForm({ onChanged }: { readonly onChanged: () => void }) {
  const [next, setNext] = useState('');
  const [told, setTold] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const broken = brokenPasswordRules(next);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    if (next !== form.get('again')) {
      setTold(words.password.notTheSame);
      return;
    }
    setAsking(true);
    const reply = await changePassword(String(form.get('current')), next);
    setAsking(false);
    if (reply.ok) onChanged();
    else setTold(refusalInWords(reply.problem));
  }

  return (
    <form style={{ display: 'grid', gap: 12 }} onSubmit={(event) => void submit(event)}>
      <PasswordInput
        name="current"
        label={words.password.current}
        autoComplete="current-password"
        required
        withAsterisk={false}
      />
      <PasswordInput
        label={words.password.next}
        autoComplete="new-password"
        required
        withAsterisk={false}
        value={next}
        onChange={(event) => setNext(event.currentTarget.value)}
      />
      <ul className={styles.rules}>
        {SHOWN.map((rule) => (
          <li key={rule} className={styles.rule} data-kept={!broken.includes(rule)}>
            <Icon name={broken.includes(rule) ? 'circle' : 'check'} size={14} />
            {words.password.rules[rule]}
          </li>
        ))}
      </ul>
      <PasswordInput
        name="again"
        label={words.password.again}
        autoComplete="new-password"
        required
        withAsterisk={false}
      />
      <Notice tone="stop" text={told} />
      <Button type="submit" loading={asking} disabled={broken.length > 0}>
        {words.password.submit}
      </Button>
    </form>
  );
}

function refusalInWords(problem: Problem | null): string {
  if (problem === null) return problemInWords('unreachable', 0);
  const rules = problem.facts?.broken;
  if (Array.isArray(rules)) {
    const known = rules.flatMap((rule) => words.password.rules[rule as PasswordRule] ?? []);
    return words.password.broken(known.join(' '));
  }
  if (problem.code === 'wrong-password') return words.password.wrongCurrent;
  return problemInWords(problem, problem.retryAfterMs ?? 0);
}
