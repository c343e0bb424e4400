import type { PublicEntry } from '@parley/contracts/rest.ts';
import { useEffect } from 'preact/hooks';
import { canShareScreen, isInAppBrowser } from '../../live/devices/support.ts';
import { Icon } from '../../ui/icons/Icon.tsx';
import { words } from '../../ui/words.ts';
import { loadCallbackForm } from '../asking/CallbackScreen.tsx';
import { prefetchCalls } from '../chat/call-door.ts';
import { type CallsAre, watchCalls } from '../entry/entry.ts';
import { Header } from '../frame/Header.tsx';
import { loadConversationCode, type Visit, type Want } from '../frame/visit.ts';
import { CallNote } from './CallNote.tsx';
import { callsNow } from './calls-now.ts';
import { InAppNote } from './InAppNote.tsx';

type Offered = Exclude<Want, 'code'>;

const ORDER: readonly Offered[] = ['chat', 'audio', 'video', 'screen', 'callback'];
const WRITTEN: readonly Offered[] = ['chat', 'callback'];

/** The first screen: a greeting and what this entry offers (E3). */
export function Greeting({
  entry,
  media,
  pageUrl,
  visit,
}: {
  readonly entry: PublicEntry;
  readonly media: CallsAre;
  readonly pageUrl: string | null;
  readonly visit: Visit;
}) {
  const isReady = media.state === 'ready';
  useEffect(() => (isReady ? undefined : watchCalls(visit.setMedia)), [isReady, visit]);
  const now = callsNow(media);
  const offered = ORDER.filter(
    (intent) => entry.buttons[intent] && (intent !== 'screen' || canShareScreen()),
  );
  const offersCalls = offered.some((intent) => !WRITTEN.includes(intent));
  return (
    <>
      <Header title={entry.name} onClose={visit.close} />
      <div class="greeting">
        <h2>{entry.greeting}</h2>
        <ul class="choices">
          {offered.map((intent, index) => (
            <li key={intent}>
              <Choice
                intent={intent}
                isFirst={index === 0}
                isOff={!WRITTEN.includes(intent) && now !== 'ready'}
                onChoose={() => visit.choose(intent)}
              />
            </li>
          ))}
        </ul>
        {entry.buttons.invitation && (
          <button type="button" class="link with-code" onClick={() => visit.choose('code')}>
            <Icon name="code" size={16} />
            {words.buttons.code}
          </button>
        )}
        {offersCalls && isInAppBrowser() && <InAppNote url={pageUrl} />}
        {offersCalls && <CallNote now={now} media={media} />}
        <p class="fine">{words.privacy}</p>
      </div>
    </>
  );
}

function Choice({
  intent,
  isFirst,
  isOff,
  onChoose,
}: {
  readonly intent: Offered;
  readonly isFirst: boolean;
  readonly isOff: boolean;
  readonly onChoose: () => void;
}) {
  const prefetch = (): void => {
    void loadConversationCode().then((code) => code?.warmWire(location.origin));
    if (intent === 'callback') void loadCallbackForm();
    else if (intent !== 'chat') prefetchCalls();
  };
  return (
    <button
      type="button"
      class="choice"
      disabled={isOff}
      aria-describedby={`about-${intent}`}
      data-first={isFirst ? '' : undefined}
      onPointerEnter={prefetch}
      onFocus={prefetch}
      onClick={onChoose}
    >
      <span class="badge-icon">
        <Icon name={intent} />
      </span>
      <span class="choice-name">{words.buttons[intent]}</span>
      <span class="choice-about" id={`about-${intent}`} aria-hidden="true">
        {words.about[intent]}
      </span>
    </button>
  );
}
