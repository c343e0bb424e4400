import { hearsTone } from './hears-tone.ts';

/** Well inside what every voice codec carries, and no harmonic of mains hum. */
const HERTZ = 1_010;
const LOUDNESS = 0.25;
const SAMPLES = 2_048;

/** Long enough for a browser that may sound to begin. */
const UNLOCK_MS = 1_000;

/** A tone to send and an ear for it: no microphone, and nothing that anybody hears. */
export class ToneLoop {
  readonly track: MediaStreamTrack;
  readonly #context: AudioContext;
  readonly #player = new Audio();
  readonly #samples = new Float32Array(SAMPLES);
  #ear: AnalyserNode | null = null;

  private constructor(context: AudioContext) {
    this.#context = context;
    const tone = new OscillatorNode(context, { frequency: HERTZ });
    const loudness = new GainNode(context, { gain: LOUDNESS });
    const out = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
    tone.connect(loudness).connect(out);
    tone.start();
    const [track] = out.stream.getAudioTracks();
    if (track === undefined) throw new Error('a tone without a track');
    this.track = track;
  }

  /** Null where the browser keeps the page silent until it is clicked. */
  static async open(): Promise<ToneLoop | null> {
    const context = new AudioContext();
    const late = new Promise((resolve) => setTimeout(resolve, UNLOCK_MS));
    await Promise.race([context.resume(), late]);
    if (context.state === 'running') return new ToneLoop(context);
    await context.close();
    return null;
  }

  /** Listens to what has come back. */
  listenTo(track: MediaStreamTrack): void {
    const stream = new MediaStream([track]);
    // NOTE: Chromium gives Web Audio nothing of a remote track that no element plays.
    this.#player.muted = true;
    this.#player.srcObject = stream;
    void this.#player.play().catch(() => {
      // A player that is let go before it began; whether the tone is heard is judged by the ear.
    });
    this.#ear = new AnalyserNode(this.#context, { fftSize: SAMPLES });
    new MediaStreamAudioSourceNode(this.#context, { mediaStream: stream }).connect(this.#ear);
  }

  /** Whether the tone is heard this very moment. */
  isHeard(): boolean {
    if (this.#ear === null) return false;
    this.#ear.getFloatTimeDomainData(this.#samples);
    const { sampleRate } = this.#context;
    return hearsTone(this.#samples, { hertz: HERTZ, sampleRate });
  }

  close(): void {
    this.#player.srcObject = null;
    this.track.stop();
    void this.#context.close();
  }
}
