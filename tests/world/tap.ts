import { randomUUID } from 'node:crypto';
import type { CommandAnswer, CommandName, FollowAnswer } from '@parley/contracts/socket.ts';
import type { Call } from '@parley/core/call/call.ts';
import type { Frame, Page } from '@playwright/test';

type Tapped = {
  parleySockets: WebSocket[];
  parleyTracks: { source: 'camera' | 'microphone' | 'screen'; track: MediaStreamTrack }[];
};

/** Runs in every page first: keeps a hand on its sockets and on what its devices gave it. */
export function tapPage(): void {
  const tapped: Tapped = { parleySockets: [], parleyTracks: [] };
  Object.assign(window, tapped);
  const { WebSocket: Plain } = window;
  window.WebSocket = class extends Plain {
    constructor(...args: ConstructorParameters<typeof WebSocket>) {
      super(...args);
      tapped.parleySockets.push(this);
    }
  };
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices === undefined) return;
  const userMedia = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (asked) => {
    const stream = await userMedia(asked);
    for (const track of stream.getTracks()) {
      const source = track.kind === 'audio' ? 'microphone' : 'camera';
      tapped.parleyTracks.push({ source, track });
    }
    return stream;
  };
  const displayMedia = devices.getDisplayMedia.bind(devices);
  devices.getDisplayMedia = async (asked) => {
    const stream = await displayMedia(asked);
    for (const track of stream.getVideoTracks()) {
      tapped.parleyTracks.push({ source: 'screen', track });
    }
    return stream;
  };
}

/** Ends what a device gives, as the browser's own "Stop sharing" and a revoked permission do. */
export async function endTrack(
  place: Page | Frame,
  source: 'camera' | 'microphone' | 'screen',
): Promise<void> {
  await place.evaluate((wanted) => {
    const { parleyTracks } = window as unknown as Tapped;
    for (const { source: from, track } of parleyTracks) {
      if (from !== wanted || track.readyState === 'ended') continue;
      track.stop();
      track.dispatchEvent(new Event('ended'));
    }
  }, source);
}

/** Which devices a page has open, by id: one, or the light of an old one is still on. */
export async function deviceInUse(
  place: Page | Frame,
  source: 'camera' | 'microphone',
): Promise<readonly string[]> {
  return place.evaluate((wanted) => {
    const { parleyTracks } = window as unknown as Tapped;
    const open = parleyTracks.filter(
      (one) => one.source === wanted && one.track.readyState === 'live',
    );
    return open.map(({ track }) => track.getSettings().deviceId ?? '');
  }, source);
}

/** Leaves the browser's question for the camera open, as people do; the answer gives it back to the browser. */
export async function holdCameraQuestion(place: Page | Frame): Promise<() => Promise<void>> {
  await place.evaluate(() => {
    const { mediaDevices } = navigator;
    const ask = mediaDevices.getUserMedia.bind(mediaDevices);
    const answered = new Promise<void>((resolve) => {
      Object.assign(window, { parleyAnswerCamera: resolve });
    });
    mediaDevices.getUserMedia = async (asked) => {
      if (asked?.video !== undefined) await answered;
      return ask(asked);
    };
  });
  return () =>
    place.evaluate(() =>
      (window as unknown as { parleyAnswerCamera: () => void }).parleyAnswerCamera(),
    );
}

/** The browser fails to open the camera with this error, until the answer is called. */
export async function refuseCamera(
  place: Page | Frame,
  name: 'NotReadableError',
): Promise<() => Promise<void>> {
  await place.evaluate((why) => {
    const { mediaDevices } = navigator;
    const ask = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (asked) => {
      if (asked?.video !== undefined) throw new DOMException('refused', why);
      return ask(asked);
    };
    const free = () => {
      mediaDevices.getUserMedia = ask;
    };
    Object.assign(window, { parleyFreeCamera: free });
  }, name);
  return () =>
    place.evaluate(() =>
      (window as unknown as { parleyFreeCamera: () => void }).parleyFreeCamera(),
    );
}

/** Sends an event of a page's own making over the page's socket and gives the server's answer. */
async function ask(place: Page | Frame, event: string, data: unknown): Promise<unknown> {
  for (let line = 1; line <= LINES; line += 1) {
    const said = await askOnce(place, event, data);
    if (said !== LINE_LOST) return said;
  }
  throw new Error(`the page lost its line ${LINES} times before an answer to ${event}`);
}

const LINES = 3;
const LINE_LOST = 'line-lost';

/** As a page does: what the line took along with it is asked again on the next, under the same id. */
async function askOnce(place: Page | Frame, event: string, data: unknown): Promise<unknown> {
  await place.waitForFunction(() =>
    (window as unknown as Tapped).parleySockets.some((one) => one.readyState === WebSocket.OPEN),
  );
  return place.evaluate(
    ({ name, body, lost }) => {
      const { parleySockets } = window as unknown as Tapped;
      const socket = parleySockets.findLast((one) => one.readyState === WebSocket.OPEN);
      if (socket === undefined) return lost;
      const ackId = 900_000 + Math.floor(Math.random() * 90_000);
      return new Promise<unknown>((resolve) => {
        socket.addEventListener('close', () => resolve(lost));
        socket.addEventListener('message', ({ data: said }) => {
          const answer = `43${ackId}`;
          if (typeof said !== 'string' || !said.startsWith(answer)) return;
          resolve((JSON.parse(said.slice(answer.length)) as unknown[])[0]);
        });
        socket.send(`42${ackId}${JSON.stringify([name, body])}`);
      });
    },
    { name: event, body: data, lost: LINE_LOST },
  );
}

/** A raw request from a page's own tab, past every control. */
export async function request(
  place: Page | Frame,
  name: CommandName,
  data: unknown,
): Promise<CommandAnswer> {
  return (await ask(place, 'command', { id: randomUUID(), name, data })) as CommandAnswer;
}

/** Everything a stream has carried so far, as the server tells it to this page. */
export async function eventsOf(place: Page | Frame, stream: string): Promise<readonly unknown[]> {
  const events: { readonly seq: number }[] = [];
  for (;;) {
    const after = events.at(-1)?.seq ?? 0;
    const answer = (await ask(place, 'follow', { stream, after })) as FollowAnswer;
    if (!answer.ok) throw new Error(`${stream} may not be read: ${answer.code}`);
    events.push(...answer.events);
    if (!answer.more) return events;
  }
}

/** The newest call of the customer's conversation, as the server tells it to this page. */
export async function callSeenBy(place: Page | Frame, host: Page): Promise<Call> {
  const conversationId = await host.evaluate(() => {
    const key = Object.keys(localStorage).find((one) => one.startsWith('parley:'));
    const kept: unknown = JSON.parse(localStorage.getItem(key ?? '') ?? '{}');
    return (kept as { conversationId?: string }).conversationId ?? '';
  });
  const events = await eventsOf(place, `conversation:${conversationId}`);
  const calls = events.flatMap((event) => {
    const { type, call } = (event as { data: { type: string; call?: Call } }).data;
    return type === 'call' && call !== undefined ? [call] : [];
  });
  const call = calls.at(-1);
  if (call === undefined) throw new Error('there was no call');
  return call;
}
