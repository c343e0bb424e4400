import { pauseInWords } from '../frame/pause-in-words.ts';
import type { Workplace } from '../frame/workplace.ts';
import { Elapsed } from '../work/Elapsed.tsx';
import { useStore } from '../work/use-store.ts';
import { barWords } from './bar-words.ts';
import styles from './CallBar.module.css';

/** How long one has been at work, and how long the pause lasts and which it is (B6). */
export function BarTimers({ workplace }: { readonly workplace: Workplace }) {
  const { connection, desk } = workplace;
  const { presence } = useStore(desk.state).view;
  const since = presence?.shiftSince ?? null;
  const pause = presence?.wish.state === 'paused' ? presence.wish : null;
  return (
    <dl className={styles.timers}>
      <div>
        <dt>{since === null ? barWords.timers.noShift : barWords.timers.shift}</dt>
        {since === null ? null : (
          <dd>
            <Elapsed since={connection.localTime(since)} testId="shift-timer" />
          </dd>
        )}
      </div>
      {pause === null ? null : (
        <div className={styles.pause}>
          <dt>{`${barWords.timers.pause}: ${pauseInWords(pause.reason)}`}</dt>
          <dd>
            <Elapsed since={connection.localTime(pause.since)} testId="pause-timer" />
          </dd>
        </div>
      )}
    </dl>
  );
}
