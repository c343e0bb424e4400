import { Icon } from '../../ui/icons/Icon.tsx';
import { words } from '../../ui/words.ts';
import { Header } from './Header.tsx';
import type { Trouble } from './visit.ts';

/** Never a blank page: what is wrong, and what can be done. */
export function TroublePage({
  trouble,
  onAgain,
  onClose,
}: {
  readonly trouble: Trouble;
  readonly onAgain: () => void;
  readonly onClose: () => void;
}) {
  return (
    <>
      <Header title={words.title} onClose={onClose} />
      <div class="note-page" role="alert">
        <span class="badge-icon">
          <Icon name="warning" size={28} />
        </span>
        <h2>{words.trouble[trouble]}</h2>
        <p>{words.trouble[`${trouble}Help`]}</p>
        {trouble === 'unreachable' && (
          <button type="button" class="primary" data-first onClick={onAgain}>
            {words.tryAgain}
          </button>
        )}
      </div>
    </>
  );
}
