import type { Call, Leg } from '@parley/core/call/call.ts';
import { answeredLegs } from '@parley/core/call/people.ts';
import { barWords } from '../bar/bar-words.ts';
import { Face } from '../Face.tsx';
import styles from './BesideBar.module.css';

const W = barWords.person;

type Props = { readonly call: Call; readonly legId: string };

/** Everybody in a conference, and how each of them stands. */
export function PeopleInCall({ call, legId }: Props) {
  return (
    <ul className={styles.people} aria-label={barWords.beside.people}>
      {answeredLegs(call).map((leg) => (
        <li key={leg.id} className={styles.person}>
          <Face name={leg.name} seed={leg.personId} size={22} />
          <span className={styles.personName}>{leg.name}</span>
          <span className={styles.personState} data-bad={leg.link.state === 'interrupted'}>
            {statesOf(leg, legId).join(', ')}
          </span>
        </li>
      ))}
    </ul>
  );
}

const LINKS = { connected: W.connected, joining: W.joining, interrupted: W.interrupted } as const;

function statesOf(leg: Leg, ownLegId: string): readonly string[] {
  return [
    ...(leg.id === ownLegId ? [W.you] : []),
    LINKS[leg.link.state],
    ...(leg.microphone === 'muted' ? [W.muted] : []),
    ...(leg.picture.source === 'none' ? [] : [W[leg.picture.source]]),
  ];
}
