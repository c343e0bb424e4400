import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { CallSession } from '../../live/call/call-session.ts';
import type { CallState } from '../../live/call/call-state.ts';
import type { Devices } from '../../live/devices/devices.ts';
import { useFullScreen } from '../../ui/call/use-full-screen.ts';
import { Icon, type IconName } from '../../ui/icons/Icon.tsx';
import type { Screenshot } from '../../ui/picture/use-screenshot.ts';
import { useStore } from '../../ui/use-store.ts';
import { callWords } from '../../ui/words.ts';
import { pictureWords } from '../../ui/words-of-pictures.ts';

type Item = {
  readonly icon: IconName;
  readonly label: string;
  /** Null where it is no switch. */
  readonly isOn: boolean | null;
  readonly press: () => void;
};

/** What is needed seldom; it stays out of the way of the picture. */
export function MoreMenu({
  session,
  state,
  devices,
  section,
  screenshot,
}: {
  readonly session: CallSession;
  readonly state: CallState;
  readonly devices: Devices;
  readonly section: RefObject<HTMLElement>;
  readonly screenshot: Screenshot;
}) {
  const [isOpen, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const { canShareScreen, canBlur, chosen } = useStore(devices.state);
  const screen = useFullScreen(section);
  useClosing(place, isOpen, setOpen);
  const items: readonly (Item | false)[] = [
    screenshot.canTake && {
      icon: 'shot',
      label: pictureWords.take,
      isOn: null,
      press: screenshot.take,
    },
    canShareScreen &&
      state.ownPicture.source !== 'screen' && {
        icon: 'screen',
        label: callWords.share,
        isOn: null,
        press: () => void session.shareScreen(),
      },
    {
      icon: 'thrift',
      label: callWords.lowBandwidth,
      isOn: chosen.lowBandwidth,
      press: () => devices.choose({ lowBandwidth: !chosen.lowBandwidth }),
    },
    canBlur && {
      icon: 'blur',
      label: callWords.blur,
      isOn: chosen.blurBackground,
      press: () => devices.choose({ blurBackground: !chosen.blurBackground }),
    },
    screen.canFill && {
      icon: screen.fills ? 'shrink' : 'expand',
      label: screen.fills ? callWords.leaveFullScreen : callWords.fullScreen,
      isOn: null,
      press: screen.toggle,
    },
  ];
  return (
    <div class="room-more" ref={place}>
      <button
        type="button"
        class={isOpen ? 'control off' : 'control on'}
        aria-label={callWords.more}
        title={callWords.more}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="more" />
      </button>
      {isOpen && (
        <ul class="more-items">
          {items
            .filter((item) => item !== false)
            .map(({ icon, label, isOn, press }) => (
              <li key={icon}>
                <button
                  type="button"
                  aria-pressed={isOn ?? undefined}
                  onClick={() => {
                    press();
                    setOpen(false);
                  }}
                >
                  <Icon name={icon} />
                  <span>{label}</span>
                  {isOn === true && <Icon name="sent" size={18} />}
                </button>
              </li>
            ))}
        </ul>
      )}
    </div>
  );
}

/** A tap anywhere else, or Escape, puts the menu away. */
function useClosing(
  place: RefObject<HTMLElement>,
  isOpen: boolean,
  setOpen: (open: boolean) => void,
): void {
  useEffect(() => {
    if (!isOpen) return;
    const stop = new AbortController();
    const away = ({ target }: Event): void => {
      if (target instanceof Node && place.current?.contains(target) !== true) setOpen(false);
    };
    const leave = ({ key }: KeyboardEvent): void => {
      if (key === 'Escape') setOpen(false);
    };
    document.addEventListener('pointerdown', away, stop);
    document.addEventListener('keydown', leave, stop);
    return () => stop.abort();
  }, [place, isOpen, setOpen]);
}
