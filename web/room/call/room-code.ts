import type { BegunCall } from '../../live/call/first-call.ts';
import { capabilitiesOf, deviceAtHand } from '../../live/call/media-device.ts';
import type { MediaResult } from '../../live/devices/permission.ts';
import { warmWire } from '../../live/wire.ts';
import { OpenRoom } from './open-room.ts';
import { RoomScreen } from './RoomScreen.tsx';

/** While the guest reads the lobby the way to the server is opened. */
function warmUp(): void {
  warmWire(location.origin);
}

/** A call whose devices the lobby has opened already. */
function wantedAfter(media: MediaResult): Omit<BegunCall, 'started'> {
  return { ready: Promise.resolve(media), asked: null, device: deviceAtHand(), proof: null };
}

/** Everything that the room needs beyond its lobby, in one piece that loads while the lobby is read. */
export const roomCode = { OpenRoom, RoomScreen, capabilitiesOf, wantedAfter, warmUp };
