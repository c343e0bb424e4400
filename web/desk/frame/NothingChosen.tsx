import type { Presence } from '@parley/core/presence/presence.ts';
import { Mark } from '../icons/Icon.tsx';
import { words } from '../words.ts';
import { useStore } from '../work/use-store.ts';
import styles from './NothingChosen.module.css';
import { ShiftButton } from './ShiftButton.tsx';
import type { Workplace } from './workplace.ts';

type Props = { readonly workplace: Workplace; readonly withStart: boolean };

/** The middle while no conversation is chosen: where the agent stands, and how to begin. */
export function NothingChosen({ workplace, withStart }: Props) {
  const { desk, devices, ring, toasts } = workplace;
  const { presence, conversations } = useStore(desk.state).view;
  const { title, help } = wordsFor(presence, { withStart, any: conversations.length > 0 });
  return (
    <section className={styles.place}>
      <Mark size={44} />
      <h2 className={styles.title}>{title}</h2>
      <p className={styles.help}>{help}</p>
      <div className={styles.action}>
        {withStart ? (
          <ShiftButton
            presence={presence}
            desk={desk}
            devices={devices}
            ring={ring}
            toasts={toasts}
          />
        ) : null}
      </div>
    </section>
  );
}

function wordsFor(
  presence: Presence | null,
  { withStart, any }: { readonly withStart: boolean; readonly any: boolean },
): { readonly title: string; readonly help: string } {
  const { nothing, frame } = words;
  if (withStart) return { title: nothing.offline, help: frame.startShiftHelp };
  if (any) return { title: nothing.title, help: nothing.help };
  if (presence?.wish.state === 'ready') return { title: nothing.ready, help: nothing.readyHelp };
  if (presence?.wish.state === 'paused') return { title: nothing.paused, help: nothing.pausedHelp };
  return { title: nothing.offline, help: frame.startShiftHelp };
}
