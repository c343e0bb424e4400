import type { ConversationSession } from '../../live/conversation.ts';
import type { SharedFiles } from '../../live/files/shared-files.ts';
import type { ShownMessage } from '../../live/lines.ts';
import { FileBubble } from '../files/FileBubble.tsx';
import { Icon, type IconName } from '../icons/Icon.tsx';
import { words } from '../words.ts';
import { timeInWords } from './day-in-words.ts';
import { Invitation } from './Invitation.tsx';

type Status = Exclude<ShownMessage['status'], 'received'>;

const TICKS: Readonly<Record<Status, IconName>> = {
  pending: 'pending',
  failed: 'warning',
  sent: 'sent',
  delivered: 'delivered',
  read: 'delivered',
};

/** One message: own ones on the right, the other side's on the left with the name (T2). */
export function Bubble({
  message,
  isFirst,
  isLast,
  conversation,
  files,
}: {
  readonly message: ShownMessage;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly conversation: ConversationSession;
  readonly files: SharedFiles;
}) {
  const { own, author, at, status, link, file } = message;
  const name = author.role === 'agent' ? author.name : words.chat.us;
  return (
    <article class={own ? 'said own' : 'said'} aria-label={own ? words.chat.you : name}>
      {!own && isFirst && <p class="name">{name}</p>}
      {file != null && <FileBubble file={file} files={files} />}
      {link == null ? (
        <Said message={message} />
      ) : (
        <Invitation link={link} conversation={conversation} />
      )}
      {(isLast || status === 'failed' || status === 'pending') && (
        <p class={status === 'failed' ? 'under failed' : 'under'}>
          <time dateTime={new Date(at).toISOString()}>{timeInWords(at)}</time>
          {status !== 'received' && <Tick status={status} />}
        </p>
      )}
      {status === 'failed' && (
        <p class="again">
          <button type="button" class="link" onClick={() => conversation.retry(message.id)}>
            {words.chat.retry}
          </button>
          <button type="button" class="link" onClick={() => conversation.discard(message.id)}>
            {words.chat.discard}
          </button>
        </p>
      )}
    </article>
  );
}

/** What came with a file may be no words at all. */
function Said({ message: { text, file } }: { readonly message: ShownMessage }) {
  if (file != null && text === '') return null;
  return (
    <p class="bubble" dir="auto">
      {text}
    </p>
  );
}

function Tick({ status }: { readonly status: Status }) {
  const said = words.chat.status[status];
  return (
    <span class={`tick ${status}`} title={said}>
      <Icon name={TICKS[status]} size={14} />
      <span class={status === 'failed' ? undefined : 'unseen'}>{said}</span>
    </span>
  );
}
