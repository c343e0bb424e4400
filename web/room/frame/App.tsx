import { useEffect } from 'preact/hooks';
import { useStore } from '../../ui/use-store.ts';
import { Lobby } from '../lobby/Lobby.tsx';
import { InAppPage } from '../pages/InAppPage.tsx';
import { LinkToCopy } from '../pages/LinkToCopy.tsx';
import { NotePage } from '../pages/NotePage.tsx';
import { words } from '../words.ts';
import type { DeadLink } from './outcome.ts';
import type { Stage, Visit } from './visit.ts';

/** The page of a link: one screen for wherever the guest is. */
export function App({ visit }: { readonly visit: Visit }) {
  const stage = useStore(visit.stage);
  useEffect(() => {
    document.title = titleOf(stage);
  }, [stage]);
  switch (stage.at) {
    case 'unsupported':
      return (
        <NotePage
          icon="warning"
          title={words.unsupported[stage.why]}
          help={words.unsupported[`${stage.why}Help`]}
        >
          <LinkToCopy address={visit.address} />
        </NotePage>
      );
    case 'in-app':
      return <InAppPage visit={visit} />;
    case 'looking':
      return <NotePage icon="video" title={words.loading} />;
    case 'unreachable':
      return <Unreachable because={stage.because} onTry={visit.lookNow} />;
    case 'dead':
      return <DeadPage why={stage.why} />;
    case 'lobby':
      return <Lobby visit={visit} stage={stage} />;
    case 'taken':
      return <Taken visit={visit} isJoining={stage.isJoining} />;
    case 'in':
      return <stage.code.RoomScreen room={stage.room} />;
  }
}

/** A link that opens nothing any more says so, and what to do. */
export function DeadPage({ why }: { readonly why: DeadLink }) {
  return <NotePage icon="warning" title={words.dead[why]} help={words.dead[`${why}Help`]} />;
}

function Unreachable({
  because,
  onTry,
}: {
  readonly because: 'unreachable' | 'too-many';
  readonly onTry: () => void;
}) {
  const { title, help, busyTitle, busyHelp, now } = words.unreachable;
  return because === 'too-many' ? (
    <NotePage icon="pending" title={busyTitle} help={busyHelp} />
  ) : (
    <NotePage icon="warning" title={title} help={help}>
      <button type="button" class="primary big" onClick={onTry}>
        {now}
      </button>
    </NotePage>
  );
}

/** Two devices, one room: the other one is left only when the guest says so. */
function Taken({ visit, isJoining }: { readonly visit: Visit; readonly isJoining: boolean }) {
  return (
    <NotePage icon="out" title={words.taken.title} help={words.taken.help}>
      <button
        type="button"
        class="primary big"
        disabled={isJoining}
        onClick={() => void visit.join({ move: true })}
      >
        {words.taken.go}
      </button>
      <button type="button" class="secondary big" onClick={visit.backToLobby}>
        {words.taken.back}
      </button>
    </NotePage>
  );
}

function titleOf(stage: Stage): string {
  if (stage.at === 'lobby') return words.lobby.with(stage.lobby.agentName);
  return stage.at === 'dead' ? words.dead[stage.why] : words.title;
}
