import type { CustomerRequest } from '@parley/core/conversation/customer-request.ts';
import { useRef, useState } from 'preact/hooks';
import { type PhotoAnswer, type PhotoNow, photoAnswerOf } from '../../live/asking/photo-answer.ts';
import type { PictureAround } from '../picture/picture-around.ts';
import { useStore } from '../use-store.ts';
import { requestWords } from '../words-of-requests.ts';
import { RequestCard, useDecline } from './RequestCard.tsx';

const W = requestWords.photo;

/** A photo is taken, looked at, and then sent or not (M21). */
export function PhotoPrompt({
  request: { id, agentName },
  around,
}: {
  readonly request: CustomerRequest;
  readonly around: PictureAround;
}) {
  const answer = photoAnswerOf(around);
  const now = useStore(answer.now);
  const { isDeclining, decline } = useDecline(around, id);
  const none = now.at === 'none';
  return (
    <RequestCard
      icon="shot"
      region={W.region}
      title={W.title(agentName)}
      help={none ? W.help(agentName) : W.check}
    >
      {none ? (
        <div class="wanted-buttons">
          <PhotoButton answer={answer} label={hasCamera() ? W.take : W.choose} isFirst />
          <button type="button" class="secondary" disabled={isDeclining} onClick={decline}>
            {W.decline}
          </button>
        </div>
      ) : (
        <InHand key={now.photo.url} now={now} answer={answer} requestId={id} onDecline={decline} />
      )}
    </RequestCard>
  );
}

/** Where one holds the device itself before the thing, its camera opens; elsewhere a file is chosen. */
function hasCamera(): boolean {
  return matchMedia('(pointer: coarse)').matches;
}

function PhotoButton({
  answer,
  label,
  isFirst = false,
}: {
  readonly answer: PhotoAnswer;
  readonly label: string;
  readonly isFirst?: boolean;
}) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        class={isFirst ? 'primary' : 'secondary'}
        data-first={isFirst ? '' : undefined}
        onClick={() => input.current?.click()}
      >
        {label}
      </button>
      <input
        ref={input}
        type="file"
        accept="image/*"
        capture="environment"
        hidden
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file !== undefined) answer.choose(file);
          // The same file once more is a choice too.
          currentTarget.value = '';
        }}
      />
    </>
  );
}

function InHand({
  now,
  answer,
  requestId,
  onDecline,
}: {
  readonly now: Exclude<PhotoNow, { at: 'none' }>;
  readonly answer: PhotoAnswer;
  readonly requestId: string;
  readonly onDecline: () => void;
}) {
  const picture = useRef<HTMLImageElement>(null);
  const [shows, setShows] = useState<'nothing' | 'picture' | 'unreadable'>('nothing');
  const send = (): void => {
    if (picture.current !== null) void answer.send(requestId, picture.current);
  };
  return (
    <>
      {shows === 'unreadable' ? (
        <p class="wanted-trouble" role="alert">
          {W.unreadable}
        </p>
      ) : (
        <img
          ref={picture}
          class="wanted-photo"
          src={now.photo.url}
          alt={W.preview}
          onLoad={() => setShows('picture')}
          onError={() => setShows('unreadable')}
        />
      )}
      {now.at === 'sending' ? (
        <OnItsWay now={now} onCancel={answer.stop} />
      ) : (
        <>
          {now.at === 'failed' && (
            <p class="wanted-trouble" role="alert">
              {W.failed(now.code)}
            </p>
          )}
          <div class="wanted-buttons">
            {shows !== 'unreadable' && (
              <button type="button" class="primary" disabled={shows === 'nothing'} onClick={send}>
                {now.at === 'failed' ? W.again : W.send}
              </button>
            )}
            <PhotoButton answer={answer} label={hasCamera() ? W.other.take : W.other.choose} />
            <button type="button" class="secondary" onClick={onDecline}>
              {W.decline}
            </button>
          </div>
        </>
      )}
    </>
  );
}

function OnItsWay({
  now: { sentBytes, sizeBytes, waits },
  onCancel,
}: {
  readonly now: Extract<PhotoNow, { at: 'sending' }>;
  readonly onCancel: () => void;
}) {
  return (
    <div class="wanted-sending">
      <p role="status">{waits ? W.waiting : W.sending}</p>
      <progress aria-label={W.sending} max={sizeBytes} value={sentBytes} />
      <button type="button" class="secondary" onClick={onCancel}>
        {W.cancel}
      </button>
    </div>
  );
}
