import type { Position } from '@parley/core/conversation/customer-request.ts';
import type { Workplace } from '../frame/workplace.ts';
import { Icon } from '../icons/Icon.tsx';
import { copyText } from '../video/copy-text.ts';
import styles from './Asking.module.css';
import { askingWords } from './asking-words.ts';

const W = askingWords.position;

/** Where the customer was: to read, to copy, and to open in whatever this computer shows places with (RFC 5870). */
export function PositionTools({
  position,
  toasts,
}: {
  readonly position: Position;
  readonly toasts: Workplace['toasts'];
}) {
  const { latitude, longitude, accuracyMetres } = position;
  const copy = async (): Promise<void> => {
    const isCopied = await copyText(W.where(position));
    toasts.show(
      isCopied
        ? { icon: 'check', tone: 'plain', text: W.copied }
        : { icon: 'warning', tone: 'warn', text: W.notCopied },
    );
  };
  return (
    <span className={styles.position}>
      <b className="number">{W.where(position)}</b> <span>{W.accuracy(position)}</span>
      <button type="button" aria-label={W.copy} title={W.copy} onClick={() => void copy()}>
        <Icon name="copy" size={16} />
      </button>
      <a href={`geo:${latitude},${longitude};u=${accuracyMetres}`}>{W.open}</a>
    </span>
  );
}
