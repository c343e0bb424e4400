import { Menu } from '@mantine/core';
import composer from '../chat/Composer.module.css';
import type { Workplace } from '../frame/workplace.ts';
import { Icon } from '../icons/Icon.tsx';
import { AskForItems } from './AskForItems.tsx';
import { askingWords } from './asking-words.ts';

/** Beside where the agent writes: what they ask the customer to send. */
export function AskForMenu({
  workplace,
  conversationId,
}: {
  readonly workplace: Workplace;
  readonly conversationId: string;
}) {
  const label = askingWords.requests.menu;
  return (
    <Menu position="top-start">
      <Menu.Target>
        <button type="button" className={composer.attach} aria-label={label} title={label}>
          <Icon name="help" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{label}</Menu.Label>
        <AskForItems workplace={workplace} conversationId={conversationId} />
      </Menu.Dropdown>
    </Menu>
  );
}
