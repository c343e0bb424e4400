import type { Devices } from '../../live/devices/devices.ts';
import type { StartRefusal } from '../../ui/call/calls.ts';
import { howToAllow } from '../../ui/call/how-to-allow.ts';
import type { IconName } from '../../ui/icons/Icon.tsx';
import { useStore } from '../../ui/use-store.ts';
import { callWords, words } from '../../ui/words.ts';
import { askingWords } from '../../ui/words-of-asking.ts';
import { Card } from './Card.tsx';

const { refused } = callWords;

/** Why there is no call, and where to allow what it needs in this browser. */
export function RefusedCard({
  code,
  askedBy,
  devices,
  onAgain,
  onChat,
  onClose,
}: {
  readonly code: StartRefusal;
  /** The agent who asked for the call; null where the customer did. */
  readonly askedBy: string | null;
  readonly devices: Devices;
  readonly onAgain: (() => void) | null;
  readonly onChat: () => void;
  readonly onClose: () => void;
}) {
  const { microphone } = useStore(devices.state);
  const { icon, title, help } = explained(code, microphone === 'in-use');
  return (
    <Card icon={icon} title={title} help={help} onClose={onClose}>
      {askedBy !== null && onAgain === null && isOfMicrophone(code) && (
        <p>{askingWords.video.refused.microphone(askedBy)}</p>
      )}
      <div class="card-buttons">
        {onAgain !== null && (
          <button type="button" class="primary" data-first="" onClick={onAgain}>
            {words.tryAgain}
          </button>
        )}
        <button
          type="button"
          class={onAgain === null ? 'primary' : 'secondary'}
          data-first={onAgain === null ? '' : undefined}
          onClick={onChat}
        >
          {refused.chat}
        </button>
      </div>
    </Card>
  );
}

function isOfMicrophone(code: StartRefusal): boolean {
  return code === 'denied' || code === 'no-devices';
}

type Explained = { readonly icon: IconName; readonly title: string; readonly help: string };

function explained(code: StartRefusal, isInUse: boolean): Explained {
  switch (code) {
    case 'denied':
      return { icon: 'microphone-off', title: refused.microphone, help: howToAllow() };
    case 'no-devices':
      return isInUse
        ? { icon: 'microphone-off', title: refused.inUse, help: refused.inUseHelp }
        : { icon: 'microphone-off', title: refused.noMicrophone, help: refused.noMicrophoneHelp };
    case 'screen-refused':
      return { icon: 'screen-off', title: refused.screen, help: refused.screenHelp };
    case 'page-not-hidden':
      return { icon: 'screen-off', title: refused.page, help: refused.pageHelp };
    case 'insecure-page':
    case 'no-webrtc':
      return { icon: 'warning', title: refused.other, help: words.calls[code] };
    case 'request-closed': {
      const { closed, closedHelp } = askingWords.video.refused;
      return { icon: 'video-off', title: closed, help: closedHelp };
    }
    case 'media-not-ready':
    case 'already-in-call':
      return { icon: 'warning', title: refused[code], help: refused[`${code}Help`] };
    default:
      return { icon: 'warning', title: refused.other, help: refused.otherHelp };
  }
}
