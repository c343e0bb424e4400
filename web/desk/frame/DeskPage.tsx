import type { DeskView } from '@parley/core/presence/desk-view.ts';
import { lazy, Suspense, useEffect, useState } from 'react';
import { CallSounds } from '../calls/CallSounds.tsx';
import { CallStrip } from '../calls/CallStrip.tsx';
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
  const startIsInTheMiddle = chosen === null && loaded && needsStart(view.presence, unlocked);
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
      >
        <CallStrip
          sessions={calls.sessions}
          shownId={chosen?.conversationId ?? null}
          onReturn={selection.select}
        />
      </TopBar>
      <WrapUpBar workplace={workplace} />
      <main
        className={styles.work}
        data-face={chosen === null ? 'list' : face}
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
          {chosen === null ? (
            <NothingChosen workplace={workplace} withStart={startIsInTheMiddle} />
          ) : (
            <ConversationPane
              key={chosen.conversationId}
              workplace={workplace}
              row={chosen}
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
        <IncomingPanel connection={connection} desk={desk} actions={offers} />
        <ToastStack toasts={toasts} />
      </div>
      <CallSounds sessions={calls.sessions} />
      <Suspense>
        {dialog === null ? null : (
          <DeskDialogs dialog={dialog} workplace={workplace} onClose={() => setDialog(null)} />
        )}
      </Suspense>
    </div>
  );
}

function chosenOf(view: DeskView, id: string | null): DeskView['conversations'][number] | null {
  return view.conversations.find((one) => one.conversationId === id) ?? null;
}
