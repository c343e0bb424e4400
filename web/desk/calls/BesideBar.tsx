import { Button, Popover } from '@mantine/core';
import type { Call } from '@parley/core/call/call.ts';
import { useState } from 'react';
import type { CallSession } from '../../live/call/call-session.ts';
import { barWords } from '../bar/bar-words.ts';
import type { Workplace } from '../frame/workplace.ts';
import { Icon } from '../icons/Icon.tsx';
import { Elapsed } from '../work/Elapsed.tsx';
import { useShortcut } from '../work/shortcuts.ts';
import { useOnePress } from '../work/use-one-press.ts';
import styles from './BesideBar.module.css';
import { type BesideView, besideOf } from './beside.ts';
import { PeopleInCall } from './PeopleInCall.tsx';
import { whoHearsWhom } from './who-hears-whom.ts';

type Props = {
  readonly workplace: Workplace;
  readonly session: CallSession;
  readonly call: Call;
};

const W = barWords.beside;

/** What goes on beside the line, who hears whom, and the ways out of it (X3, X4). */
export function BesideBar({ workplace, session, call }: Props) {
  const { legId } = session;
  const beside = besideOf(call, legId);
  if (beside.is === 'none') return null;
  return (
    <section className={styles.beside} aria-label={W.region}>
      <div className={styles.line}>
        <p className={styles.said} role="status">
          {saidOf(beside)}
          {beside.is === 'inviting' ? (
            <Elapsed since={workplace.connection.localTime(beside.since)} />
          ) : null}
        </p>
        <Ways workplace={workplace} session={session} beside={beside} />
      </div>
      <p className={styles.hears} data-testid="who-hears-whom">
        {whoHearsWhom(call, legId).join(' ')}
      </p>
      {beside.is === 'conference' ? <PeopleInCall call={call} legId={legId} /> : null}
    </section>
  );
}

function saidOf(beside: BesideView): string {
  switch (beside.is) {
    case 'none':
      return '';
    case 'inviting':
      return beside.purpose === 'consult'
        ? W.calling(beside.colleague)
        : W.transferring(beside.colleague);
    case 'others-invite':
      return W.someoneInvited(beside.colleague);
    case 'asking':
      return beside.with === 'colleague'
        ? W.consulting(beside.colleague)
        : W.aside(beside.line, beside.colleague);
    case 'asked':
      return beside.talks ? W.asked(beside.by) : W.guestWaits(beside.by, beside.line);
    case 'others-consult':
      return W.otherConsult(beside.one, beside.other);
    case 'conference':
      return W.conference;
  }
}

type WaysProps = Omit<Props, 'call'> & { readonly beside: BesideView };

/** The customer is never dropped by any of these. */
function Ways({ workplace, session, beside }: WaysProps) {
  const { verbs } = workplace;
  switch (beside.is) {
    case 'inviting':
      return (
        <div className={styles.ways}>
          <Way color="plain" label={W.cancel} onPress={() => verbs.backToLine(session)} />
        </div>
      );
    case 'asking':
      return <AskingWays workplace={workplace} session={session} beside={beside} />;
    case 'conference':
      if (beside.guest === null) return null;
      return (
        <div className={styles.ways}>
          <RemoveWay name={beside.guest} onRemove={() => verbs.backToLine(session)} />
        </div>
      );
    case 'none':
    case 'others-invite':
    case 'asked':
    case 'others-consult':
      return null;
  }
}

type AskingProps = Omit<Props, 'call'> & {
  readonly beside: Extract<BesideView, { is: 'asking' }>;
};

function AskingWays({ workplace, session, beside }: AskingProps) {
  const { verbs } = workplace;
  const { colleague, line } = beside;
  const other = beside.with === 'colleague' ? line : colleague;
  useShortcut('swap', () => void verbs.swap(session));
  return (
    <div className={styles.ways}>
      <Way
        label={W.swap}
        title={W.swapHelp(other)}
        icon="swap"
        onPress={() => verbs.swap(session)}
      />
      <Way
        label={W.complete}
        title={W.completeHelp(line, colleague)}
        icon="transfer"
        color="pass"
        onPress={() => verbs.complete(session)}
      />
      <Way
        label={W.back(line)}
        title={W.backHelp(colleague)}
        icon="back"
        color="plain"
        onPress={() => verbs.backToLine(session)}
      />
    </div>
  );
}

type WayProps = {
  readonly label: string;
  readonly title?: string;
  readonly icon?: 'swap' | 'transfer' | 'back';
  readonly color?: 'accent' | 'plain' | 'pass';
  readonly onPress: () => Promise<unknown>;
};

function Way({ label, title, icon, color = 'accent', onPress }: WayProps) {
  const { isBusy, press } = useOnePress();
  return (
    <button
      type="button"
      className={styles.way}
      data-color={color}
      title={title}
      aria-busy={isBusy}
      onClick={() => void press(onPress)}
    >
      {icon === undefined ? null : <Icon name={icon} size={15} />}
      {label}
    </button>
  );
}

type RemoveProps = { readonly name: string; readonly onRemove: () => Promise<unknown> };

/** Somebody else is sent out: that alone is asked about. */
function RemoveWay({ name, onRemove }: RemoveProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Popover opened={isOpen} onChange={setIsOpen} shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className={styles.way}
          data-color="plain"
          onClick={() => setIsOpen((open) => !open)}
        >
          {W.remove(name)}
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={W.removeSure(name)}>
        <div className={styles.sure}>
          <p>{W.removeSure(name)}</p>
          <Button size="xs" color="stop" onClick={() => void onRemove()}>
            {W.removeYes}
          </Button>
          <Button size="xs" variant="outline" color="plain" onClick={() => setIsOpen(false)}>
            {W.removeNo}
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
