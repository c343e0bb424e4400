import type { CommandAnswer } from '@parley/contracts/socket.ts';
import type { CustomerRequest } from '@parley/core/conversation/customer-request.ts';
import { emptyConversation } from '@parley/core/conversation/view.ts';
import { expect, test } from 'vitest';
import type { ConversationState } from '../conversation.ts';
import type { Uploaded } from '../files/send-bytes.ts';
import type { UploadWatch } from '../files/uploads.ts';
import { createStore } from '../store.ts';
import { photoAnswerOf } from './photo-answer.ts';

const REQUEST: CustomerRequest = {
  ...{ id: 'ask_1', what: 'photo', agentId: '', agentName: 'Alex', at: 0, until: 600_000 },
  ...{ outcome: null, obstacle: null, fileId: null, position: null },
};

/** A camera’s photo, and how the page shows it; here the same size is sent. */
const PHOTO = new File(['photo'], 'image.jpg', { type: 'image/jpeg' });
const SHOWN = { naturalWidth: 4_000, naturalHeight: 3_000 } as HTMLImageElement;

const ARRIVED = { ok: true, file: { id: 'file_1' } } as Uploaded;

/** A customer's page around the photo: what it sends, and what the server answers. */
function page(answers: readonly CommandAnswer[] = []) {
  const state = createStore<ConversationState>(stateWith([REQUEST]));
  const sent: string[] = [];
  const watched: UploadWatch[] = [];
  const left = [...answers];
  let arrive: (uploaded: Uploaded) => void = () => undefined;
  const around = {
    connection: {
      send: (name: string, data: object) => {
        sent.push(`${name} ${'fileId' in data ? String(data.fileId) : ''}`);
        return Promise.resolve(left.shift() ?? { ok: true, data: {} });
      },
    },
    conversation: { conversationId: 'conv_1', state },
    files: {
      upload: (_content: object, watch: UploadWatch) => {
        watched.push(watch);
        return new Promise<Uploaded>((resolve) => {
          arrive = resolve;
        });
      },
    },
  } as unknown as Parameters<typeof photoAnswerOf>[0];
  const answer = photoAnswerOf(around);
  return { answer, state, sent, watched, arrive: (uploaded: Uploaded) => arrive(uploaded) };
}

function stateWith(requests: readonly CustomerRequest[]): ConversationState {
  return { view: { ...emptyConversation('conv_1'), requests } } as ConversationState;
}

/** Until the upload of this page has begun. */
async function begun(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
}

test('nothing is sent before the customer presses Send', async () => {
  const { answer, sent, watched } = page();
  answer.choose(PHOTO);
  await begun();
  expect([answer.now.get().at, sent, watched]).toEqual(['chosen', [], []]);
  answer.putAway();
  expect([answer.now.get().at, sent]).toEqual(['none', []]);
});

test('a photo that is sent is shown on its way, answers the request and is out of hand', async () => {
  const { answer, sent, watched, arrive } = page();
  answer.choose(PHOTO);
  const sending = answer.send('ask_1', SHOWN);
  await begun();
  watched[0]?.progressed(3);
  expect(answer.now.get()).toMatchObject({ at: 'sending', sentBytes: 3, sizeBytes: 5 });
  arrive(ARRIVED);
  await sending;
  expect([answer.now.get().at, sent]).toEqual(['none', ['send-photo file_1']]);
});

test('what the server refuses is said, and the photo can be sent again', async () => {
  const { answer, sent, arrive } = page();
  answer.choose(PHOTO);
  const sending = answer.send('ask_1', SHOWN);
  await begun();
  arrive({ ok: false, code: 'too-many-files' });
  await sending;
  expect(answer.now.get()).toMatchObject({ at: 'failed', code: 'too-many-files' });
  expect(sent).toEqual([]);
});

test('a word that did not get there is said again of the same file', async () => {
  const { answer, sent, watched, arrive } = page([{ ok: false, code: 'try-again' }]);
  answer.choose(PHOTO);
  const sending = answer.send('ask_1', SHOWN);
  await begun();
  arrive(ARRIVED);
  await sending;
  expect(answer.now.get()).toMatchObject({ at: 'failed', code: 'try-again' });
  await answer.send('ask_1', SHOWN);
  expect([sent, watched.length]).toEqual([['send-photo file_1', 'send-photo file_1'], 1]);
});

test('stopped, the upload ends and the photo stays in hand', async () => {
  const { answer, sent, watched, arrive } = page();
  answer.choose(PHOTO);
  const sending = answer.send('ask_1', SHOWN);
  await begun();
  answer.stop();
  expect([watched[0]?.stop.aborted, answer.now.get().at]).toEqual([true, 'chosen']);
  // It had arrived already: nobody has asked for it to stay.
  arrive(ARRIVED);
  await sending;
  expect([answer.now.get().at, sent]).toEqual(['chosen', ['remove-file file_1']]);
});

test('when the agent takes the request back, what is on its way is stopped and does not stay there', async () => {
  const { answer, state, sent, watched, arrive } = page();
  answer.choose(PHOTO);
  const sending = answer.send('ask_1', SHOWN);
  await begun();
  state.set(stateWith([{ ...REQUEST, outcome: 'withdrawn' }]));
  expect([watched[0]?.stop.aborted, answer.now.get().at]).toEqual([true, 'none']);
  arrive(ARRIVED);
  await sending;
  expect(sent).toEqual(['remove-file file_1']);
});

test('a photo that was taken stays, whichever word of it comes first', async () => {
  const { answer, state, sent, arrive } = page();
  answer.choose(PHOTO);
  const sending = answer.send('ask_1', SHOWN);
  await begun();
  arrive(ARRIVED);
  await Promise.resolve();
  await Promise.resolve();
  state.set(stateWith([{ ...REQUEST, outcome: 'sent', fileId: 'file_1' }]));
  await sending;
  expect([answer.now.get().at, sent]).toEqual(['none', ['send-photo file_1']]);
});

test('when the page itself is at fault, it says that it failed and can be sent again', async () => {
  const { answer, sent, arrive } = page();
  answer.choose(PHOTO);
  const broken = {
    ...SHOWN,
    get naturalWidth(): number {
      throw new Error('a fault of the page');
    },
  };
  await expect(answer.send('ask_1', broken as HTMLImageElement)).rejects.toThrow('a fault');
  expect(answer.now.get()).toMatchObject({ at: 'failed', code: 'unexpected' });
  const sending = answer.send('ask_1', SHOWN);
  await begun();
  arrive(ARRIVED);
  await sending;
  expect([answer.now.get().at, sent]).toEqual(['none', ['send-photo file_1']]);
});
