import { openRequestOf } from '@parley/core/conversation/customer-request.ts';
import type { Connection } from '../connection.ts';
import type { ConversationSession } from '../conversation.ts';
import type { SharedFiles } from '../files/shared-files.ts';
import { randomId } from '../random-id.ts';
import { createStore, type Store } from '../store.ts';
import { fitPhoto } from './fit-photo.ts';

/** A photo in the customer's hands; until they press Send it is on their device alone. */
export type Photo = {
  readonly file: File;
  /** Shows it; good until it is put away. */
  readonly url: string;
};

/** Where the customer's answer to a request for a photo stands. */
export type PhotoNow =
  | { readonly at: 'none' }
  | { readonly at: 'chosen'; readonly photo: Photo }
  | {
      readonly at: 'sending';
      readonly photo: Photo;
      readonly sentBytes: number;
      readonly sizeBytes: number;
      /** The line is cut, and it goes on by itself. */
      readonly waits: boolean;
    }
  /** `code` as of an upload, or `try-again`. */
  | { readonly at: 'failed'; readonly photo: Photo; readonly code: string };

type Around = {
  readonly connection: Pick<Connection, 'send'>;
  readonly conversation: Pick<ConversationSession, 'conversationId' | 'state'>;
  readonly files: Pick<SharedFiles, 'upload'>;
};

/** The photo between being taken and being sent; it outlives the screens that show it. */
export type PhotoAnswer = {
  readonly now: Store<PhotoNow>;
  readonly choose: (file: File) => void;
  /** `shown` is the photo as the page shows it. */
  readonly send: (requestId: string, shown: HTMLImageElement) => Promise<void>;
  /** Stops what is being sent; the photo stays in hand. */
  readonly stop: () => void;
  readonly putAway: () => void;
};

/** What a photo without a name is called. */
const NAMELESS = 'photo.jpg';

const NONE: PhotoNow = { at: 'none' };

/** What the server has of it before it is told what it is for. */
type Arrived = { readonly fileId: string; readonly messageId: string };

class PhotoInHand implements PhotoAnswer {
  readonly now = createStore<PhotoNow>(NONE);
  readonly #around: Around;
  #sending = new AbortController();
  #arrived: Arrived | null = null;

  constructor(around: Around) {
    this.#around = around;
    const { state } = around.conversation;
    // Taken back, lapsed or answered from another tab: there is nobody to send it to.
    state.subscribe(() => {
      if (openRequestOf(state.get().view.requests, 'photo') === null) this.putAway();
    });
  }

  readonly choose = (file: File): void => {
    this.putAway();
    this.now.set({ at: 'chosen', photo: { file, url: URL.createObjectURL(file) } });
  };

  readonly send = async (requestId: string, shown: HTMLImageElement): Promise<void> => {
    const was = this.now.get();
    if (was.at !== 'chosen' && was.at !== 'failed') return;
    const { photo } = was;
    const sending = new AbortController();
    this.#sending = sending;
    const sizeBytes = photo.file.size;
    this.now.set({ at: 'sending', photo, sentBytes: 0, sizeBytes, waits: false });
    const { signal } = sending;
    const failed = (code: string): void => {
      if (!signal.aborted) this.now.set({ at: 'failed', photo, code });
    };
    try {
      const code = await this.#carry(photo, shown, signal);
      const answer = code === null ? await this.#answer(requestId, signal) : code;
      if (signal.aborted) return;
      if (answer === null || answer === 'request-closed') this.putAway();
      else failed(answer);
    } catch (error) {
      // Whatever is wrong with this page: nobody waits for ever.
      failed('unexpected');
      throw error;
    }
  };

  readonly stop = (): void => {
    this.#sending.abort();
    this.#takeBack();
    this.now.update((was) => (was.at === 'sending' ? { at: 'chosen', photo: was.photo } : was));
  };

  readonly putAway = (): void => {
    const was = this.now.get();
    if (was.at === 'none') return;
    this.#sending.abort();
    this.#takeBack();
    URL.revokeObjectURL(was.photo.url);
    this.now.set(NONE);
  };

  /** Brings the photo to the server; why it did not get there, or null. */
  async #carry(photo: Photo, shown: HTMLImageElement, stop: AbortSignal): Promise<string | null> {
    if (this.#arrived !== null) return null;
    const bytes = await fitPhoto(photo.file, shown);
    if (bytes === null) return 'picture-too-large';
    const show = (next: { readonly sentBytes?: number; readonly waits: boolean }): void =>
      this.now.update((was) =>
        was.at === 'sending' ? { ...was, sizeBytes: bytes.size, ...next } : was,
      );
    const name = photo.file.name === '' ? NAMELESS : photo.file.name;
    const uploaded = await this.#around.files.upload(
      { bytes, name, source: 'photo' },
      {
        stop,
        progressed: (sentBytes) => show({ sentBytes, waits: false }),
        waits: (waits) => show({ waits }),
      },
    );
    if (!uploaded.ok) return uploaded.code;
    this.#arrived = { fileId: uploaded.file.id, messageId: `msg_${randomId()}` };
    // Stopped in its last moment.
    if (stop.aborted) this.#takeBack();
    return null;
  }

  async #answer(requestId: string, stop: AbortSignal): Promise<string | null> {
    if (this.#arrived === null || stop.aborted) return 'cancelled';
    const { connection, conversation } = this.#around;
    const said = { conversationId: conversation.conversationId, requestId, ...this.#arrived };
    const answer = await connection.send('send-photo', said);
    if (answer.ok) this.#arrived = null;
    return answer.ok ? null : answer.code;
  }

  /** What nobody asks for any more does not stay there unasked. */
  #takeBack(): void {
    if (this.#arrived === null) return;
    const { fileId } = this.#arrived;
    this.#arrived = null;
    const { connection, conversation } = this.#around;
    const { requests } = conversation.state.get().view;
    if (requests.some((one) => one.fileId === fileId)) return;
    void connection.send('remove-file', { conversationId: conversation.conversationId, fileId });
  }
}

const answers = new WeakMap<object, PhotoAnswer>();

/** The photo in hand for this conversation in this page. */
export function photoAnswerOf(around: Around): PhotoAnswer {
  const known = answers.get(around.conversation);
  if (known !== undefined) return known;
  const made = new PhotoInHand(around);
  answers.set(around.conversation, made);
  return made;
}
