import { randomInt } from 'node:crypto';
import type { types } from 'mediasoup';
import { type Clips, MUSIC_STEP_MS, MUSIC_STEP_SAMPLES } from './clips.ts';
import { asksForKeyFrame } from './key-frame-request.ts';
import { PictureOrder } from './picture-order.ts';
import { Playback } from './playback.ts';
import { writeRtp } from './rtp-packet.ts';
import { vp8Payloads } from './vp8-payload.ts';

const OPUS_PAYLOAD_TYPE = 111;
const VP8_PAYLOAD_TYPE = 96;
const OPUS_KHZ = MUSIC_STEP_SAMPLES / MUSIC_STEP_MS;
const VP8_KHZ = 90;

/**
 * Waiting and holding sound and picture of one router: a leg that only sends, shared by all its calls.
 * It sends while somebody listens and is silent else.
 */
export class Player {
  readonly audio: types.Producer;
  readonly picture: types.Producer;
  readonly #transport: types.DirectTransport;
  readonly #playing: { readonly audio: Playback; readonly picture: Playback };

  private constructor(
    transport: types.DirectTransport,
    producers: { audio: types.Producer; picture: types.Producer },
    clips: Clips,
  ) {
    this.#transport = transport;
    this.audio = producers.audio;
    this.picture = producers.picture;
    const order = new PictureOrder(clips.picture.frames);
    transport.on('rtcp', (packet) => {
      if (asksForKeyFrame(packet)) order.wantKey();
    });
    this.#playing = {
      audio: new Playback(MUSIC_STEP_MS, sendMusic(producers.audio, clips)),
      picture: new Playback(clips.picture.frameMs, sendPicture(producers.picture, order)),
    };
  }

  static async open(router: types.Router, clips: Clips): Promise<Player> {
    const transport = await router.createDirectTransport();
    const [audio, picture] = await Promise.all([
      transport.produce({ kind: 'audio', rtpParameters: opusParameters(clips) }),
      transport.produce({ kind: 'video', rtpParameters: vp8Parameters() }),
    ]);
    return new Player(transport, { audio, picture }, clips);
  }

  listen(kind: 'audio' | 'picture', consumerId: string): void {
    this.#playing[kind].listen(consumerId);
  }

  unlisten(kind: 'audio' | 'picture', consumerId: string): void {
    this.#playing[kind].unlisten(consumerId);
  }

  get isPlaying(): { readonly audio: boolean; readonly picture: boolean } {
    return {
      audio: this.#playing.audio.isPlaying,
      picture: this.#playing.picture.isPlaying,
    };
  }

  close(): void {
    this.#playing.audio.stop();
    this.#playing.picture.stop();
    this.#transport.close();
  }
}

function opusParameters(clips: Clips): types.RtpParameters {
  return {
    codecs: [
      {
        mimeType: 'audio/opus',
        payloadType: OPUS_PAYLOAD_TYPE,
        clockRate: 48_000,
        channels: 2,
        parameters: { useinbandfec: 1, 'sprop-stereo': clips.music.channels === 2 ? 1 : 0 },
      },
    ],
    encodings: [{ ssrc: newSsrc() }],
    rtcp: { cname: 'player' },
  };
}

function vp8Parameters(): types.RtpParameters {
  return {
    codecs: [
      {
        mimeType: 'video/VP8',
        payloadType: VP8_PAYLOAD_TYPE,
        clockRate: 90_000,
        rtcpFeedback: [{ type: 'nack', parameter: 'pli' }],
      },
    ],
    encodings: [{ ssrc: newSsrc() }],
    rtcp: { cname: 'player' },
  };
}

function newSsrc(): number {
  return randomInt(1, 0xffff_ffff);
}

/** Timestamps follow the clock, not the packets: a pause in between stays as long as it was. */
function sendMusic(producer: types.Producer, clips: Clips): (step: number, at: number) => void {
  const { packets } = clips.music;
  const ssrc = ssrcOf(producer);
  let sequence = randomInt(0x8000);
  return (step, at) => {
    const payload = packets[step % packets.length];
    if (payload === undefined) return;
    const packet = {
      payloadType: OPUS_PAYLOAD_TYPE,
      sequence,
      timestamp: Math.round(at * OPUS_KHZ),
      ssrc,
      marker: step === 0,
      payload,
    };
    sequence += 1;
    producer.send(writeRtp(packet));
  };
}

function sendPicture(
  producer: types.Producer,
  order: PictureOrder,
): (step: number, at: number) => void {
  const ssrc = ssrcOf(producer);
  let sequence = randomInt(0x8000);
  let pictureId = randomInt(0x8000);
  return (step, at) => {
    if (step === 0) order.rewind();
    const frame = order.next(at);
    if (frame === undefined) return;
    const payloads = vp8Payloads(frame.data, pictureId);
    pictureId += 1;
    payloads.forEach((payload, index) => {
      const packet = {
        payloadType: VP8_PAYLOAD_TYPE,
        sequence,
        timestamp: Math.round(at * VP8_KHZ),
        ssrc,
        marker: index === payloads.length - 1,
        payload,
      };
      sequence += 1;
      producer.send(writeRtp(packet));
    });
  };
}

function ssrcOf(producer: types.Producer): number {
  return producer.rtpParameters.encodings?.[0]?.ssrc ?? 0;
}
