import type { Connection } from '../../live/connection.ts';
import type { Devices } from '../../live/devices/devices.ts';
import { supportsCalls } from '../../live/devices/support.ts';
import { checkMediaPath } from '../../live/media-check/check-media-path.ts';
import { words } from '../words.ts';
import type { Ring } from '../work/ring.ts';

/** What came of a check, in words that say what to do. */
export type Finding = { readonly state: 'pass' | 'warn' | 'fail'; readonly text: string };

/** What the checks look at. */
export type CheckedParts = {
  readonly connection: Connection;
  readonly devices: Devices;
  readonly ring: Ring;
};

export type CheckName = keyof typeof W.names;
export type Check = {
  readonly name: CheckName;
  readonly run: (parts: CheckedParts) => Promise<Finding>;
};

const W = words.settings.requirements;

/** Everything a call needs of this browser and its network, in the order it is needed (D8). */
export const CHECKS: readonly Check[] = [
  {
    name: 'secure',
    run: async () => (isSecureContext ? pass(W.secure.pass) : fail(W.secure.fail)),
  },
  { name: 'webrtc', run: async () => canCall() },
  { name: 'microphone', run: ({ devices }) => checkMicrophone(devices) },
  { name: 'camera', run: async ({ devices }) => checkCamera(devices) },
  { name: 'speaker', run: async (parts) => checkSpeaker(parts) },
  { name: 'notifications', run: async () => checkNotifications() },
  { name: 'server', run: ({ connection }) => checkServer(connection) },
  { name: 'media', run: ({ connection }) => checkMedia(connection) },
];

function pass(text: string): Finding {
  return { state: 'pass', text };
}

function warn(text: string): Finding {
  return { state: 'warn', text };
}

function fail(text: string): Finding {
  return { state: 'fail', text };
}

/** A page that is not secure is told so in its own line. */
function canCall(): Finding {
  return supportsCalls() === 'no-webrtc' || typeof RTCPeerConnection !== 'function'
    ? fail(W.webrtc.fail)
    : pass(W.webrtc.pass);
}

/** Opened for real: only that shows whether another program keeps it. Never asks by itself. */
async function checkMicrophone(devices: Devices): Promise<Finding> {
  if (supportsCalls() !== 'yes') return fail(W.microphone['no-device']);
  if (devices.state.get().microphone === 'unknown') return fail(W.microphone.unknown);
  const held = devices.hold('microphone');
  await held.opened;
  const label = held.track.get()?.label ?? null;
  held.release();
  if (label !== null) return pass(W.microphone.pass(label));
  const { microphone } = devices.state.get();
  if (microphone === 'denied' || microphone === 'in-use') return fail(W.microphone[microphone]);
  return fail(W.microphone['no-device']);
}

/** Only listed: its light is not switched on to look. */
function checkCamera({ state }: Devices): Finding {
  const { cameras, camera, chosen } = state.get();
  if (camera === 'denied') return warn(W.camera.denied);
  const used = cameras.find((one) => one.id === chosen.camera) ?? cameras[0];
  if (used === undefined) return warn(camera === 'unknown' ? W.camera.unknown : W.camera.none);
  return pass(W.camera.pass(used.label || words.call.setup.unnamed(1)));
}

function checkSpeaker({ devices, ring }: CheckedParts): Finding {
  const { speakers, canChooseSpeaker, microphone } = devices.state.get();
  if (!ring.unlocked.get()) return fail(W.speaker.locked);
  // Browsers name speakers only to those who may use the microphone.
  if (!canChooseSpeaker || microphone !== 'allowed') return pass(W.speaker.system);
  return speakers.length === 0 ? fail(W.speaker.none) : pass(W.speaker.pass(speakers.length));
}

function checkNotifications(): Finding {
  if (!('Notification' in window)) return warn(W.notifications.none);
  const { permission } = Notification;
  if (permission === 'granted') return pass(W.notifications.pass);
  return warn(permission === 'denied' ? W.notifications.denied : W.notifications.ask);
}

const PROBES = 3;
const PROBE_MS = 3_000;
const SLOW_MS = 300;

/** The quickest of a few answers: the others waited for something else. */
async function checkServer({ send, state }: Connection): Promise<Finding> {
  if (state.get().state !== 'online') return fail(W.server.fail);
  const times: number[] = [];
  for (let probe = 0; probe < PROBES; probe += 1) {
    const sentAt = performance.now();
    const answered = await Promise.race([send('probe', {}), after(PROBE_MS)]);
    if (answered === null) return fail(W.server.fail);
    times.push(performance.now() - sentAt);
  }
  const ms = Math.max(1, Math.round(Math.min(...times)));
  return ms > SLOW_MS ? warn(W.server.slow(ms)) : pass(W.server.pass(ms));
}

/** A tone of our own goes to the media server and comes back: as in a call, without one. */
async function checkMedia({ send, state }: Connection): Promise<Finding> {
  if (state.get().state !== 'online') return fail(W.server.fail);
  const { direct, relay } = await checkMediaPath({ send, withRelay: true });
  const relayed = relay === null ? '' : ` ${W.media.relay[relay.state]}`;
  switch (direct.state) {
    case 'pass': {
      const text = `${W.media.pass(W.media.ways[direct.transport], direct.rttMs)}${relayed}`;
      return relay?.state === 'fail' ? warn(text) : pass(text);
    }
    case 'fail':
      return fail(`${W.media.fail[direct.because]}${relayed}`);
    case 'not-tried':
      return warn(direct.because === 'sound-locked' ? W.media.locked : W.media.notTried);
  }
}

function after(ms: number): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), ms));
}
