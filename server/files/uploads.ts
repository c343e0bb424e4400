import { randomUUID } from 'node:crypto';
import type { NewFile, Upload } from '@parley/contracts/files.ts';
import { FILE_BYTES } from '@parley/contracts/limits.ts';
import { type FileMaker, isForCustomer, type SharedFile } from '@parley/core/files/shared-file.ts';
import type { Millis } from '@parley/core/time.ts';
import type { Database } from '../database/database.ts';
import { ProblemError } from '../delivery/problem.ts';
import type { Log } from '../log.ts';
import { checkFile } from './check-file.ts';
import type { Contents } from './contents.ts';
import { type FileKeys, openPart, sealPart } from './file-key.ts';
import { fileProblem } from './file-problem.ts';
import {
  type FileRow,
  findFile,
  noteTold,
  removeFile,
  sharedFileOf,
  uploadOf,
} from './file-rows.ts';
import type { Pictures } from './pictures.ts';
import {
  addPart,
  type Begun,
  beginStoring,
  beginUpload,
  endUpload,
  readParts,
  refuseUpload,
} from './upload-rows.ts';

/** Files on their way in; each step may be repeated, and any server goes on with any upload. */
export type Uploads = {
  begin(maker: FileMaker, conversationId: string, asked: NewFile): Promise<Upload>;
  look(maker: FileMaker, fileId: string): Promise<Upload>;
  /** The conversation it is for. */
  conversationOf(maker: FileMaker, fileId: string): Promise<string>;
  add(maker: FileMaker, fileId: string, part: ArrivedPart): Promise<Upload>;
  finish(maker: FileMaker, fileId: string): Promise<Upload>;
  cancel(maker: FileMaker, fileId: string): Promise<void>;
  /** Says on the conversation's stream that a ready file is there; once, however often it is asked. */
  tell(row: FileRow): Promise<void>;
};

export type ArrivedPart = { readonly offset: number; readonly bytes: Buffer };

export type UploadParts = {
  readonly database: Database;
  readonly contents: Contents;
  readonly keys: FileKeys;
  readonly pictures: Pictures;
  readonly now: () => Millis;
  readonly log: Log;
  /** False when it could not be stored now. */
  readonly added: (conversationId: string, file: SharedFile) => Promise<boolean>;
};

export function createUploads(parts: UploadParts): Uploads {
  const { database, now } = parts;
  const finishing = new Map<string, Promise<FileRow>>();
  const tell = (row: FileRow): Promise<void> => tellOf(parts, row);
  return {
    tell,
    begin: (maker, conversationId, asked) => begin(parts, { maker, conversationId, asked }),
    look: async (maker, fileId) => uploadOf(await ownFile(parts, maker, fileId)),
    conversationOf: async (maker, fileId) => (await ownFile(parts, maker, fileId)).conversationId,
    async add(maker, fileId, { offset, bytes }) {
      const row = await ownFile(parts, maker, fileId);
      if (row.state !== 'uploading' || row.sealedKey === null) throw overFor(row);
      const sealed = sealPart(parts.keys.open(row.sealedKey), aboutPart(fileId, offset), bytes);
      const part = { id: fileId, offset, sizeBytes: bytes.length, sealed };
      const added = await addPart(database, part, now());
      if (added === null) throw overFor(await ownFile(parts, maker, fileId));
      const { ok, receivedBytes } = added;
      if (!ok) throw new ProblemError('upload-offset', { facts: { receivedBytes } });
      return uploadOf({ ...row, receivedBytes });
    },
    async finish(maker, fileId) {
      const row = await ownFile(parts, maker, fileId);
      // Pressed twice, the work is done once.
      const done = finishing.get(fileId) ?? finish(parts, row);
      finishing.set(fileId, done);
      try {
        const finished = await done;
        if (finished.state !== 'ready') throw overFor(finished);
        await tell(finished);
        return uploadOf(finished);
      } catch (cause) {
        throw fileProblem(cause, parts.log);
      } finally {
        finishing.delete(fileId);
      }
    },
    async cancel(maker, fileId) {
      const row = await ownFile(parts, maker, fileId);
      if (row.state === 'ready') throw overFor(row);
      await removeFile(database, fileId, now());
    },
  };
}

