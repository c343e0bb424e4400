import type { NewFile, Upload } from '@parley/contracts/files.ts';
import type { CommandData } from '@parley/contracts/socket.ts';
import type { SharedFile } from '@parley/core/files/shared-file.ts';
import { expect, test, vi } from 'vitest';
import type { Connection } from '../connection.ts';
import type { Answered, FileRequests } from './file-requests.ts';
import { openUploads } from './uploads.ts';

const WHOSE = { conversationId: 'conversation-1', ownerId: 'customer-1' };

type Sent = CommandData<'send-file'>;

/** A server that takes every file as soon as the test lets it, and a line on which messages go. */
function world() {
  const begun: NewFile[] = [];
  const cancelled: string[] = [];
  const messages: Sent[] = [];
  const removed: string[] = [];
  /** What the next files and messages are refused with. */
  const refusals: { file: string[]; message: string[] } = { file: [], message: [] };
  const held: (() => void)[] = [];
  let holds = false;
  const upload = (fileId: string, sizeBytes: number, file: SharedFile | null): Upload => ({
    ...{ fileId, sizeBytes, file, reason: null },
    receivedBytes: file === null ? 0 : sizeBytes,
    state: file === null ? 'uploading' : 'ready',
  });
  const requests: FileRequests = {
    begin: async (asked) => {
      begun.push(asked);
      const code = refusals.file.shift();
      if (code === 'thrown') throw new Error('a fault of the page');
      if (code !== undefined) return { ok: false, code, retryAfterMs: null };
      return { ok: true, value: upload(`file-of-${asked.name}`, asked.sizeBytes, null) };
    },
    put: async (fileId, { bytes }) => {
      if (holds) await new Promise<void>((resolve) => held.push(resolve));
      const file = { id: fileId } as unknown as SharedFile;
      return { ok: true, value: upload(fileId, bytes.size, file) };
    },
    cancel: async (fileId) => {
      cancelled.push(fileId);
      return { ok: true, value: null };
    },
    look: unused,
    finish: unused,
    links: unused,
  };
  const send = async (name: 'send-file' | 'remove-file', message: Sent) => {
    if (name === 'remove-file') {
      removed.push(message.fileId);
      return { ok: true, data: {} };
    }
    messages.push(message);
    const code = refusals.message.shift();
    return code === undefined ? { ok: true, data: {} } : { ok: false, code };
  };
  const connection = { send } as unknown as Pick<Connection, 'send'>;
  const uploads = openUploads({ requests, connection, whose: WHOSE });
  const letThrough = (): void => {
    holds = false;
    for (const go of held.splice(0)) go();
  };
  return {
    ...{ uploads, begun, cancelled, messages, removed, refusals, letThrough },
    hold: (): void => {
      holds = true;
    },
    states: () => uploads.shown.get().map(({ name, state, code }) => [name, state, code]),
    done: () => vi.waitFor(() => expect(uploads.shown.get()).toEqual([])),
  };
}

function unused(): Promise<Answered<never>> {
  throw new Error('nothing here asks for this');
}

function file(name: string): File {
  return new File(['some bytes'], name);
}

test('of files chosen together three go up at once, and each becomes a message of its own', async () => {
  const { uploads, begun, messages, hold, letThrough, done } = world();
  hold();
  const names = ['a.txt', 'b.txt', 'c.txt', 'd.txt', 'e.txt'];
  uploads.sendToChat(names.map(file));
  await vi.waitFor(() => expect(begun).toHaveLength(3));
  expect(uploads.shown.get().map(({ name }) => name)).toEqual(names);
  letThrough();
  await done();
  expect(begun.map(({ name }) => name).toSorted()).toEqual(names);
  expect(messages.map(({ fileId }) => fileId).toSorted()).toEqual(
    names.map((name) => `file-of-${name}`),
  );
  expect(new Set(messages.map(({ messageId }) => messageId)).size).toBe(names.length);
});

