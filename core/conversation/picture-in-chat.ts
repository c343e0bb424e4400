import type { SharedFile } from '../files/shared-file.ts';
import { type Outcome, refuse } from '../outcome.ts';
import type {
  Drawer,
  PictureInput,
  PictureRefusalCode,
  SharedPicture,
} from '../picture-sharing/picture.ts';
import { closePicture, stepPicture } from '../picture-sharing/step.ts';
import type { Millis } from '../time.ts';
import type { Chat } from './chat.ts';
import type { ConversationFact } from './events.ts';

/** What moves the shared picture of a conversation; who sends it names the whole file. */
export type PictureInChatInput =
  | Exclude<PictureInput, { type: 'send-picture' }>
  | {
      readonly type: 'send-picture';
      readonly pictureId: string;
      readonly messageId: string;
      readonly file: SharedFile;
      readonly by: Drawer;
    };

type PictureInChatOutcome = Outcome<
  { readonly picture: SharedPicture | null; readonly facts: readonly ConversationFact[] },
  PictureRefusalCode
>;

/** Moves the shared picture; a sent one is also a message (A5). */
export function stepPictureInChat(
  picture: SharedPicture | null,
  input: PictureInChatInput,
  now: Millis,
): PictureInChatOutcome {
  if (input.type !== 'send-picture') return stepPicture(picture, input, now);
  const { type, pictureId, messageId, file, by } = input;
  if (file.picture === null) return refuse('wrong-size');
  const flattened = { type, pictureId, fileId: file.id, size: file.picture, by } as const;
  const outcome = stepPicture(picture, flattened, now);
  if (!outcome.ok) return outcome;
  const message = { type: 'message-sent', messageId, author: by, text: '', file } as const;
  return { ...outcome, facts: [...outcome.facts, message] };
}

/** The picture beside a chat that is over: it is closed for both; null when nothing is to be closed. */
export function pictureClosedWith(
  picture: SharedPicture | null,
  chat: Chat,
): { readonly picture: null; readonly fact: ConversationFact } | null {
  if (picture === null || chat.state !== 'completed') return null;
  return { picture: null, fact: closePicture(picture) };
}