/** Snapshots are the agents’ only, photos the customers’. */
const NEVER_OF = { customer: 'snapshot', agent: 'photo' } as const;

type Beginning = {
  readonly maker: FileMaker;
  readonly conversationId: string;
  readonly asked: NewFile;
};

async function begin(
  { database, keys, now }: UploadParts,
  { maker, conversationId, asked }: Beginning,
): Promise<Upload> {
  const { requestId, name, sizeBytes, source } = asked;
  if (sizeBytes > FILE_BYTES) throw new ProblemError('too-large', { facts: { most: FILE_BYTES } });
  if (NEVER_OF[maker.role] === source) throw new ProblemError('not-allowed');
  const begun = await beginUpload(
    database,
    {
      ...{ conversationId, requestId, maker, source, name, sizeBytes },
      id: `file_${randomUUID()}`,
      forCustomer: isForCustomer(maker.role, source),
      sealedKey: keys.make().sealed,
    },
    now(),
  );
  if (!begun.ok) throw refusalOf(begun);
  const row = await findFile(database, begun.id);
  if (row === null) throw new ProblemError('not-found');
  return uploadOf(row);
}

function refusalOf(begun: Extract<Begun, { ok: false }>): ProblemError {
  if (begun.code !== 'too-many') return new ProblemError(begun.code);
  return new ProblemError('too-many', { retryAfterMs: begun.retryAfterMs });
}

/** Only who began an upload goes on with it. */
async function ownFile(
  { database }: UploadParts,
  maker: FileMaker,
  fileId: string,
): Promise<FileRow> {
  const row = await findFile(database, fileId);
  if (row?.makerId !== maker.id || row.makerRole !== maker.role) {
    throw new ProblemError('not-found');
  }
  return row;
}

/** Why an upload does not go on. */
function overFor({ state, reason }: FileRow): ProblemError {
  if (state !== 'refused' || reason === null) return new ProblemError('upload-over');
  return new ProblemError('file-refused', { facts: { reason } });
}

function aboutPart(fileId: string, offset: number): string {
  return `${fileId} part ${offset}`;
}

/** Checks what has arrived and puts it into the store; gives the file as it is then. */
async function finish(parts: UploadParts, row: FileRow): Promise<FileRow> {
  const { id, sealedKey, receivedBytes, askedBytes } = row;
  if (row.state !== 'uploading' || sealedKey === null) return row;
  if (receivedBytes < askedBytes) {
    throw new ProblemError('upload-incomplete', { facts: { receivedBytes } });
  }
  const { database, now } = parts;
  const checked = await checkFile(parts.pictures, row.name, await arrived(parts, id, sealedKey));
  if (!checked.ok) await refuseUpload(database, { id, reason: checked.reason }, now());
  else if (await beginStoring(database, id, now())) {
    const { about, bytes, preview } = checked;
    await parts.contents.put({ id, sealedKey }, 'content', bytes);
    if (preview !== null) await parts.contents.put({ id, sealedKey }, 'preview', preview);
    await endUpload(database, { id, ...about }, now());
  }
  const after = await findFile(database, id);
  if (after === null) throw new ProblemError('not-found');
  return after;
}

async function arrived(
  { database, keys }: UploadParts,
  id: string,
  sealedKey: Buffer,
): Promise<Buffer> {
  const key = keys.open(sealedKey);
  const parts = await readParts(database, id);
  return Buffer.concat(
    parts.map(({ offset, sealed }) => openPart(key, aboutPart(id, offset), sealed)),
  );
}

async function tellOf({ database, added }: UploadParts, row: FileRow): Promise<void> {
  const file = sharedFileOf(row);
  // A photo is told by the message with which its customer sends it.
  if (file === null || row.told || row.source === 'photo') return;
  if (await added(row.conversationId, file)) await noteTold(database, row.id);
}
