import type { MediaParameters } from '@parley/contracts/media.ts';
import type { Problem } from '@parley/contracts/rest.ts';
import type { Lobby, MediaResult, RoomJoined } from '@parley/contracts/rooms.ts';
import type { Link } from './link.ts';

/** What became of a question about a room; `code` as the server says it, or `unreachable`. */
export type Answered<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: string };

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

async function post<T>(path: string, body: unknown): Promise<Answered<T>> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      credentials: 'omit',
      cache: 'no-store',
    });
    // The server's own schemas answer for the shapes.
    if (response.ok) return { ok: true, value: (await response.json()) as T };
    const problem = (await response.json()) as Problem;
    return { ok: false, code: problem.code };
  } catch (error) {
    // No network, or something between that is not our server.
    if (error instanceof TypeError || error instanceof SyntaxError) {
      return { ok: false, code: 'unreachable' };
    }
    throw error;
  }
}
