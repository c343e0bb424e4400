import styles from './Face.module.css';
import { initialsOf } from './initials.ts';

const TINTS = 6;

type Props = { readonly name: string; readonly seed: string; readonly size: number };

/** A person without a photo: initials on a tint that stays theirs. */
export function Face({ name, seed, size }: Props) {
  const fontSize = Math.round(size * 0.38);
  return (
    <span
      className={styles.face}
      data-tint={tintOf(seed)}
      style={{ width: size, height: size, fontSize }}
      aria-hidden="true"
    >
      {initialsOf(name)}
    </span>
  );
}

function tintOf(seed: string): number {
  let sum = 0;
  for (const letter of seed) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9_973;
  return sum % TINTS;
}
