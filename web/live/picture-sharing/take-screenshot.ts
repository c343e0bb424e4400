import type { Connection } from '../connection.ts';
import type { SharedFiles } from '../files/shared-files.ts';
import { frozenFrame } from './frozen-frame.ts';

/** What became of a screenshot; `already-shared`: the other side was first, theirs is shown. */
export type Taken = { readonly ok: true } | { readonly ok: false; readonly code: string };

/** Whose picture is frozen, from which leg, and where it is seen. */
export type ToFreeze = {
  readonly callId: string;
  readonly legId: string;
  readonly ofLegId: string;
  readonly isScreen: boolean;
  readonly video: HTMLVideoElement;
  /** What the file is called. */
  readonly name: string;
};

/** Freezes what a video of the call shows and makes it the picture of both (A1). */
export async function takeScreenshot(
  { connection, files, conversationId }: Around,
  { callId, legId, ofLegId, isScreen, video, name }: ToFreeze,
): Promise<Taken> {
  // Small letters on a screen would suffer from the other.
  const bytes = await frozenFrame(video, isScreen ? 'image/png' : 'image/jpeg');
  if (bytes === null) return { ok: false, code: 'nothing-to-freeze' };
  const uploaded = await files.upload({ bytes, name, source: 'screenshot' });
  if (!uploaded.ok) return uploaded;
  const fileId = uploaded.file.id;
  const answer = await connection.send('freeze-picture', { callId, legId, ofLegId, fileId });
  if (answer.ok) return { ok: true };
  // Nobody will see it: it is no file of the session.
  void connection.send('remove-file', { conversationId, fileId });
  return { ok: false, code: answer.code };
}

type Around = {
  readonly connection: Pick<Connection, 'send'>;
  readonly files: Pick<SharedFiles, 'upload'>;
  readonly conversationId: string;
};
