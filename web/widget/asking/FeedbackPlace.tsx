import { useState } from 'preact/hooks';
import { kept } from '../../live/kept.ts';
import { FeedbackCard } from '../../ui/asking/FeedbackCard.tsx';
import { useStore } from '../../ui/use-store.ts';
import type { Session } from '../chat/session.ts';
import { feedbackDue } from './feedback-due.ts';

/** Asks once how it was, beside the chat and never in its way (E10). */
export function FeedbackPlace({ session }: { readonly session: Session }) {
  const { view, loaded } = useStore(session.conversation.state);
  const [skipped] = useState(() => kept('sessionStorage', SKIPPED, isText));
  const [last, setLast] = useState(() => skipped.read());
  const due = loaded ? feedbackDue(view, Date.now()) : null;
  if (due === null || due.key === last) return null;
  const skip = (): void => {
    skipped.write(due.key);
    setLast(due.key);
  };
  return <FeedbackCard key={due.key} due={due} session={session} onSkip={skip} />;
}

const SKIPPED = 'parley-feedback-skipped';

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
