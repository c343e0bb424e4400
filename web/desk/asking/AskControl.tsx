import { Menu } from '@mantine/core';
import { useState } from 'react';
import type { CallSession } from '../../live/call/call-session.ts';
import type { CallState } from '../../live/call/call-state.ts';
import { Control } from '../calls/Control.tsx';
import type { Workplace } from '../frame/workplace.ts';
import type { IconName } from '../icons/Icon.tsx';
import { Icon } from '../icons/Icon.tsx';
import { AskForItems } from './AskForItems.tsx';
import { askingWords } from './asking-words.ts';
import type { AskedFor } from './asks-in-call.ts';

type Props = {
  readonly workplace: Workplace;
  readonly session: CallSession;
  readonly state: CallState;
  readonly withPicture: boolean;
};

const W = askingWords.inCall;

const ASKS: readonly (readonly [AskedFor, IconName])[] = [
  ['mute', 'microphone-off'],
  ['turn-camera-on', 'camera'],
  ['flip-camera', 'swap'],
];

/** What the customer is asked for, and then decides themselves (M20). */
export function AskControl({ workplace, session, state, withPicture }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const customer = state.others.find((leg) => leg.role === 'customer');
  if (customer === undefined) return null;
  const conversationId = state.call?.conversationId ?? null;
  const hasCamera = customer.picture.source === 'camera';
  const may: Readonly<Record<AskedFor, boolean>> = {
    mute: customer.microphone !== 'muted',
    'turn-camera-on': withPicture && !hasCamera,
    'flip-camera': withPicture && hasCamera,
  };
  return (
    <Menu position="top" opened={isOpen} onChange={setIsOpen}>
      <Menu.Target>
        <Control
          icon="person"
          label={W.menu}
          short={W.short}
          onPress={() => setIsOpen((open) => !open)}
        />
      </Menu.Target>
      <Menu.Dropdown>
        {ASKS.map(([what, icon]) => (
          <Menu.Item
            key={what}
            disabled={!may[what]}
            leftSection={<Icon name={icon} size={16} />}
            onClick={() => void workplace.asks.ask(session, what)}
          >
            {W[what]}
          </Menu.Item>
        ))}
        {conversationId === null ? null : (
          <>
            <Menu.Divider />
            <AskForItems workplace={workplace} conversationId={conversationId} />
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
