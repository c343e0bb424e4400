import { words } from '../../ui/words.ts';
import { Header } from './Header.tsx';

/** Something is on its way. */
export function Loading({
  title,
  onClose,
}: {
  readonly title: string;
  readonly onClose: () => void;
}) {
  return (
    <>
      <Header title={title} onClose={onClose} />
      <div class="loading" role="status">
        <span class="dots" aria-hidden="true">
          <i />
          <i />
          <i />
        </span>
        <span class="unseen">{words.loading}</span>
      </div>
    </>
  );
}
