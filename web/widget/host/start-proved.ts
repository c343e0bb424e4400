import type { ConversationOpened } from '@parley/contracts/rest.ts';
import type { FrameToHost } from '@parley/contracts/widget.ts';
import type { Answered } from '../../live/ask-server.ts';
import { startConversation } from '../entry/entry.ts';
import type { IdentityOfHost } from './identity-of-host.ts';

type Asked = Omit<Parameters<typeof startConversation>[0], 'identity'>;

/** Opens a conversation under the host's signed identity; one that is not believed costs nobody their chat. */
export async function startProved(
  asked: Asked,
  identity: IdentityOfHost,
  send: (message: FrameToHost) => void,
): Promise<Answered<ConversationOpened>> {
  const token = await identity.token();
  const first = await startConversation({ ...asked, identity: token });
  const isRefused = token !== null && !first.ok && first.code.startsWith('identity-');
  if (isRefused) send({ type: 'event', name: 'error', data: { code: first.code } });
  const answer = isRefused ? await startConversation({ ...asked, identity: null }) : first;
  if (!answer.ok) return answer;
  const { conversationId, verified } = answer.value;
  send({ type: 'event', name: 'conversation.started', data: { conversationId } });
  if (verified !== null) {
    const { subject, name } = verified;
    send({ type: 'event', name: 'identity.changed', data: { subject, name } });
  }
  return answer;
}
