import type { CommandAnswer } from '@parley/contracts/socket.ts';
import type { RequestedThing } from '@parley/core/conversation/customer-request.ts';
import type { Connection } from '../../live/connection.ts';
import { refusalInWords } from '../video/refusal-in-words.ts';
import type { Toasts } from '../work/toasts.ts';
import { askingWords } from './asking-words.ts';

/** What an agent asks of a customer in the chat; a refusal is told in words, and the answer is whether it was done. */
export type Questions = {
  readonly askForVideo: (conversationId: string) => Promise<boolean>;
  readonly withdraw: (conversationId: string) => Promise<boolean>;
  readonly askFor: (conversationId: string, what: RequestedThing) => Promise<boolean>;
  readonly withdrawRequest: (conversationId: string, what: RequestedThing) => Promise<boolean>;
  readonly closeCallback: (
    conversationId: string,
    outcome: 'reached' | 'not-reached',
  ) => Promise<boolean>;
};

export function openQuestions({
  connection,
  toasts,
}: {
  readonly connection: Connection;
  readonly toasts: Toasts;
}): Questions {
  const { send } = connection;
  async function told(
    asked: Promise<CommandAnswer>,
    inWords: (code: Parameters<typeof refusalInWords>[0]) => string = refusalInWords,
  ): Promise<boolean> {
    const answer = await asked;
    if (!answer.ok) toasts.show({ icon: 'warning', tone: 'warn', text: inWords(answer) });
    return answer.ok;
  }
  return {
    askForVideo: (conversationId) => told(send('ask-for-video', { conversationId })),
    async withdraw(conversationId) {
      const answer = await send('withdraw-video-request', { conversationId });
      // Answered meanwhile: what came of it is on screen already.
      if (!answer.ok && answer.code === 'request-closed') return true;
      return told(Promise.resolve(answer));
    },
    askFor: (conversationId, what) => told(send('ask-customer', { conversationId, what }), unasked),
    async withdrawRequest(conversationId, what) {
      const answer = await send('withdraw-customer-request', { conversationId, what });
      // Answered meanwhile: what came of it is on screen already.
      if (!answer.ok && answer.code === 'request-closed') return true;
      return told(Promise.resolve(answer), unasked);
    },
    closeCallback: (conversationId, outcome) =>
      told(send('close-callback', { conversationId, outcome }), () => askingWords.callback.failed),
  };
}

function unasked({ code }: Parameters<typeof refusalInWords>[0]): string {
  const { tooSoon, failed } = askingWords.requests;
  return code === 'too-many' ? tooSoon : failed;
}
