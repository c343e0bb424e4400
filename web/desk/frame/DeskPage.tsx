import type { DeskView } from '@parley/core/presence/desk-view.ts';
import { lazy, Suspense, useEffect, useState } from 'react';
import { CallBar } from '../bar/CallBar.tsx';
import { CallShortcuts } from '../calls/CallShortcuts.tsx';
import { CallSounds } from '../calls/CallSounds.tsx';
import { LonePane } from '../calls/LonePane.tsx';
import { ConversationPane } from '../chat/ConversationPane.tsx';
import { ColleaguesPanel } from '../colleagues/ColleaguesPanel.tsx';
import { ConversationList } from '../conversations/ConversationList.tsx';
import { CustomerPanel } from '../customer/CustomerPanel.tsx';
import { IncomingPanel } from '../incoming/IncomingPanel.tsx';
import { words } from '../words.ts';
import { listenForShortcuts, useShortcut } from '../work/shortcuts.ts';
import { useStore } from '../work/use-store.ts';
import { WrapUpBar } from '../wrap-up/WrapUpBar.tsx';
import styles from './DeskPage.module.css';
import type { DialogName } from './dialogs.ts';
import { NothingChosen } from './NothingChosen.tsx';
import { needsStart } from './ShiftButton.tsx';
import { ToastStack } from './ToastStack.tsx';
import { TopBar } from './TopBar.tsx';
import type { Workplace } from './workplace.ts';

const DeskDialogs = lazy(async () => ({
  default: (await import('./DeskDialogs.tsx')).DeskDialogs,
}));

const InviteDialog = lazy(async () => ({
  default: (await import('../invite/InviteDialog.tsx')).InviteDialog,
}));

type Props = { readonly workplace: Workplace; readonly onSignOut: () => void };

/** The desk: list, conversation and customer side by side; on a narrow screen one after the other. */
export function DeskPage({ workplace, onSignOut }: Props) {
  const { connection, desk, calls, ring, offers, settings, toasts, selection } = workplace;
  const { loaded, view } = useStore(desk.state);
  const { conversationId, face } = useStore(selection.state);
  const unlocked = useStore(ring.unlocked);
  const { toastPosition } = useStore(settings.state).settings;
  const [dialog, setDialog] = useState<DialogName | null>(null);
  useEffect(() => listenForShortcuts(), []);
  useShortcut('help', () => setDialog('help'));

  const chosen = chosenOf(view, conversationId);
  const lone = chosen === null ? loneOf(view, conversationId) : null;
  const nothing = chosen === null && lone === null;
  const startIsInTheMiddle = nothing && loaded && needsStart(view.presence, unlocked);
  return (
    <div className={styles.desk}>
      <a className={styles.skip} href="#middle">
        {words.frame.skip}
      </a>
      <TopBar
        workplace={workplace}
        shiftElsewhere={startIsInTheMiddle || !loaded}
        onOpen={setDialog}
        onSignOut={onSignOut}
      />
      {workplace.who.agentType === 'webrtc' ? (
        <CallBar workplace={workplace} shownId={conversationId} />
      ) : null}
      <WrapUpBar workplace={workplace} />
      <main
        className={styles.work}
        data-face={nothing ? 'list' : face}
        data-start={startIsInTheMiddle}
      >
        <ConversationList
          connection={connection}
          desk={desk}
          loaded={loaded}
          rows={view.conversations}
          chosenId={chosen?.conversationId ?? null}
          onChoose={selection.select}
        />
        <div className={styles.middle} id="middle" tabIndex={-1}>
          {nothing ? (
            <NothingChosen workplace={workplace} withStart={startIsInTheMiddle} />
          ) : (
            <Chosen
              workplace={workplace}
              row={chosen}
              lone={lone}
              onOpenDevices={() => setDialog('audio-settings')}
            />
          )}
        </div>
        {chosen === null ? null : (
          <CustomerPanel
            key={`customer:${chosen.conversationId}`}
            workplace={workplace}
            conversation={desk.conversation(chosen.conversationId)}
            row={chosen}
            onBack={() => selection.select(chosen.conversationId)}
          />
        )}
        {workplace.colleagues === null ? null : (
          <ColleaguesPanel workplace={workplace} colleagues={workplace.colleagues} />
        )}
      </main>
      <div className={styles.edge} data-at={toastPosition}>
        <IncomingPanel
          connection={connection}
          desk={desk}
          actions={offers}
          autoAnswer={workplace.autoAnswer}
          roomDoor={workplace.roomDoor}
        />
        <ToastStack toasts={toasts} />
      </div>
      <CallSounds sessions={calls.sessions} speakerOn={workplace.bar.speakerOn} />
      <CallShortcuts live={workplace.bar.live} />
      <Suspense>
        {dialog === null ? null : (
          <DeskDialogs dialog={dialog} workplace={workplace} onClose={() => setDialog(null)} />
        )}
        <Invite workplace={workplace} />
      </Suspense>
    </div>
  );
}

/** Opened from the bar, or for a number to be called back. */
function Invite({ workplace }: { readonly workplace: Workplace }) {
  const { asked, close } = workplace.invites;
  const what = useStore(asked);
  if (what === null) return null;
  return <InviteDialog workplace={workplace} asked={what} onClose={close} />;
}

type ChosenProps = {
  readonly workplace: Workplace;
  readonly row: DeskView['conversations'][number] | null;
  readonly lone: DeskView['calls'][number] | null;
  readonly onOpenDevices: () => void;
};

/** A conversation, or a call whose conversation is not the agent's. */
function Chosen({ workplace, row, lone, onOpenDevices }: ChosenProps) {
  const more = { workplace, onOpenDevices };
  if (row !== null) return <ConversationPane key={row.conversationId} row={row} {...more} />;
  return lone === null ? null : <LonePane key={lone.conversationId} row={lone} {...more} />;
}

function loneOf(view: DeskView, id: string | null): ChosenProps['lone'] {
  return view.calls.find((one) => one.conversationId === id) ?? null;
}

function chosenOf(view: DeskView, id: string | null): DeskView['conversations'][number] | null {
  return view.conversations.find((one) => one.conversationId === id) ?? null;
}
