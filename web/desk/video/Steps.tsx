import { invitationStep } from '@parley/core/conversation/invitation-step.ts';
import type { Room } from '@parley/core/conversation/room.ts';
import { Icon, type IconName } from '../icons/Icon.tsx';
import styles from './Room.module.css';
import { type ShownStep, stepsOf } from './steps.ts';
import { videoWords } from './video-words.ts';

const W = videoWords.steps;

/** How far an invitation has come (L2), live. */
export function Steps({ room }: { readonly room: Room }) {
  const isUnknown = room.delivery === 'unknown' && room.guest.state === 'away';
  return (
    <>
      <ol className={styles.steps} aria-label={W.title}>
        {stepsOf(invitationStep(room), room).map(({ name, is }) => (
          <li
            key={name}
            className={styles.step}
            data-is={is}
            aria-current={is === 'now' ? 'step' : undefined}
          >
            <Icon name={iconOf(name, is)} size={14} />
            {W[name]}
          </li>
        ))}
      </ol>
      {isUnknown ? <p className={styles.help}>{W.unknown}</p> : null}
    </>
  );
}

function iconOf(name: ShownStep['name'], is: ShownStep['is']): IconName {
  if (name === 'failed' || name === 'cancelled' || name === 'expired') return 'warning';
  return is === 'ahead' ? 'circle' : 'check';
}
