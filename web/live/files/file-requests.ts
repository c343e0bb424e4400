import type { FileLinks, NewFile, Upload } from '@parley/contracts/files.ts';
import type { Problem } from '@parley/contracts/rest.ts';
import { underStop } from '../under-stop.ts';

/** What became of a request about files. */
export type Answered<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      /** As the server says it (of a refused file: why), or `unreachable`. */
      readonly code: string;
      readonly retryAfterMs: number | null;
    };

/** The addresses of one file. */
export type FileLink = FileLinks['links'][number];

/** The steps of an upload, and where files are found. */
export type FileRequests = {
  readonly begin: (asked: NewFile) => Promise<Answered<Upload>>;
  readonly look: (fileId: string) => Promise<Answered<Upload>>;
  readonly put: (fileId: string, part: Part) => Promise<Answered<Upload>>;
  readonly finish: (fileId: string) => Promise<Answered<Upload>>;
  readonly cancel: (fileId: string) => Promise<Answered<null>>;
  readonly links: (fileIds: readonly string[]) => Promise<Answered<FileLinks>>;
};

type Part = { readonly offset: number; readonly bytes: Blob; readonly stop: AbortSignal };

/** A part of a file that takes longer than this is on a dead line. */
const PART_MS = 30_000;

/** Asks the server about files of one conversation; customers bring their token, staff their cookie. */
export function fileRequests(conversationId: string, token: string | null): FileRequests {
  const ask = <T>(path: string, init: RequestInit): Promise<Answered<T>> =>
    request<T>(path, {
      ...init,
      cache: 'no-store',
      credentials: token === null ? 'same-origin' : 'omit',
      headers: {
        ...(init.headers as Record<string, string> | undefined),
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
    });
  const said = (body: unknown): RequestInit => ({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const of = `/api/v1/conversations/${conversationId}`;
  const upload = (fileId: string): string => `/api/v1/files/${fileId}/upload`;
  return {
    begin: (asked) => ask(`${of}/files`, said(asked)),
    look: (fileId) => ask(upload(fileId), { method: 'GET' }),
    put: (fileId, { offset, bytes, stop }) =>
      underStop({ stops: [stop], longestMs: PART_MS }, (signal) =>
        ask(`${upload(fileId)}?offset=${offset}`, {
          method: 'PUT',
          headers: { 'content-type': 'application/octet-stream' },
          body: bytes,
          signal,
        }),
      ),
    finish: (fileId) => ask(`${upload(fileId)}/finish`, { method: 'POST' }),
    cancel: (fileId) => ask(upload(fileId), { method: 'DELETE' }),
    links: (fileIds) => ask(`${of}/file-links`, said({ fileIds })),
  };
}

async function request<T>(path: string, init: RequestInit): Promise<Answered<T>> {
  try {
    const response = await fetch(path, init);
    // The server's own schemas answer for the shapes.
    if (response.status === 204) return { ok: true, value: null as T };
    const told: unknown = await response.json();
    return response.ok ? { ok: true, value: told as T } : refused(told as Problem);
  } catch (error) {
    if (isCut(error)) return { ok: false, code: 'unreachable', retryAfterMs: null };
    throw error;
  }
}

function refused({ code, facts, retryAfterMs }: Problem): Answered<never> {
  const reason = code === 'file-refused' ? facts?.reason : undefined;
  return {
    ok: false,
    code: typeof reason === 'string' ? reason : code,
    retryAfterMs: retryAfterMs ?? null,
  };
}

/** No network, a dead line, somebody who stopped it, or something between that is not our server. */
function isCut(error: unknown): boolean {
  return (
    error instanceof TypeError || error instanceof SyntaxError || error instanceof DOMException
  );
}
