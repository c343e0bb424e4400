import type { PublicEntry } from '@parley/contracts/rest.ts';
import type { CallKind } from '@parley/core/call/call.ts';
import type { ConversationView } from '@parley/core/conversation/view.ts';
import { canShareScreen } from '../../live/devices/support.ts';
import { Icon } from '../../ui/icons/Icon.tsx';
import { useStore } from '../../ui/use-store.ts';
import { words } from '../../ui/words.ts';
import type { CallsAre } from '../entry/entry.ts';
import { Header } from '../frame/Header.tsx';
import { CallNote } from '../start/CallNote.tsx';
import { callsNow } from '../start/calls-now.ts';
import { prefetchCalls } from './call-door.ts';
import type { Session } from './session.ts';

const KINDS: readonly CallKind[] = ['audio', 'video', 'screen'];

/** Who one talks to, and the ways to a call out of the chat. */
export function ChatHeader({
  entry,
  media,
  session,
  isCallOn,
  onClose,
}: {
  readonly entry: PublicEntry;
  readonly media: CallsAre;
  readonly session: Session;
  readonly isCallOn: boolean;
  readonly onClose: () => void;
}) {
  const { view, line } = useStore(session.conversation.state);
  const now = callsNow(media);
  const kinds = KINDS.filter(
    (kind) => entry.buttons[kind] && (kind !== 'screen' || canShareScreen()),
  );
  const { chat } = view;
  const place = line !== null && !isCallOn ? words.chat.place(line.position) : null;
  return (
    <>
      <Header
        title={chat.state === 'assigned' ? chat.agentName : entry.name}
        under={place ?? stateInWords(chat)}
        onClose={onClose}
      >
        {!isCallOn &&
          kinds.map((kind) => (
            <button
              key={kind}
              type="button"
              class="round"
              aria-label={words.buttons[kind]}
              title={words.buttons[kind]}
              disabled={now !== 'ready'}
              onPointerEnter={prefetchCalls}
              onFocus={prefetchCalls}
              onClick={() => session.calls.start(kind)}
            >
              <Icon name={kind} />
            </button>
          ))}
      </Header>
      {kinds.length > 0 && now === 'preparing' && <CallNote now={now} media={media} />}
    </>
  );
}

function stateInWords(chat: ConversationView['chat']): string | undefined {
  switch (chat.state) {
    case 'assigned':
      return words.chat.online;
    case 'waiting':
      return words.chat.waiting;
    case 'none':
    case 'completed':
      return undefined;
  }
}
