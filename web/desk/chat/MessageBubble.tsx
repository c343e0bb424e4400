import type { ConversationSession } from '../../live/conversation.ts';
import type { SharedFiles } from '../../live/files/shared-files.ts';
import type { ShownMessage } from '../../live/lines.ts';
import { FileBubble } from '../files/FileBubble.tsx';
import { Icon, type IconName } from '../icons/Icon.tsx';
import { clockInWords } from '../time-in-words.ts';
import { videoWords } from '../video/video-words.ts';
import { words } from '../words.ts';
import styles from './MessageLog.module.css';
import type { ShownLine } from './shown-lines.ts';

type Props = {
  readonly line: Extract<ShownLine, { kind: 'message' }>;
  readonly conversation: ConversationSession;
  readonly files: SharedFiles;
  readonly personId: string;
};

const TICKS: Readonly<Record<ShownMessage['status'], IconName | null>> = {
  pending: 'clock',
  failed: 'warning',
  sent: 'check',
  delivered: 'check-twice',
  read: 'check-twice',
  received: null,
};

/** One message: one's own on the right with its tick, the other side's on the left. */
export function MessageBubble({ line, conversation, files, personId }: Props) {
  const { message, goesOn } = line;
  const name = nameToShow(message, personId);
  return (
    <div
      className={styles.message}
      data-own={message.own}
      data-goes-on={goesOn}
      data-status={message.status}
    >
      {goesOn || name === null ? null : <p className={styles.author}>{name}</p>}
      <div className={styles.bubble}>
        <Said message={message} files={files} />
        <span className={styles.meta}>
          <time className="number">{clockInWords(line.at)}</time>
          <Tick status={message.status} />
        </span>
      </div>
      {message.status === 'failed' ? (
        <p className={styles.failed}>
          {words.chat.status.failed}
          <button type="button" onClick={() => conversation.retry(message.id)}>
            {words.chat.retry}
          </button>
          <button type="button" onClick={() => conversation.discard(message.id)}>
            {words.chat.discard}
          </button>
        </p>
      ) : null}
    </div>
  );
}

type SaidProps = { readonly message: ShownMessage; readonly files: SharedFiles };

/** The words, and what was sent with them. */
function Said({ message: { text, link, file }, files }: SaidProps) {
  if (link !== null && link !== undefined) return <VideoInvitation url={link.url} />;
  return (
    <>
      {file === null || file === undefined ? null : <FileBubble files={files} file={file} />}
      {text === '' ? null : (
        <p className={styles.text} dir="auto">
          {text}
        </p>
      )}
    </>
  );
}

/** Marked as what it is (T4). The link is the customer's: the agent comes in by the Video tab. */
function VideoInvitation({ url }: { readonly url: string }) {
  return (
    <div className={styles.invitation}>
      <Icon name="camera" size={16} />
      <div>
        <p className={styles.invitationTitle}>{videoWords.invitation}</p>
        <p className={styles.invitationUrl}>{url}</p>
      </div>
    </div>
  );
}

/** One's own name says nothing; a colleague who wrote before is named. */
function nameToShow({ author }: ShownMessage, personId: string): string | null {
  if (author.role === 'system' || author.id === personId || author.id === '') return null;
  return author.name;
}

function Tick({ status }: { readonly status: ShownMessage['status'] }) {
  const icon = TICKS[status];
  if (icon === null) return null;
  return (
    <span className={styles.tick} data-status={status} title={words.chat.status[status]}>
      <Icon name={icon} size={14} />
      <span className={styles.hidden}>{words.chat.status[status]}</span>
    </span>
  );
}
