import { words } from '../../ui/words.ts';
import type { CallsAre } from '../entry/entry.ts';
import type { CallsNow } from './calls-now.ts';

/** Why the call buttons are off, in words. */
export function CallNote({ now, media }: { readonly now: CallsNow; readonly media: CallsAre }) {
  if (now === 'ready') return null;
  if (now !== 'preparing') {
    return (
      <p class="note" role="status">
        {words.calls[now]}
      </p>
    );
  }
  const percent = media.fraction === null ? null : Math.floor(media.fraction * 100);
  return (
    <div class="note" role="status">
      <p>{words.calls.preparing(percent)}</p>
      {percent !== null && (
        <progress max={100} value={percent} aria-label={words.calls.preparing(percent)} />
      )}
      <p class="soft">{words.calls.preparingHelp}</p>
    </div>
  );
}
