import type { CallSession } from '../../live/call/call-session.ts';
import { Icon } from '../icons/Icon.tsx';
import { useStore } from '../use-store.ts';
import { callWords } from '../words.ts';

/** As long as a screen is shared nobody can forget it. */
export function SharingBar({ session }: { readonly session: CallSession }) {
  const isMasked = useStore(session.isMasked);
  return (
    <div class="sharing">
      <Icon name="screen" size={18} />
      <span>
        {callWords.sharing}
        {isMasked && <small>{callWords.masked}</small>}
      </span>
      <button type="button" class="secondary" onClick={() => void session.stopSharing()}>
        {callWords.stopSharing}
      </button>
    </div>
  );
}
