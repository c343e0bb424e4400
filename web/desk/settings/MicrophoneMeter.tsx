import { useEffect, useRef } from 'react';
import type { Devices } from '../../live/devices/devices.ts';
import { words } from '../words.ts';
import { useStore } from '../work/use-store.ts';
import styles from './Settings.module.css';

/** How loud the microphone is now; it is open only as long as this is on screen and the browser allows it. */
export function MicrophoneMeter({ devices }: { readonly devices: Devices }) {
  const { microphone } = useStore(devices.state);
  const bar = useRef<HTMLMeterElement>(null);
  const isAllowed = microphone === 'allowed';

  useEffect(() => {
    const shown = bar.current;
    if (!isAllowed || shown === null) return;
    return measure(devices, (level) => {
      shown.value = level;
    });
  }, [devices, isAllowed]);

  if (!isAllowed) return null;
  return (
    <meter
      ref={bar}
      className={styles.meter}
      min={0}
      max={1}
      aria-label={words.settings.audio.meter}
    />
  );
}

/** Levels from silence (−60 dB) to the loudest. */
const RANGE_DB = 60;

function measure(devices: Devices, told: (level: number) => void): () => void {
  const held = devices.hold('microphone');
  const context = new AudioContext();
  const analyser = new AnalyserNode(context, { fftSize: 1024 });
  const wave = new Float32Array(analyser.fftSize);
  let source: MediaStreamAudioSourceNode | null = null;
  let frame = 0;

  function connect(): void {
    source?.disconnect();
    const track = held.track.get();
    source = track === null ? null : context.createMediaStreamSource(new MediaStream([track]));
    source?.connect(analyser);
  }

  function look(): void {
    analyser.getFloatTimeDomainData(wave);
    const power = wave.reduce((sum, one) => sum + one * one, 0) / wave.length;
    const level = source === null ? 0 : 1 + (10 * Math.log10(power + 1e-9)) / RANGE_DB;
    told(Math.min(Math.max(level, 0), 1));
    frame = requestAnimationFrame(look);
  }

  const stop = held.track.subscribe(connect);
  connect();
  look();
  return () => {
    cancelAnimationFrame(frame);
    stop();
    source?.disconnect();
    held.release();
    void context.close();
  };
}
