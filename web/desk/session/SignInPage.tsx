import { Button, PasswordInput, TextInput } from '@mantine/core';
import type { Problem, SignedIn } from '@parley/contracts/rest.ts';
import { type FormEvent, useState } from 'react';
import { Mark } from '../icons/Icon.tsx';
import { words } from '../words.ts';
import { signInAs } from './account.ts';
import { Notice } from './Notice.tsx';
import { problemInWords } from './problem-in-words.ts';
import styles from './SignInPage.module.css';
import { useWaitUntil } from './use-wait-until.ts';

type Props = {
  readonly because: string | null;
  readonly onSignedIn: (who: SignedIn) => void;
};

/** The door of the desk. */
export function SignInPage({ because, onSignedIn }: Props) {
  const [problem, setProblem] = useState<Problem | 'unreachable' | null>(null);
  const [asking, setAsking] = useState(false);
  const wait = useWaitUntil();

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setAsking(true);
    const reply = await signInAs(String(form.get('email')), String(form.get('password')));
    setAsking(false);
    if (reply.ok) {
      onSignedIn(reply.data);
      return;
    }
    setProblem(reply.problem ?? 'unreachable');
    wait.start(reply.problem?.retryAfterMs ?? 0);
  }

  const told = problem === null ? because : problemInWords(problem, wait.leftMs);
  return (
    <main className={styles.page}>
      <form className={styles.card} onSubmit={(event) => void submit(event)}>
        <div className={styles.brand}>
          <Mark size={34} />
          <h1 className={styles.title}>{words.signIn.title}</h1>
        </div>
        <TextInput
          name="email"
          type="email"
          label={words.signIn.email}
          autoComplete="username"
          required
          withAsterisk={false}
          autoFocus
          size="md"
        />
        <PasswordInput
          name="password"
          label={words.signIn.password}
          autoComplete="current-password"
          required
          withAsterisk={false}
          visibilityToggleButtonProps={{ 'aria-label': words.signIn.showPassword }}
          size="md"
        />
        <Notice tone={problem === null ? 'plain' : 'stop'} text={told} />
        <Button type="submit" size="md" loading={asking} disabled={wait.leftMs > 0} fullWidth>
          {words.signIn.submit}
        </Button>
      </form>
      <p className={styles.foot}>{words.signIn.foot}</p>
    </main>
  );
}
