import { durationInWords } from '../time-in-words.ts';
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
    <span className="number" data-testid={testId}>
      {durationInWords(Math.max(0, now - since))}
    </span>
  );
}
