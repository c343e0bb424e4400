import { Button } from '@mantine/core';
import type { Room } from '@parley/core/conversation/room.ts';
import { useEffect, useState } from 'react';
import type { Workplace } from '../frame/workplace.ts';
import { Icon } from '../icons/Icon.tsx';
import { useNow } from '../work/clock.ts';
import { useOnePress } from '../work/use-one-press.ts';
import { useStore } from '../work/use-store.ts';
import { QrCode } from './QrCode.tsx';
import styles from './Room.module.css';
import { videoWords } from './video-words.ts';

type Props = {
  readonly workplace: Workplace;
  readonly conversationId: string;
  readonly room: Room;
};

/** How long a text message cools down before it can be sent again. */
const COOL_MS = 30_000;

/** The living link: again, copied, as a QR code, or no more. */
export function LinkTools({ workplace, conversationId, room }: Props) {
  const { rooms } = workplace;
  const link = useStore(rooms.links).get(room.id) ?? null;
  const place = { conversationId, roomId: room.id };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the place is these two.
  useEffect(() => void rooms.readLink(place), [rooms, conversationId, room.id]);
  return (
    <div className={styles.link}>
      <div className={styles.qrPlace}>{link === null ? null : <QrCode url={link.url} />}</div>
      <div className={styles.linkSide}>
        <input
          className={styles.url}
          aria-label={videoWords.link}
          value={link?.url ?? ''}
          readOnly
          onFocus={(event) => event.currentTarget.select()}
        />
        <div className={styles.tools}>
          <Resend workplace={workplace} place={place} room={room} />
          <Button
            variant="outline"
            color="plain"
            size="xs"
            leftSection={<Icon name="copy" size={15} />}
            disabled={link === null}
            onClick={() => void rooms.copy(link?.url ?? '')}
          >
            {videoWords.copy}
          </Button>
          <Button
            variant="light"
            color="stop"
            size="xs"
            leftSection={<Icon name="close" size={15} />}
            onClick={() => void rooms.cancel(place)}
          >
            {videoWords.cancel}
          </Button>
        </div>
      </div>
    </div>
  );
}

type ResendProps = {
  readonly workplace: Workplace;
  readonly place: { readonly conversationId: string; readonly roomId: string };
  readonly room: Room;
};

/** In the chat at once; a text message only once it has cooled down, counted down on the button. */
function Resend({ workplace, place, room }: ResendProps) {
  const { rooms, connection } = workplace;
  const now = useNow();
  const [again, setAgain] = useState(() =>
    room.way === 'sms' ? connection.localTime(room.createdAt) + COOL_MS : 0,
  );
  const { isBusy, press } = useOnePress();
  if (room.way === 'invitation') return null;
  const seconds = Math.max(0, Math.ceil((again - now) / 1_000));

  async function resend(): Promise<void> {
    if (room.way === 'chat') {
      await rooms.switchToVideo(place.conversationId);
    } else {
      const answer = await rooms.resendSms(place);
      const waitMs = answer.ok ? COOL_MS : Number(answer.facts?.waitMs ?? 0);
      setAgain(Date.now() + waitMs);
    }
  }

  return (
    <Button
      variant="outline"
      color="plain"
      size="xs"
      leftSection={<Icon name="link" size={15} />}
      loading={isBusy}
      disabled={seconds > 0}
      onClick={() => void press(resend)}
    >
      {seconds > 0 ? videoWords.resendIn(seconds) : videoWords.resend}
    </Button>
  );
}
