import type { Millis } from '@parley/core/time.ts';
import type { Database } from '../database/database.ts';
import type { Door } from '../delivery/door.ts';
import type { HttpApp } from '../delivery/http-app.ts';
import type { Log } from '../log.ts';
import { createContents } from './contents.ts';
import type { FileFacts } from './file-facts.ts';
import { fileKeysOf } from './file-key.ts';
import { linkSigner } from './file-links.ts';
import { untoldFiles } from './file-rows.ts';
import { type FilesConfig, objectStoreOf } from './files-config.ts';
import { removeLeftPictures } from './left-pictures.ts';
import { createPictures } from './pictures.ts';
import { serveFileRoutes } from './routes.ts';
import { serveContent } from './serve-content.ts';
import { noteSentPhotos, removeUnsentPhotos } from './unsent-photos.ts';
import { giveUpUploads, leftInStore, noteTakenOut } from './upload-rows.ts';
import { createUploads } from './uploads.ts';

/** Files of conversations: on their way in, kept, and given out. */
export type Files = {
  serve(app: HttpApp, door: Door): void;
  /** Tells and takes away what a dead server or a page that left did not. */
  sweep(): Promise<void>;
  stop(): void;
};

type Parts = {
  readonly database: Database;
  readonly config: FilesConfig;
  readonly secret: string;
  readonly facts: FileFacts;
  readonly now: () => Millis;
  readonly log: Log;
};

/** An upload that nobody went on with for so long is given up. */
const GIVEN_UP_MS = 24 * 3_600_000;

/** What a living server does with a file takes less. */
const SETTLED_MS = 10 * 60_000;
const UNTOLD_MS = 10_000;

export function createFiles({ database, config, secret, facts, now, log }: Parts): Files {
  const keys = fileKeysOf(secret);
  const contents = createContents(objectStoreOf(config), keys);
  const pictures = createPictures();
  const { added } = facts;
  const uploads = createUploads({ database, contents, keys, pictures, now, log, added });
  const signer = linkSigner(secret);
  return {
    serve(app, door) {
      serveFileRoutes(app, { database, door, uploads, signer, now });
      serveContent(app, { database, contents, signer, now, log });
    },
    async sweep() {
      for (const row of await untoldFiles(database, now() - UNTOLD_MS)) await uploads.tell(row);
      await removeLeftPictures({ database, facts, now });
      await noteSentPhotos(database);
      await removeUnsentPhotos(database, now());
      await giveUpUploads(database, now() - GIVEN_UP_MS, now());
      for (const { id } of await leftInStore(database, now() - SETTLED_MS)) {
        await contents.remove(id);
        await noteTakenOut(database, id);
      }
    },
    stop: () => pictures.stop(),
  };
}
