import { Badge, Button, Loader } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Dialog } from '../frame/Dialog.tsx';
import { words } from '../words.ts';
import { listSessions, type OwnSession, revokeSession } from './account.ts';
import { browserInWords } from './browser-in-words.ts';
import { Notice } from './Notice.tsx';
import styles from './SessionsDialog.module.css';

/** One's own sign-ins; each can be ended at once. */
export function SessionsDialog({ onClose }: { readonly onClose: () => void }) {
  const [sessions, setSessions] = useState<readonly OwnSession[] | null>(null);
  const [told, setTold] = useState<string | null>(null);

  useEffect(() => {
    let alive = true;
    void listSessions().then((reply) => {
      if (!alive) return;
      if (reply.ok) setSessions(reply.data);
      else setTold(words.sessions.notLoaded);
    });
    return () => {
      alive = false;
    };
  }, []);

  async function revoke(id: string): Promise<void> {
    const reply = await revokeSession(id);
    if (reply.ok) setSessions((all) => all?.filter((one) => one.id !== id) ?? null);
    else setTold(words.sessions.notEnded);
  }

  return (
    <Dialog title={words.sessions.title} onClose={onClose} size="lg">
      <p className={styles.about}>{words.sessions.about}</p>
      {sessions === null && told === null ? <Loader size="sm" aria-label={words.loading} /> : null}
      <ul className={styles.list}>
        {sessions?.map((one) => (
          <li key={one.id} className={styles.row}>
            <div>
              <p className={styles.name}>
                {browserInWords(one.browser)}
                {one.current ? <Badge color="go">{words.sessions.thisOne}</Badge> : null}
              </p>
              <p className={styles.when}>{words.sessions.when(one.startedAt, one.lastSeenAt)}</p>
            </div>
            {one.current ? null : (
              <Button
                variant="light"
                color="stop"
                size="xs"
                aria-label={words.sessions.endOne(browserInWords(one.browser))}
                onClick={() => void revoke(one.id)}
              >
                {words.sessions.end}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Notice tone="stop" text={told} />
    </Dialog>
  );
}
