import './feedback.css';
import { COMMENT_LENGTH } from '@parley/contracts/limits.ts';
import type { Feedback } from '@parley/core/conversation/asking.ts';
import { useState } from 'preact/hooks';
import type { Connection } from '../../live/connection.ts';
import { Icon } from '../icons/Icon.tsx';
import { askingWords } from '../words-of-asking.ts';

const RATINGS = [1, 2, 3, 4, 5] as const satisfies readonly Feedback['rating'][];
const W = askingWords.feedback;

/** Stars, and words once there are stars. */
export function FeedbackCard({
  due,
  session,
  onSkip,
}: {
  readonly due: Pick<Feedback, 'about' | 'callId'>;
  readonly session: { readonly conversationId: string; readonly connection: Connection };
  /** Left out where the card is in nobody's way. */
  readonly onSkip?: () => void;
}) {
  const [rating, setRating] = useState<Feedback['rating'] | null>(null);
  const [comment, setComment] = useState('');
  const [state, setState] = useState<'open' | 'sending' | 'failed'>('open');
  const send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (rating === null) return;
    setState('sending');
    const { about, callId } = due;
    const { conversationId } = session;
    const said = { conversationId, about, callId, rating, comment: comment.trim() };
    const answer = await session.connection.send('give-feedback', said);
    // What was taken comes back as an event, and nothing is due any more.
    if (!answer.ok) setState('failed');
  };
  return (
    <section class="asked feedback" aria-label={W.region}>
      <form onSubmit={(event) => void send(event)}>
        <div class="asked-top">
          <h2>{W.titles[due.about]}</h2>
          {onSkip !== undefined && (
            <button type="button" class="link" onClick={onSkip}>
              {W.skip}
            </button>
          )}
        </div>
        <Stars rating={rating} onRate={setRating} />
        {rating !== null && (
          <div class="rated">
            <textarea
              aria-label={W.comment}
              placeholder={W.comment}
              rows={2}
              maxLength={COMMENT_LENGTH}
              value={comment}
              onInput={(event) => setComment(event.currentTarget.value)}
            />
            {state === 'failed' && (
              <p class="problem" role="alert">
                {W.failed}
              </p>
            )}
            <button type="submit" class="primary" disabled={state === 'sending'}>
              {W.send}
            </button>
          </div>
        )}
      </form>
    </section>
  );
}

function Stars({
  rating,
  onRate,
}: {
  readonly rating: Feedback['rating'] | null;
  readonly onRate: (rating: Feedback['rating']) => void;
}) {
  return (
    <fieldset class="stars" aria-label={W.rating}>
      {RATINGS.map((count) => (
        <label key={count} class={rating !== null && count <= rating ? 'star lit' : 'star'}>
          <input
            type="radio"
            name="rating"
            aria-label={W.stars(count)}
            checked={rating === count}
            onChange={() => onRate(count)}
          />
          <Icon name="star" size={28} />
        </label>
      ))}
    </fieldset>
  );
}
