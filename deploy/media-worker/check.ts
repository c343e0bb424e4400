import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { types } from 'mediasoup';
import * as mediasoup from 'mediasoup';
import { type CheckPath, joinByIce } from './check-path.ts';
import { reasonOf } from './refusal.ts';
import { runProgram } from './run-program.ts';

export type CheckOutcome = { passed: true } | { passed: false; reason: string };

const CHECK_MS = 10_000;
const PACKET_EVERY_MS = 10;
const PACKETS_HEARD = 5;
const PICTURE_PAYLOAD_TYPE = 101;

/** What is being tried, so that a failure can say how far the worker came. */
type Progress = { stage: string };

type Bench = { router: types.Router; direct: types.DirectTransport; path: CheckPath };

/**
 * Whether a worker really carries calls: two of its transports shake hands by DTLS over a real
 * socket, one in each role, and pictures (SRTP) and requests for them (SRTCP) cross both ways.
 */
export async function checkMediaWorker(path: string): Promise<CheckOutcome> {
  if (!existsSync(path)) return { passed: false, reason: 'there is no such file' };
  const progress: Progress = { stage: 'start' };
  let worker: types.Worker | undefined;
  const { promise: tooLong, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('it took too long')), CHECK_MS);
  try {
    // Inside containers io_uring is mostly forbidden: every worker of ours runs without it.
    const started = mediasoup.createWorker({
      workerBin: path,
      disableLiburing: true,
      logLevel: 'none',
    });
    worker = await Promise.race([started, tooLong]);
    worker.once('died', () => reject(new Error('it crashed')));
    await Promise.race([tryEverything(worker, progress), tooLong]);
    return { passed: true };
  } catch (error) {
    return { passed: false, reason: `it could not ${progress.stage} (${reasonOf(error)})` };
  } finally {
    clearTimeout(timer);
    worker?.close();
  }
}

/** The quick question, for a binary that passed the check when it was stored: does it load here? */
export async function loadsHere(path: string): Promise<boolean> {
  if (!existsSync(path)) return false;
  // Without its version in the environment the worker leaves at once, with this code of its own.
  const { MEDIASOUP_VERSION: _version, ...env } = process.env;
  const { code } = await runProgram({ command: [path], env });
  return code === 41;
}

async function tryEverything(worker: types.Worker, progress: Progress): Promise<void> {
  progress.stage = 'open a router';
  const router = await worker.createRouter({
    mediaCodecs: [{ kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 }],
  });
  const direct = await router.createDirectTransport();
  const [first, second] = await Promise.all([openTransport(router), openTransport(router)]);
  progress.stage = 'be reached (ICE)';
  const path = await joinByIce(first, second);
  try {
    progress.stage = 'shake hands (DTLS)';
    await shakeHands(first, second);
    progress.stage = 'carry a picture (SRTP)';
    await sendAcross({ router, direct, path }, first, second);
    await sendAcross({ router, direct, path }, second, first);
  } finally {
    path.close();
  }
}

function openTransport(router: types.Router): Promise<types.WebRtcTransport> {
  return router.createWebRtcTransport({ listenInfos: [{ protocol: 'udp', ip: '127.0.0.1' }] });
}

async function shakeHands(
  client: types.WebRtcTransport,
  server: types.WebRtcTransport,
): Promise<void> {
  const done = Promise.all([secured(client), secured(server)]);
  // The role told to each is the other one's.
  const { fingerprints } = client.dtlsParameters;
  await server.connect({ dtlsParameters: { role: 'client', fingerprints } });
  const others = server.dtlsParameters.fingerprints;
  await client.connect({ dtlsParameters: { role: 'server', fingerprints: others } });
  await done;
}

function secured(transport: types.WebRtcTransport): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  transport.on('dtlsstatechange', (state) => {
    if (state === 'connected') resolve();
    if (state === 'failed' || state === 'closed') reject(new Error(`the handshake ${state}`));
  });
  return promise;
}

/** One key frame of VP8, of which only the first two bytes mean anything (RFC 7741). */
function picturePacket(sequence: number, ssrc: number, noise: Buffer): Buffer {
  const head = Buffer.alloc(14);
  head.writeUInt8(0x80, 0);
  head.writeUInt8(0x80 | PICTURE_PAYLOAD_TYPE, 1);
  head.writeUInt16BE(sequence, 2);
  head.writeUInt32BE(sequence * 3000, 4);
  head.writeUInt32BE(ssrc, 8);
  head.writeUInt8(0x10, 12);
  return Buffer.concat([head, noise]);
}

async function sendAcross(
  { router, direct, path }: Bench,
  from: types.WebRtcTransport,
  to: types.WebRtcTransport,
): Promise<void> {
  const ssrc = randomBytes(4).readUInt32BE();
  const noise = randomBytes(600);
  const source = await direct.produce({
    kind: 'video',
    rtpParameters: {
      codecs: [
        {
          mimeType: 'video/VP8',
          payloadType: PICTURE_PAYLOAD_TYPE,
          clockRate: 90_000,
          rtcpFeedback: [{ type: 'nack', parameter: 'pli' }],
        },
      ],
      encodings: [{ ssrc }],
    },
  });
  const { rtpCapabilities } = router;
  const sent = await from.consume({ producerId: source.id, rtpCapabilities });
  const landed = await to.produce({ kind: 'video', rtpParameters: sent.rtpParameters });
  const watched = await direct.consume({ producerId: landed.id, rtpCapabilities });

  const { promise: asked, resolve: hearRequest } = Promise.withResolvers<void>();
  await sent.enableTraceEvent(['pli']);
  sent.on('trace', () => hearRequest());

  const { promise: seen, resolve: see } = Promise.withResolvers<void>();
  let count = 0;
  watched.on('rtp', (packet) => {
    if (packet.subarray(-noise.length).equals(noise)) count += 1;
    if (count === PACKETS_HEARD) see();
  });

  let sequence = 1;
  const timer = setInterval(() => {
    source.send(picturePacket(sequence, ssrc, noise));
    sequence += 1;
  }, PACKET_EVERY_MS);
  try {
    await seen;
    await watched.requestKeyFrame();
    await asked;
  } finally {
    clearInterval(timer);
  }
  if (path.showed(noise)) throw new Error('it sent the picture unencrypted');
}
