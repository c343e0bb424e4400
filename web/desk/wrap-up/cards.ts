import type { WrapUpWords } from '@parley/core/conversation/events.ts';
import type { DeskWrapUp } from '@parley/core/presence/desk-view.ts';
import type { Millis } from '@parley/core/time.ts';

/** Which call is wrapped up. */
export type AboutCall = Pick<DeskWrapUp, 'conversationId' | 'callId' | 'customerName'>;

/** A wrap-up as the agent fills it in. */
export type WrapUpCard = AboutCall & {
  /** Its end on the server's clock; null once the agent's time is over, or for a call of earlier. */
  readonly until: Millis | null;
  readonly said: WrapUpWords;
  readonly isSaving: boolean;
};

/** Nothing chosen, nothing written. */
export const SILENT: WrapUpWords = { code: null, note: '' };

/** Whether there is anything that would be lost. */
export function isSilent({ code, note }: WrapUpWords): boolean {
  return code === null && note.trim() === '';
}

/** The cards after the desk's wrap-ups changed. What was begun outlives its time; `draftOf` knows what was typed before a reload. */
export function cardsAfter(
  cards: readonly WrapUpCard[],
  wrapUps: readonly DeskWrapUp[],
  draftOf: (callId: string) => WrapUpWords,
): readonly WrapUpCard[] {
  const known = cards.flatMap((card): WrapUpCard[] => {
    const now = wrapUps.find((one) => one.callId === card.callId);
    if (now !== undefined) return [{ ...card, until: now.until }];
    const isOver = card.until !== null;
    return isOver && isSilent(card.said) && !card.isSaving ? [] : [{ ...card, until: null }];
  });
  const begun = wrapUps
    .filter((one) => !cards.some((card) => card.callId === one.callId))
    .map(({ conversationId, callId, customerName, until }): WrapUpCard => {
      const about = { conversationId, callId, customerName };
      return { ...about, until, said: draftOf(callId), isSaving: false };
    });
  return [...known, ...begun];
}
