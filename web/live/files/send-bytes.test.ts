import type { Upload } from '@parley/contracts/files.ts';
import { CHUNK_BYTES, FILE_BYTES } from '@parley/contracts/limits.ts';
import type { SharedFile } from '@parley/core/files/shared-file.ts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Answered, FileRequests } from './file-requests.ts';
import { sendBytes } from './send-bytes.ts';

const FILE = { id: 'file-1', name: 'list.txt' } as unknown as SharedFile;

let page: EventTarget;

beforeEach(() => {
  vi.useFakeTimers();
  // What a window is besides.
  page = new EventTarget();
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function no(code: string): { ok: false; code: string; retryAfterMs: null } {
  return { ok: false, code, retryAfterMs: null };
}

/** A server that keeps what arrives; each PUT takes the next trouble, or none. */
function serverWith(troubles: (string | null)[]) {
  let sizeBytes = 0;
  let received = 0;
  const offsets: number[] = [];
  const sizes: number[] = [];
  const cancelled: string[] = [];
  const now = (state: Upload['state'] = 'uploading'): Answered<Upload> => ({
    ok: true,
    value: {
      ...{ fileId: 'file-1', state, sizeBytes, receivedBytes: received, reason: null },
      file: state === 'ready' ? FILE : null,
    },
  });
  const requests: FileRequests = {
    begin: async (asked) => {
      sizeBytes = asked.sizeBytes;
      return now();
    },
    look: async () => now(),
    put: async (_fileId, { offset, bytes }) => {
      offsets.push(offset);
      sizes.push(bytes.size);
      const trouble = troubles.shift() ?? null;
      if (trouble !== null && trouble !== 'lost-answer') return no(trouble);
      received = offset + bytes.size;
      return trouble === null ? now() : no('unreachable');
    },
    finish: async () => now('ready'),
    cancel: async (fileId) => {
      cancelled.push(fileId);
      return { ok: true, value: null };
    },
    links: async () => ({ ok: true, value: { links: [] } }),
  };
  return { requests, offsets, sizes, cancelled };
}

function send(server: ReturnType<typeof serverWith>, sizeBytes: number, stop: AbortSignal) {
  const waits: boolean[] = [];
  const progress: number[] = [];
  const content = {
    ...{ bytes: new Blob(['a'.repeat(sizeBytes)]), name: 'list.txt', source: 'upload' as const },
    requestId: 'request-1',
  };
  const sent = sendBytes(content, {
    requests: server.requests,
    stop,
    progressed: (bytes) => progress.push(bytes),
    waits: (waiting) => waits.push(waiting),
  });
  return { sent, waits, progress };
}

const NEVER = new AbortController().signal;

test('a file goes in parts, and how far it is can be read', async () => {
  const server = serverWith([]);
  const { sent, progress } = send(server, 2 * CHUNK_BYTES + 10, NEVER);
  expect(await sent).toEqual({ ok: true, file: FILE });
  expect(server.offsets).toEqual([0, CHUNK_BYTES, 2 * CHUNK_BYTES]);
  expect(progress).toEqual([CHUNK_BYTES, 2 * CHUNK_BYTES, 2 * CHUNK_BYTES + 10]);
});

test('after a cut it goes on where the server says, also when only the answer was lost', async () => {
  const server = serverWith([null, 'unreachable', 'lost-answer']);
  const { sent, waits } = send(server, 3 * CHUNK_BYTES, NEVER);
  await vi.runAllTimersAsync();
  expect(await sent).toEqual({ ok: true, file: FILE });
  expect(server.offsets.slice(0, 3)).toEqual([0, CHUNK_BYTES, CHUNK_BYTES]);
  expect(server.offsets[3]).toBeGreaterThan(CHUNK_BYTES);
  expect(waits).toEqual([true, false, true, false]);
});

test('when the network is back it goes on at once', async () => {
  const server = serverWith(['unreachable']);
  const { sent, waits } = send(server, 10, NEVER);
  await vi.waitUntil(() => waits.length === 1);
  page.dispatchEvent(new Event('online'));
  expect(await sent).toMatchObject({ ok: true });
});

test('on a slow line the parts become smaller, and larger again', async () => {
  const server = serverWith(['unreachable', 'unreachable']);
  const { sent } = send(server, 2 * CHUNK_BYTES, NEVER);
  await vi.runAllTimersAsync();
  expect(await sent).toMatchObject({ ok: true });
  expect(server.sizes.slice(0, 5)).toEqual(
    [1, 1 / 4, 1 / 16, 1 / 8, 1 / 4].map((part) => part * CHUNK_BYTES),
  );
});

test('cancelled while the line is cut it ends at once, and the server lets go what it has', async () => {
  const server = serverWith([null, 'unreachable']);
  const stop = new AbortController();
  const { sent, waits } = send(server, 3 * CHUNK_BYTES, stop.signal);
  await vi.waitUntil(() => waits.length === 1);
  stop.abort();
  expect(await sent).toMatchObject({ ok: false, code: 'cancelled' });
  expect(server.cancelled).toEqual(['file-1']);
});

test('what cannot pass is the end of it, with its code', async () => {
  const server = serverWith(['not-allowed']);
  expect(await send(server, 10, NEVER).sent).toMatchObject({ ok: false, code: 'not-allowed' });
  expect(server.offsets).toEqual([0]);
});

test('an empty file and one that is too large are refused before a byte is sent', async () => {
  const server = serverWith([]);
  expect(await send(server, 0, NEVER).sent).toMatchObject({ ok: false, code: 'empty' });
  const large = await send(server, FILE_BYTES + 1, NEVER).sent;
  expect(large).toMatchObject({ ok: false, code: 'too-large' });
  expect(server.offsets).toEqual([]);
});
