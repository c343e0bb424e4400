import { useState } from 'preact/hooks';
import type { CallSession } from '../../live/call/call-session.ts';
import type { CallState } from '../../live/call/call-state.ts';
import type { Devices } from '../../live/devices/devices.ts';
import { Icon } from '../icons/Icon.tsx';
import { useStore } from '../use-store.ts';
import { callWords, words } from '../words.ts';
import { noticesOf } from './notices.ts';

/** What is wrong now, in words; each can be put away. */
export function Notices({
  session,
  state,
  devices,
}: {
  readonly session: CallSession;
  readonly state: CallState;
  readonly devices: Devices;
}) {
  const [away, setAway] = useState<readonly string[]>([]);
  const notices = noticesOf(state, useStore(devices.state));
  return (
    <div class="notices" role="status">
      {state.sound.blocked && (
        <p class="notice">
          <span>{callWords.soundBlocked}</span>
          <button type="button" class="primary" onClick={() => void session.playSound()}>
            <Icon name="sound" size={20} />
            {callWords.playSound}
          </button>
        </p>
      )}
      {notices
        .filter((notice) => !away.includes(notice))
        .map((notice) => (
          <p class="notice" key={notice}>
            <span>{notice}</span>
            <button
              type="button"
              class="round"
              aria-label={words.away}
              onClick={() => setAway([...away, notice])}
            >
              <Icon name="close" size={16} />
            </button>
          </p>
        ))}
    </div>
  );
}
