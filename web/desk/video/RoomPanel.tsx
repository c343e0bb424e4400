import { Button } from '@mantine/core';
import type { Room } from '@parley/core/conversation/room.ts';
import { isOpen } from '@parley/core/conversation/room-rules.ts';
import type { Workplace } from '../frame/workplace.ts';
import { Icon } from '../icons/Icon.tsx';
import { useOnePress } from '../work/use-one-press.ts';
import { Elapsing } from './Elapsing.tsx';
import { LinkTools } from './LinkTools.tsx';
import { OwnPreview } from './OwnPreview.tsx';
import styles from './Room.module.css';
import { isIn, roomInWords } from './room-in-words.ts';
import { Steps } from './Steps.tsx';
import { videoWords } from './video-words.ts';

type Props = {
  readonly workplace: Workplace;
  readonly conversationId: string;
  /** The customer's. */
  readonly name: string;
  readonly room: Room | null;
  /** A call of this conversation is on screen: its own picture stands there. */
  readonly inCall: boolean;
};

/** The Video tab: where the room stands, the way in and out, and its link (B9). */
export function RoomPanel({ workplace, conversationId, name, room, inCall }: Props) {
  if (room === null) {
    return (
      <section className={styles.room} aria-label={videoWords.region}>
        <div className={styles.main}>
          <p className={styles.state} role="status" aria-label={videoWords.state}>
            {videoWords.none}
          </p>
          <p className={styles.help}>{videoWords.noneHelp(name)}</p>
        </div>
      </section>
    );
  }
  const agentIn = isIn(room, workplace.who.personId);
  const isLiving = isOpen(room);
  return (
    <section
      className={styles.room}
      aria-label={videoWords.region}
      data-in-call={inCall}
      data-steps={room.way !== 'chat'}
    >
      {agentIn && !inCall ? (
        <OwnPreview
          devices={workplace.devices}
          waitsFor={room.guest.state === 'away' ? name : null}
        />
      ) : null}
      <div className={styles.main}>
        <RoomLine workplace={workplace} room={room} name={name} />
        {room.way === 'chat' ? null : <Steps room={room} />}
        {isLiving ? (
          <InAndOut
            workplace={workplace}
            place={{ conversationId, roomId: room.id }}
            agentIn={agentIn}
          />
        ) : null}
      </div>
      {isLiving && !inCall ? (
        <LinkTools workplace={workplace} conversationId={conversationId} room={room} />
      ) : null}
    </section>
  );
}

type LineProps = { readonly workplace: Workplace; readonly room: Room; readonly name: string };

/** The one line that both sides can trust, and the time that is left. */
function RoomLine({ workplace, room, name }: LineProps) {
  const { connection } = workplace;
  const { text, tone } = roomInWords(room, name);
  return (
    <>
      <p className={styles.state} role="status" aria-label={videoWords.state} data-tone={tone}>
        <span className={styles.light} data-tone={tone} aria-hidden="true" />
        {text}
      </p>
      {room.state.name === 'created' ? (
        <Elapsing label={videoWords.linkUntil} until={connection.localTime(room.codeUntil)} />
      ) : null}
      {room.state.name === 'disconnected' && room.state.isOpen ? (
        <Elapsing label={videoWords.openUntil} until={connection.localTime(room.until)} />
      ) : null}
      {room.reference === null ? null : (
        <p className={styles.help}>{videoWords.reference(room.reference)}</p>
      )}
    </>
  );
}

type InOutProps = {
  readonly workplace: Workplace;
  readonly place: { readonly conversationId: string; readonly roomId: string };
  readonly agentIn: boolean;
};

function InAndOut({ workplace, place, agentIn }: InOutProps) {
  const { rooms } = workplace;
  const { isBusy, press } = useOnePress();
  return (
    <div className={styles.inOut}>
      <Button
        size="sm"
        color={agentIn ? 'stop' : 'go'}
        leftSection={<Icon name={agentIn ? 'leave' : 'camera'} size={16} />}
        loading={isBusy}
        onClick={() => void press(() => (agentIn ? rooms.leave(place) : rooms.enter(place)))}
      >
        {agentIn ? videoWords.disconnect : videoWords.join}
      </Button>
      {agentIn ? null : <p className={styles.help}>{videoWords.joinHelp}</p>}
    </div>
  );
}
