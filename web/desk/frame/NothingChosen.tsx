import { Mark } from '../icons/Icon.tsx';
import { words } from '../words.ts';
import { useStore } from '../work/use-store.ts';
import styles from './NothingChosen.module.css';
import { ShiftButton } from './ShiftButton.tsx';
import type { ShownState } from './shown-state.ts';
import { useShownState } from './use-shown-state.ts';
import type { Workplace } from './workplace.ts';

type Props = { readonly workplace: Workplace; readonly withStart: boolean };

/** The middle while no conversation is chosen: where the agent stands, and how to begin. */
export function NothingChosen({ workplace, withStart }: Props) {
  const { desk, devices, ring, toasts } = workplace;
  const { presence, conversations } = useStore(desk.state).view;
  const shown = useShownState(workplace);
  const { title, help } = wordsFor(shown, { withStart, any: conversations.length > 0 });
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
  shown: ShownState,
  { withStart, any }: { readonly withStart: boolean; readonly any: boolean },
): { readonly title: string; readonly help: string } {
  const { nothing, frame } = words;
  if (withStart) return { title: nothing.offline, help: frame.startShiftHelp };
  if (any) return { title: nothing.title, help: nothing.help };
  switch (shown.name) {
    case 'ready':
      return { title: nothing.ready, help: nothing.readyHelp };
    case 'wrap-up':
      return { title: nothing.wrapUp, help: nothing.wrapUpHelp };
    case 'unreachable':
      return { title: words.state.cannotRing, help: inWords(shown.missing) };
    case 'paused':
      return { title: nothing.paused, help: nothing.pausedHelp };
    case 'offline':
    case 'unknown':
      return { title: nothing.offline, help: frame.startShiftHelp };
  }
}

function inWords(missing: Extract<ShownState, { name: 'unreachable' }>['missing']): string {
  return missing.map((one) => words.state.missing[one]).join(' ');
}
