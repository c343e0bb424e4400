import { Device } from 'mediasoup-client';
import { cameraSending, MICROPHONE_SENDING } from '../../../web/live/call/encodings.ts';
import { cameraConstraints, microphoneConstraints } from '../../../web/live/devices/constraints.ts';
import type { Asks, Offer } from './signals.ts';

/**
 * The least page that can be in a call: mediasoup-client as its manual shows it, the same devices and layers as
 * Parley's. Everything that can be is ready before Join is pressed.
 */
const link = new WebSocket(`ws://${location.host}`);
const waiting = new Map<number, (answer: never) => void>();
const device = new Device();
let asked = 0;
let offered: Promise<unknown> = Promise.resolve();

function ask<Ask extends keyof Asks>(
  name: Ask,
  data: Asks[Ask]['data'],
): Promise<Asks[Ask]['answer']> {
  asked += 1;
  const id = asked;
  link.send(JSON.stringify({ id, ask: name, data }));
  return new Promise((resolve) => waiting.set(id, resolve));
}

link.onmessage = ({ data }) => {
  const said = JSON.parse(String(data));
  if ('offer' in said) offered = offered.then(() => take(said as Offer));
  else waiting.get(said.id)?.(said.answer as never);
};

type Receiving = ReturnType<Device['createRecvTransport']>;
let receiving: Promise<Receiving> | null = null;

async function openReceiving(): Promise<Receiving> {
  const options = await ask('open-transport', { receives: device.recvRtpCapabilities });
  const transport = device.createRecvTransport(options);
  transport.on('connect', ({ dtlsParameters }, done) => {
    void ask('connect', { transportId: transport.id, dtlsParameters }).then(() => done());
  });
  await ask('consume-all', {});
  return transport;
}

async function take({ offer }: Offer): Promise<void> {
  const transport = await receiving;
  if (transport === null) return;
  const consumer = await transport.consume({ ...offer, streamId: `other:${offer.kind}` });
  const place = offer.kind === 'audio' ? 'remote-sound' : 'remote-picture';
  const element = document.querySelector<HTMLMediaElement>(`[data-testid="${place}"]`);
  if (element !== null) element.srcObject = new MediaStream([consumer.track]);
  await ask('resume', { consumerId: consumer.id });
}

async function send(): Promise<void> {
  const withPicture = location.search.includes('video');
  const chosen = {
    microphone: null,
    camera: null,
    cleanSound: false,
    resolution: 'default',
  } as const;
  const [stream, options] = await Promise.all([
    navigator.mediaDevices.getUserMedia({
      audio: microphoneConstraints(chosen),
      video: withPicture && cameraConstraints(chosen, null),
    }),
    ask('open-transport', { receives: null }),
  ]);
  const transport = device.createSendTransport(options);
  transport.on('connect', ({ dtlsParameters }, done) => {
    void ask('connect', { transportId: transport.id, dtlsParameters }).then(() => done());
  });
  transport.on('produce', ({ kind, rtpParameters }, done) => {
    void ask('produce', { kind, rtpParameters }).then(done);
  });
  for (const track of stream.getTracks()) {
    const { width = 640, height = 480 } = track.getSettings();
    const how = track.kind === 'audio' ? MICROPHONE_SENDING : cameraSending({ width, height });
    await transport.produce({ ...how, track });
  }
}

function press(name: string, pressed: () => void): void {
  const button = [...document.querySelectorAll('button')].find((one) => one.textContent === name);
  button?.addEventListener('click', pressed);
}

link.onopen = () => {
  void ask('capabilities', {}).then(async (routerRtpCapabilities) => {
    await device.load({ routerRtpCapabilities });
    document.body.dataset.ready = 'yes';
  });
};
press('Join', () => {
  receiving = openReceiving();
  void send();
});
press('Hold', () => void ask('hold', { held: true }));
press('Resume', () => void ask('hold', { held: false }));
