import { type Notice, subjectOf } from './notice.ts';

/** What the agent has seen in one of the desk's pages is not told again when they look away. */
export type Seen = {
  /** Those to be told; an offer is, as long as it rings. */
  readonly unseen: (notices: readonly Notice[]) => readonly Notice[];
  readonly close: () => void;
};

export function openSeen(): Seen {
  const otherPages = new BroadcastChannel('parley-seen');
  let seen: ReadonlySet<string> = new Set();
  const hear = ({ data }: MessageEvent<readonly string[]>): void => {
    seen = new Set([...seen, ...data]);
  };
  otherPages.addEventListener('message', hear);
  return {
    unseen(notices) {
      const once = notices.filter(({ tag }) => subjectOf(tag)?.kind !== 'offer').map(nameOf);
      seen = new Set(once.filter((name) => seen.has(name)));
      if (document.visibilityState === 'visible') {
        const fresh = once.filter((name) => !seen.has(name));
        seen = new Set(once);
        if (fresh.length > 0) otherPages.postMessage(fresh);
      }
      return notices.filter((notice) => !seen.has(nameOf(notice)));
    },
    close() {
      otherPages.removeEventListener('message', hear);
      otherPages.close();
    },
  };
}

/** One message more is something new. */
function nameOf({ tag, title }: Notice): string {
  return `${tag} ${title}`;
}