test('what goes into the list is no message', async () => {
  const { uploads, begun, messages, done } = world();
  uploads.addToList([file('a.txt')]);
  await done();
  expect([begun.length, messages.length]).toEqual([1, 0]);
});

test('one that is cancelled before its turn is never asked about, and takes no turn', async () => {
  const { uploads, begun, hold, letThrough, done } = world();
  hold();
  uploads.sendToChat(['a.txt', 'b.txt', 'c.txt', 'd.txt', 'e.txt'].map(file));
  await vi.waitFor(() => expect(begun).toHaveLength(3));
  const going = begun.map(({ name }) => name);
  const [waiting, last] = uploads.shown.get().filter(({ name }) => !going.includes(name));
  uploads.cancel(waiting?.id ?? '');
  letThrough();
  await done();
  expect(begun.map(({ name }) => name)).toEqual([...going, last?.name]);
});

test('one that is cancelled on its way leaves nothing at the server and in the chat', async () => {
  const { uploads, begun, cancelled, messages, removed, hold, letThrough } = world();
  hold();
  uploads.sendToChat([file('a.txt')]);
  await vi.waitFor(() => expect(begun).toHaveLength(1));
  uploads.cancel(uploads.shown.get()[0]?.id ?? '');
  expect(uploads.shown.get()).toEqual([]);
  letThrough();
  await vi.waitFor(() => expect(cancelled).toEqual(['file-of-a.txt']));
  // It had arrived in the same moment.
  await vi.waitFor(() => expect(removed).toEqual(['file-of-a.txt']));
  expect(messages).toEqual([]);
});

test('what was refused for good is asked anew when tried again; what has arrived is not uploaded twice', async () => {
  const { uploads, begun, messages, refusals, states, done } = world();
  refusals.file.push('wrong-type');
  uploads.sendToChat([file('a.txt')]);
  await vi.waitFor(() => expect(states()).toEqual([['a.txt', 'failed', 'wrong-type']]));
  refusals.message.push('try-again');
  uploads.retry(uploads.shown.get()[0]?.id ?? '');
  await vi.waitFor(() => expect(states()).toEqual([['a.txt', 'failed', 'try-again']]));
  uploads.retry(uploads.shown.get()[0]?.id ?? '');
  await done();
  const [first, second, third] = begun.map(({ requestId }) => requestId);
  expect(second).not.toBe(first);
  expect(third).toBe(second);
  expect(messages).toHaveLength(2);
  expect(new Set(messages.map(({ messageId }) => messageId)).size).toBe(1);
});

test('when the page itself is at fault the upload is shown as failed, and goes on when tried again', async () => {
  const { uploads, refusals, states, done } = world();
  const faults: unknown[] = [];
  const note = (fault: unknown): void => void faults.push(fault);
  process.on('unhandledRejection', note);
  refusals.file.push('thrown');
  uploads.sendToChat([file('a.txt')]);
  await vi.waitFor(() => expect(states()).toEqual([['a.txt', 'failed', 'unexpected']]));
  await vi.waitFor(() => expect(faults).toHaveLength(1));
  process.off('unhandledRejection', note);
  uploads.retry(uploads.shown.get()[0]?.id ?? '');
  await done();
});

test('a pasted picture without a name is called something', async () => {
  const { uploads, begun, done } = world();
  uploads.sendToChat([file('')]);
  await done();
  expect(begun.map(({ name }) => name)).toEqual(['file']);
});

test('closed, nothing goes on', async () => {
  const { uploads, begun, cancelled, messages, hold, letThrough } = world();
  hold();
  uploads.sendToChat(['a.txt', 'b.txt', 'c.txt', 'd.txt'].map(file));
  await vi.waitFor(() => expect(begun).toHaveLength(3));
  uploads.close();
  expect(uploads.shown.get()).toEqual([]);
  letThrough();
  await vi.waitFor(() => expect(cancelled).toHaveLength(3));
  expect([begun.length, messages.length]).toEqual([3, 0]);
});
