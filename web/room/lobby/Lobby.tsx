import { useEffect, useRef } from 'preact/hooks';
import { useStore } from '../../ui/use-store.ts';
import type { Stage, Visit } from '../frame/visit.ts';
import { words } from '../words.ts';
import { DeviceCheck } from './DeviceCheck.tsx';
import { OwnPreview } from './OwnPreview.tsx';

type AtLobby = Extract<Stage, { at: 'lobby' }>;

/** Before the room: who waits, what oneself looks like, whether the devices work, and one big Join (L3). */
export function Lobby({ visit, stage }: { readonly visit: Visit; readonly stage: AtLobby }) {
  const { lobby, problem, isJoining } = stage;
  return (
    <main class="lobby" aria-label={words.lobby.region}>
      <header class="lobby-top">
        <p class="business">{lobby.business}</p>
        <h1>{words.lobby.with(lobby.agentName)}</h1>
        <p class="soft" role="status">
          {lobby.agentIn ? words.lobby.ready(lobby.agentName) : words.lobby.later(lobby.agentName)}
        </p>
      </header>
      <OwnPreview media={visit.media} />
      <form
        class="lobby-form"
        onSubmit={(event) => {
          event.preventDefault();
          void visit.join({ move: false });
        }}
      >
        <NameField visit={visit} isMissing={problem === 'name'} />
        <DeviceCheck media={visit.media} />
        {problem !== null && problem !== 'name' && (
          <p class="problem" role="alert">
            {words.problem[problem]}
          </p>
        )}
        <div class="lobby-join">
          {lobby.isRecorded && <p class="recorded">{words.lobby.recorded}</p>}
          <button type="submit" class="primary big" aria-busy={isJoining} disabled={isJoining}>
            {isJoining ? words.lobby.joining : words.lobby.join}
          </button>
          <p class="fine">{words.lobby.privacy}</p>
        </div>
      </form>
    </main>
  );
}

function NameField({ visit, isMissing }: { readonly visit: Visit; readonly isMissing: boolean }) {
  const name = useStore(visit.name);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (isMissing) field.current?.focus();
  }, [isMissing]);
  return (
    <div class="field">
      <label for="guest-name">{words.lobby.name}</label>
      <input
        id="guest-name"
        ref={field}
        value={name}
        maxLength={120}
        autocomplete="name"
        enterkeyhint="done"
        aria-invalid={isMissing}
        aria-describedby={isMissing ? 'name-missing' : undefined}
        onInput={(event) => visit.setName(event.currentTarget.value)}
      />
      {isMissing && (
        <p class="problem" id="name-missing" role="alert">
          {words.lobby.nameMissing}
        </p>
      )}
    </div>
  );
}
