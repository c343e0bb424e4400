import { ROUTER_CAPABILITIES } from '@parley/contracts/router-capabilities.ts';
import { createWorker } from 'mediasoup';
import { expect, test } from 'vitest';
import { mediaWorker } from '../testing/node.ts';
import { MEDIA_CODECS } from './media-codecs.ts';

test('what pages are built to expect of a media node is what its routers say', async () => {
  const worker = await createWorker({
    workerBin: await mediaWorker(),
    disableLiburing: true,
    logLevel: 'none',
  });
  const { rtpCapabilities } = await worker.createRouter({ mediaCodecs: MEDIA_CODECS });
  worker.close();
  // Word for word: a page compares what it is told as text.
  expect(JSON.stringify(rtpCapabilities)).toBe(JSON.stringify(ROUTER_CAPABILITIES));
});
