import type { Devices } from '../../live/devices/devices.ts';
import type { Headset } from '../../live/headset/headset.ts';
import { words } from '../words.ts';
import type { Ring } from '../work/ring.ts';
import { CameraChoice, MicrophoneChoice, SpeakerChoice } from './DeviceChoices.tsx';
import { HeadsetSetup } from './HeadsetSetup.tsx';
import { MicrophoneMeter } from './MicrophoneMeter.tsx';
import { OwnPicture } from './OwnPicture.tsx';
import type { OwnSettings } from './own-settings.ts';
import { RingSetup } from './RingSetup.tsx';
import styles from './Settings.module.css';
import { TestTone } from './TestTone.tsx';

type Props = {
  readonly devices: Devices;
  readonly ring: Ring;
  readonly headset: Headset;
  readonly settings: OwnSettings;
};

const W = words.settings.audio;

/** What one speaks into, hears and is rung by; changed at once, in a running call too (V1). */
export function AudioTab({ devices, ring, headset, settings }: Props) {
  return (
    <div className={styles.columns}>
      <section className={styles.group} aria-label={W.speaking}>
        <h3>{W.speaking}</h3>
        <MicrophoneChoice devices={devices}>
          <MicrophoneMeter devices={devices} />
        </MicrophoneChoice>
        <SpeakerChoice devices={devices} which="speaker">
          <TestTone label={W.testTone} speaker={devices.speakerId} />
        </SpeakerChoice>
        <CameraChoice devices={devices}>
          <OwnPicture devices={devices} />
        </CameraChoice>
      </section>
      <section className={styles.group} aria-label={W.ringing}>
        <h3>{W.ringing}</h3>
        <SpeakerChoice devices={devices} which="ringSpeaker">
          <TestTone label={W.testToneRing} speaker={devices.ringSpeakerId} />
        </SpeakerChoice>
        <RingSetup ring={ring} settings={settings} />
        <h3>{W.headset}</h3>
        <HeadsetSetup headset={headset} />
      </section>
    </div>
  );
}
