import { durationInWords, waitInWords } from '../time-in-words.ts';
import { useNow } from './clock.ts';

type Props = {
  /** On this computer's clock. */
  readonly since: number;
  readonly testId?: string;
};

/** A running timer that keeps its width. */
export function Elapsed({ since, testId }: Props) {
  const now = useNow();
  return (
    <span className="number" role="timer" data-testid={testId}>
      {durationInWords(Math.max(0, now - since))}
    </span>
  );
}

/** A wait: counted by the second at first, in hours once nobody counts seconds any more. */
export function Waited({ since }: { readonly since: number }) {
  const now = useNow();
  return (
    <span className="number" role="timer">
      {waitInWords(Math.max(0, now - since))}
    </span>
  );
}
