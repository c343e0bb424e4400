import type { MediaParameters } from '@parley/contracts/media.ts';
import type { Lobby, MediaResult, RoomJoined } from '@parley/contracts/rooms.ts';
import { type Answered, askServer } from '../../live/ask-server.ts';
import type { Link } from './link.ts';

/** What Join is pressed with. */
export type Joining = {
  readonly name: string;
  readonly tabId: string;
  readonly media: MediaResult;
  readonly camera: boolean;
  readonly move: boolean;
  readonly rtpCapabilities: MediaParameters | null;
};

/** What the lobby shows; nothing is used up by it. */
export function lookAtRoom(link: Link): Promise<Answered<Lobby>> {
  return post<Lobby>('/api/v1/rooms/look', link);
}

/** Goes in; asked twice by the same tab it is one join. */
export function joinRoom(link: Link, joining: Joining): Promise<Answered<RoomJoined>> {
  return post<RoomJoined>('/api/v1/rooms/join', { ...link, ...joining });
}

function post<T>(path: string, body: unknown): Promise<Answered<T>> {
  return askServer<T>(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    cache: 'no-store',
  });
}
