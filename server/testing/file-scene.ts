import { randomUUID } from 'node:crypto';
import type { FileLinks, NewFile, Upload } from '@parley/contracts/files.ts';
import { CHUNK_BYTES } from '@parley/contracts/limits.ts';
import type { SharedFile } from '@parley/core/files/shared-file.ts';
import { type Answered, ask, problemOf } from './http-client.ts';
import type { TestServer } from './test-server.ts';

/** Somebody who may share files in a conversation: a customer with their token, or staff with their cookie. */
export type Sharer = {
  readonly conversationId: string;
  readonly token?: string;
  readonly cookie?: string;
};

function proofOf({ token, cookie }: Sharer): {
  cookie?: string;
  headers?: Readonly<Record<string, string>>;
} {
  return {
    ...(cookie === undefined ? {} : { cookie }),
    ...(token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } }),
  };
}

/** A request of somebody's, for what it answers. */
export function askAs(
  server: TestServer,
  sharer: Sharer,
  {
    method,
    path,
    body,
  }: { readonly method: string; readonly path: string; readonly body?: object },
): Promise<Answered> {
  return ask(server, path, {
    method,
    ...proofOf(sharer),
    ...(body === undefined ? {} : { body }),
  });
}

/** Asks for an upload. */
export function begin(
  server: TestServer,
  sharer: Sharer,
  asked: Partial<NewFile> & { readonly sizeBytes: number },
): Promise<Answered> {
  const body = { requestId: randomUUID(), name: 'photo.png', source: 'upload', ...asked };
  const path = `/api/v1/conversations/${sharer.conversationId}/files`;
  return askAs(server, sharer, { method: 'POST', path, body });
}

/** Sends bytes of an upload. */
export async function put(
  server: TestServer,
  sharer: Sharer,
  part: { readonly fileId: string; readonly offset: number; readonly bytes: Buffer },
): Promise<Answered> {
  const { headers, cookie } = proofOf(sharer);
  const response = await fetch(
    `${server.url}/api/v1/files/${part.fileId}/upload?offset=${part.offset}`,
    {
      method: 'PUT',
      headers: {
        'content-type': 'application/octet-stream',
        origin: server.url,
        ...headers,
        ...(cookie === undefined ? {} : { cookie }),
      },
      body: new Uint8Array(part.bytes),
    },
  );
  return { status: response.status, headers: response.headers, body: await response.json() };
}

/** Everything of a file, up to its end; the answer of the first step that is refused. */
export async function upload(
  server: TestServer,
  sharer: Sharer,
  file: Partial<NewFile> & { readonly bytes: Buffer },
): Promise<Answered> {
  const { bytes, ...asked } = file;
  const begun = await begin(server, sharer, { sizeBytes: bytes.length, ...asked });
  if (begun.status !== 201) return begun;
  const { fileId } = begun.body as Upload;
  for (let offset = 0; offset < bytes.length; offset += CHUNK_BYTES) {
    const chunk = bytes.subarray(offset, offset + CHUNK_BYTES);
    const answer = await put(server, sharer, { fileId, offset, bytes: chunk });
    if (answer.status !== 200) return answer;
  }
  return askAs(server, sharer, {
    method: 'POST',
    path: `/api/v1/files/${fileId}/upload/finish`,
    body: {},
  });
}

/** A file that is taken. */
export async function share(
  server: TestServer,
  sharer: Sharer,
  file: Partial<NewFile> & { readonly bytes: Buffer },
): Promise<SharedFile> {
  const answer = await upload(server, sharer, file);
  const { file: shared } = answer.body as Upload;
  if (answer.status !== 200 || shared === null) {
    throw new Error(`the file was not taken: ${JSON.stringify(answer.body)}`);
  }
  return shared;
}

/** Why a file was not taken; null when it was. */
export function refusalOf(answer: Answered): string | null {
  if (answer.status < 400) return null;
  const { code, facts } = problemOf(answer);
  return typeof facts?.reason === 'string' ? facts.reason : code;
}

/** The addresses of files, as far as this person may open them. */
export async function linksOf(
  server: TestServer,
  sharer: Sharer,
  ...fileIds: readonly string[]
): Promise<FileLinks['links']> {
  const path = `/api/v1/conversations/${sharer.conversationId}/file-links`;
  const answer = await askAs(server, sharer, { method: 'POST', path, body: { fileIds } });
  if (answer.status !== 200) throw new Error(`no addresses: ${answer.status}`);
  return (answer.body as FileLinks).links;
}

/** What a browser gets from an address. */
export async function download(
  server: TestServer,
  path: string,
): Promise<{ readonly status: number; readonly headers: Headers; readonly bytes: Buffer }> {
  const response = await fetch(`${server.url}${path}`);
  const bytes = Buffer.from(await response.arrayBuffer());
  return { status: response.status, headers: response.headers, bytes };
}
