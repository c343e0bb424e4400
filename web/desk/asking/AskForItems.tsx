import { Menu } from '@mantine/core';
import { openRequestOf, type RequestedThing } from '@parley/core/conversation/customer-request.ts';
import type { Workplace } from '../frame/workplace.ts';
import { Icon, type IconName } from '../icons/Icon.tsx';
import { useStore } from '../work/use-store.ts';
import { askingWords } from './asking-words.ts';

const THINGS: readonly (readonly [RequestedThing, IconName])[] = [
  ['photo', 'picture'],
  ['location', 'place'],
];

const W = askingWords.requests;

/** What the customer can be asked to send; they then decide themselves (M21). */
export function AskForItems({
  workplace: { desk, questions },
  conversationId,
}: {
  readonly workplace: Workplace;
  readonly conversationId: string;
}) {
  const { requests } = useStore(desk.conversation(conversationId).state).view;
  return THINGS.map(([what, icon]) => (
    <Menu.Item
      key={what}
      disabled={openRequestOf(requests, what) !== null}
      leftSection={<Icon name={icon} size={16} />}
      onClick={() => void questions.askFor(conversationId, what)}
    >
      {W.what[what]}
    </Menu.Item>
  ));
}
