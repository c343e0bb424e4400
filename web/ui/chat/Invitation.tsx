import type { ConversationSession } from '../../live/conversation.ts';
import { Icon } from '../icons/Icon.tsx';
import { useStore } from '../use-store.ts';
import { askingWords } from '../words-of-asking.ts';
import { invitationState } from './invitation.ts';

const W = askingWords.invitation;

/** A message that invites to a video room, marked as such (T4); its link opens a tab of its own (L5). */
export function Invitation({
  link: { roomId, url },
  conversation,
}: {
  readonly link: { readonly roomId: string; readonly url: string };
  readonly conversation: ConversationSession;
}) {
  const state = invitationState(useStore(conversation.state).view, roomId);
  return (
    <div class={state === 'open' ? 'invitation' : 'invitation over'}>
      <p class="invitation-mark">
        <Icon name={state === 'open' ? 'video' : 'video-off'} size={20} />
        <b>{W.title}</b>
      </p>
      {state === 'open' ? (
        <>
          <p>{W.help}</p>
          <a class="primary" href={url} target="_blank" rel="noopener">
            {W.open}
            <Icon name="out" size={18} />
          </a>
        </>
      ) : (
        <p>{W.over[state]}</p>
      )}
    </div>
  );
}
