import { ActionIcon, Tooltip, VisuallyHidden } from '@mantine/core';
import type { Room } from '@parley/core/conversation/room.ts';
import { isOpen } from '@parley/core/conversation/room-rules.ts';
import { useId } from 'react';
import type { Workplace } from '../frame/workplace.ts';
import { Icon } from '../icons/Icon.tsx';
import { useOnePress } from '../work/use-one-press.ts';
import { useVideoObstacle } from './use-video-obstacle.ts';
import { videoWords } from './video-words.ts';

type Props = {
  readonly workplace: Workplace;
  readonly conversationId: string;
  readonly name: string;
  readonly room: Room | null;
  /** Once the link is on its way. */
  readonly onSwitched: () => void;
};

/** Sends the customer a link and opens the room; why it cannot is said on it (B10, B12). */
export function SwitchToVideo({ workplace, conversationId, name, room, onSwitched }: Props) {
  const obstacle = useVideoObstacle(workplace, conversationId);
  const { isBusy, press } = useOnePress();
  const about = useId();
  const isLiving = room !== null && isOpen(room);
  const help = isLiving ? videoWords.again : videoWords.switchHelp(name);
  const said = obstacle === null ? help : videoWords.obstacle[obstacle];

  async function switchOver(): Promise<void> {
    if (await workplace.rooms.switchToVideo(conversationId)) onSwitched();
  }

  return (
    <>
      <Tooltip label={said} multiline maw={280} events={{ hover: true, focus: true, touch: true }}>
        {/* Not the attribute of the browser: what cannot be focused cannot say why. */}
        <ActionIcon
          aria-label={videoWords.switch}
          aria-describedby={about}
          aria-disabled={obstacle !== null}
          {...(obstacle === null ? {} : { 'data-disabled': true })}
          loading={isBusy}
          onClick={() => {
            if (obstacle === null) void press(switchOver);
          }}
        >
          <Icon name="camera" />
        </ActionIcon>
      </Tooltip>
      <VisuallyHidden id={about}>{said}</VisuallyHidden>
    </>
  );
}
