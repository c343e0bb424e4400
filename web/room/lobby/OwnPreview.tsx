import { useEffect, useRef } from 'preact/hooks';
import { attachOwn } from '../../live/call/elements.ts';
import { Control } from '../../ui/call/Control.tsx';
import { Icon } from '../../ui/icons/Icon.tsx';
import { useStore } from '../../ui/use-store.ts';
import { words } from '../words.ts';
import { isRefused, type LobbyDevices } from './lobby-devices.ts';

/** What the other side will see, and whether it will. */
export function OwnPreview({ media }: { readonly media: LobbyDevices }) {
  const { cameras, camera } = useStore(media.devices.state);
  const wantsCamera = useStore(media.wantsCamera);
  const track = useStore(media.preview);
  const video = useRef<HTMLVideoElement>(null);
  useEffect(
    () => (video.current === null ? undefined : attachOwn(video.current, media.preview)),
    [media],
  );
  const isShown = track !== null;
  const isOn = wantsCamera && !isRefused(camera);
  const isMirrored = media.devices.facing() !== 'environment';
  return (
    <div class="preview">
      <video
        data-testid="own-picture"
        class={`${isShown ? '' : 'off'} ${isMirrored ? 'mirrored' : ''}`}
        aria-label={words.lobby.preview}
        ref={video}
      />
      {!isShown && (
        <div class="preview-off" data-testid="own-placeholder">
          <Icon name="video-off" size={30} />
          <p>{isOn ? words.lobby.cameraOpening : words.lobby.cameraOff}</p>
        </div>
      )}
      <div class="preview-controls">
        <Control
          icon={isOn ? 'video' : 'video-off'}
          label={isOn ? words.lobby.turnCameraOff : words.lobby.turnCameraOn}
          look={isOn ? 'on' : 'off'}
          onPress={isOn ? media.turnCameraOff : media.turnCameraOn}
        />
        {isShown && cameras.length > 1 && (
          <Control icon="flip" label={words.lobby.flip} onPress={media.flip} />
        )}
      </div>
    </div>
  );
}
