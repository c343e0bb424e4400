import '../../ui/call/call.css';
import '../../ui/call/stage.css';
import type { Calls } from '../../ui/call/calls.ts';
import type { PictureAround } from '../../ui/picture/picture-around.ts';
import { useStore } from '../../ui/use-store.ts';
import { AskingCard } from './AskingCard.tsx';
import type { CallPlace } from './call-place.ts';
import { ElsewhereCard } from './ElsewhereCard.tsx';
import { LiveCall } from './LiveCall.tsx';
import { RefusedCard } from './RefusedCard.tsx';
import { RoomLine } from './RoomLine.tsx';

/** A call from the question for the microphone to its end. */
export function CallPanel({
  calls,
  around,
  place,
  onPlace,
  onClose,
  onCallback = null,
}: {
  readonly calls: Calls;
  readonly around: PictureAround;
  readonly place: CallPlace;
  readonly onPlace: (place: CallPlace) => void;
  readonly onClose: () => void;
  /** Who waits may rather be called back; null where that is not offered. */
  readonly onCallback?: (() => void) | null;
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
          askedBy={state.askedBy}
          onAgain={state.canTryAgain ? calls.again : null}
          onChat={calls.dismiss}
          onClose={onClose}
        />
      );
    case 'elsewhere':
      if (state.isInRoom) return <RoomLine />;
      return <ElsewhereCard onMoveHere={calls.moveHere} onClose={onClose} />;
    case 'live':
      return (
        <LiveCall
          session={state.session}
          calls={calls}
          around={around}
          place={place}
          onPlace={onPlace}
          onClose={onClose}
          onCallback={onCallback}
        />
      );
  }
}
