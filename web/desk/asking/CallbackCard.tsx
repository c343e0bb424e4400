import { Button } from '@mantine/core';
import type { Callback } from '@parley/core/conversation/asking.ts';
import { useState } from 'react';
import type { Workplace } from '../frame/workplace.ts';
import { Icon } from '../icons/Icon.tsx';
import { momentInWords } from '../time-in-words.ts';
import { useVideoObstacle } from '../video/use-video-obstacle.ts';
import { videoWords } from '../video/video-words.ts';
import styles from './Asking.module.css';
import { askingWords } from './asking-words.ts';

type Props = {
  readonly workplace: Workplace;
  readonly conversationId: string;
  readonly callback: Callback;
  readonly onAskedForVideo: () => void;
  readonly onSwitched: () => void;
};

const W = askingWords.callback;

/** Whether the agent still has something to do about it. */
export function isOwed(callback: Callback | null): callback is Callback {
  return callback?.state === 'waiting' || callback?.state === 'with-agent';
}

/** A customer who wants to be called back: how, since when, and what became of it (E15). */
export function CallbackCard(props: Props) {
  const { workplace, conversationId, callback } = props;
  const { connection, questions } = workplace;
  const isLater = callback.dueAt > callback.since;
  return (
    <section className={styles.card} aria-label={W.region}>
      <div className={styles.facts}>
        <p className={styles.title}>{W.title(callback.name)}</p>
        <p className={styles.help}>
          {callback.way === 'phone' ? W.byPhone(callback.number ?? '') : W.byWeb}
          {' · '}
          {W.since} {momentInWords(connection.localTime(callback.since), Date.now())}
          {isLater
            ? ` · ${W.due} ${momentInWords(connection.localTime(callback.dueAt), Date.now())}`
            : ''}
        </p>
        {callback.topic === '' ? null : (
          <p className={styles.help} dir="auto">
            {W.topic}: {callback.topic}
          </p>
        )}
      </div>
      <div className={styles.line}>
        {callback.way === 'web' ? <WebWays {...props} /> : <PhoneWays {...props} />}
        <span className={styles.space} />
        {(['reached', 'not-reached'] as const).map((outcome) => (
          <Button
            key={outcome}
            size="xs"
            variant="outline"
            color="plain"
            onClick={() => void questions.closeCallback(conversationId, outcome)}
          >
            {W[outcome]}
          </Button>
        ))}
      </div>
    </section>
  );
}

/** The customer is in the chat: a question there, or a link. */
function WebWays({ workplace, conversationId, onAskedForVideo, onSwitched }: Props) {
  const { questions, rooms } = workplace;
  const obstacle = useVideoObstacle(workplace, conversationId);
  const [asked, setAsked] = useState<'question' | 'link' | null>(null);

  async function press(what: 'question' | 'link'): Promise<void> {
    setAsked(what);
    const isDone =
      what === 'question'
        ? await questions.askForVideo(conversationId)
        : await rooms.switchToVideo(conversationId);
    setAsked(null);
    if (!isDone) return;
    if (what === 'question') onAskedForVideo();
    else onSwitched();
  }

  const why = obstacle === null ? undefined : videoWords.obstacle[obstacle];
  return (
    <>
      <Button
        size="xs"
        leftSection={<Icon name="camera" size={15} />}
        loading={asked === 'question'}
        disabled={obstacle !== null || asked !== null}
        title={why}
        onClick={() => void press('question')}
      >
        {W.askForVideo}
      </Button>
      <Button
        size="xs"
        variant="light"
        leftSection={<Icon name="link" size={15} />}
        loading={asked === 'link'}
        disabled={obstacle !== null || asked !== null}
        title={why}
        onClick={() => void press('link')}
      >
        {W.sendLink}
      </Button>
    </>
  );
}

/** By telephone where there is a trunk, else by a link that goes to the telephone. */
function PhoneWays({ workplace, conversationId, callback }: Props) {
  const { invites, verbs } = workplace;
  const number = callback.number ?? '';
  const [isCalling, setIsCalling] = useState(false);
  async function call(): Promise<void> {
    setIsCalling(true);
    await verbs.dial({ type: 'number', number }, 'audio');
    setIsCalling(false);
  }
  return (
    <>
      <Button
        size="xs"
        leftSection={<Icon name="link" size={15} />}
        onClick={() => invites.open({ number, name: callback.name, conversationId })}
      >
        {W.sendSms}
      </Button>
      <Button
        size="xs"
        variant="light"
        leftSection={<Icon name="phone" size={15} />}
        loading={isCalling}
        onClick={() => void call()}
      >
        {W.callNumber(number)}
      </Button>
    </>
  );
}
