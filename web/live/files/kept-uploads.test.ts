import { afterEach, expect, test, vi } from 'vitest';
import { type KeptUpload, keepUpload, uploadsOf } from './kept-uploads.ts';

afterEach(() => vi.unstubAllGlobals());

const WHOSE = { conversationId: 'conversation-1', ownerId: 'customer-1' };
const FILE = { name: 'a.txt', at: 0, bytes: new Blob(['words']) };
const UPLOAD: KeptUpload = {
  ...{ ...WHOSE, ...FILE, id: 'one', requestId: 'request-1', to: 'chat', messageId: 'msg_1' },
};

test('a browser that has storage and withholds it keeps no file, and uploads all the same', async () => {
  vi.stubGlobal('indexedDB', null);
  expect(await keepUpload(UPLOAD)).toBe(false);
  expect(await uploadsOf(WHOSE.ownerId)).toEqual([]);
});
