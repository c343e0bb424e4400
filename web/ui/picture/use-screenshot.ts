import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { CallSession } from '../../live/call/call-session.ts';
import type { CallState } from '../../live/call/call-state.ts';
import { takeScreenshot } from '../../live/picture-sharing/take-screenshot.ts';
import { pictureWords } from '../words-of-pictures.ts';
import { instantInName } from './instant-in-words.ts';
import { mainPicture } from './main-picture.ts';
import type { PictureAround } from './picture-around.ts';
import { loadPictureCode } from './picture-code.ts';
import { useShared } from './use-shared.ts';

/** Taking a picture of the call for both to draw on. */
export type Screenshot = {
  /** False while there is nothing to take, or a picture is shared. */
  readonly canTake: boolean;
  readonly isTaking: boolean;
  /** Why the last one was not taken; null when it was. */
  readonly refused: string | null;
  readonly take: () => void;
};

export function useScreenshot(
  around: PictureAround,
  call: {
    readonly session: CallSession;
    readonly state: CallState;
    readonly section: RefObject<HTMLElement>;
    readonly ownIsLarge?: boolean;
  },
): Screenshot {
  const [isTaking, setTaking] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const isShared = useShared(around.conversation) !== null;
  const { session, state, section, ownIsLarge = false } = call;
  const main = session.kind === 'audio' ? null : mainPicture(state, { ownIsLarge });
  useEffect(() => {
    // It is to be drawn on at once.
    if (session.kind !== 'audio') void loadPictureCode();
  }, [session]);
  const take = async (): Promise<void> => {
    if (main === null || isTaking) return;
    const { legId: ofLegId, whose, isScreen } = main;
    const video = section.current?.querySelector<HTMLVideoElement>(`[data-picture="${whose}"]`);
    if (video == null) return;
    setTaking(true);
    setRefused(null);
    const { connection, conversation, files } = around;
    const { callId, legId } = session;
    const name = pictureWords.takenName(instantInName(Date.now()));
    const taken = await takeScreenshot(
      { connection, files, conversationId: conversation.conversationId },
      { callId, legId, ofLegId, isScreen, video, name },
    );
    setTaking(false);
    // The other side was first: their picture is there now, and that is what was wanted.
    if (!taken.ok && taken.code !== 'already-shared') setRefused(taken.code);
  };
  return {
    canTake: main !== null && !isShared,
    // The other side's may be there first: news that goes then would move it under a hand that draws.
    isTaking: isTaking && !isShared,
    refused,
    take: () => void take(),
  };
}
