import './call.css';
import './stage.css';
import type { ConversationSession } from '../../live/conversation.ts';
import { useStore } from '../frame/use-store.ts';
import { AskingCard } from './AskingCard.tsx';
import type { CallPlace } from './call-place.ts';
import type { Calls } from './calls.ts';
import { ElsewhereCard } from './ElsewhereCard.tsx';
import { LiveCall } from './LiveCall.tsx';
import { RefusedCard } from './RefusedCard.tsx';

/** A call from the question for the microphone to its end. */
export function CallPanel({
  calls,
  conversation,
  place,
  onPlace,
  onClose,
}: {
  readonly calls: Calls;
  readonly conversation: ConversationSession;
  readonly place: CallPlace;
  readonly onPlace: (place: CallPlace) => void;
  readonly onClose: () => void;
}) {
  const state = useStore(calls.state);
  switch (state.at) {
    case 'none':
      return null;
    case 'asking':
      return <AskingCard kind={state.kind} devices={calls.devices} onClose={onClose} />;
    case 'refused':
      return (
        <RefusedCard
          code={state.code}
          devices={calls.devices}
          onAgain={() => calls.start(state.kind)}
          onChat={calls.dismiss}
          onClose={onClose}
        />
      );
    case 'elsewhere':
      return <ElsewhereCard onMoveHere={calls.moveHere} onClose={onClose} />;
    case 'live':
      return (
        <LiveCall
          session={state.session}
          calls={calls}
          conversation={conversation}
          place={place}
          onPlace={onPlace}
          onClose={onClose}
        />
      );
  }
}
