import { expect, test } from 'vitest';
import { isForCustomer, type SharedFile } from '../files/shared-file.ts';
import type { ConversationFact } from './events.ts';
import { type ConversationView, emptyConversation, foldConversation } from './view.ts';

const ALEX = { role: 'agent', id: 'alex', name: 'Alex' } as const;

const FILE: SharedFile = {
  id: 'file_1',
  name: 'shot.png',
  type: 'image/png',
  sizeBytes: 10,
  sha256: 'ab',
  picture: { width: 4, height: 3 },
  madeBy: ALEX,
  at: 1,
  source: 'snapshot',
  forCustomer: false,
};

function after(...facts: readonly ConversationFact[]): ConversationView {
  return facts.reduce(
    (view, data, index) =>
      foldConversation(view, { stream: 'conversation:c', seq: index + 1, at: index, data }),
    emptyConversation('c'),
  );
}

const ADDED: ConversationFact = { type: 'file-added', file: FILE };
const SENT: ConversationFact = {
  type: 'message-sent',
  messageId: 'm',
  author: ALEX,
  text: '',
  file: { ...FILE, forCustomer: true },
};
const REMOVED: ConversationFact = { type: 'file-removed', fileId: 'file_1', by: ALEX };

test('a file that came stands among the session files, and in no message', () => {
  const view = after(ADDED);
  expect(view.files).toEqual([FILE]);
  expect(view.messages).toEqual([]);
});

test('sent, it is in the chat and stands in the list once, open to the customer', () => {
  const view = after(ADDED, SENT, SENT);
  expect(view.files).toEqual([{ ...FILE, forCustomer: true }]);
  expect(view.messages.map(({ file }) => file?.id)).toEqual(['file_1', 'file_1']);
});

test('who did not see it come has it with its message', () => {
  expect(after({ type: 'hidden' }, SENT).files).toHaveLength(1);
});

test('removed, it leaves the list, and its messages say so', () => {
  const view = after(ADDED, SENT, REMOVED);
  expect(view.files).toEqual([]);
  expect(view.messages[0]?.file).toMatchObject({ name: 'shot.png', isRemoved: true });
});

test('a file that this reader never saw is removed without a trace', () => {
  expect(after(REMOVED)).toMatchObject({ files: [], messages: [] });
});

test.each([
  ['customer', 'upload', true],
  ['customer', 'photo', true],
  ['agent', 'upload', false],
  ['agent', 'photo', false],
  ['agent', 'snapshot', false],
  ['agent', 'screenshot', true],
  ['agent', 'drawing', true],
] as const)('of a %s’s %s the customer sees it at once: %s', (role, source, isSeen) => {
  expect(isForCustomer(role, source)).toBe(isSeen);
});
