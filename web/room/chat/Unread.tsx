import { roomWords } from '../words.ts';

/** How much was written and not read yet; its words have the id `room-unread`. */
export function Unread({ count }: { readonly count: number }) {
  return count === 0 ? null : (
    <span class="badge" data-testid="unread">
      <span aria-hidden="true">{count > 9 ? '9+' : count}</span>
      <span class="unseen" id="room-unread">
        {roomWords.unread(count)}
      </span>
    </span>
  );
}
