import type { CallTarget } from '@parley/contracts/call-verbs.ts';
import type {
  AgentFound,
  Contact,
  Directory,
  QueueFound,
  RecentCalls,
} from '@parley/contracts/directory.ts';
import { hasDigits, hasWords, type Typed } from '@parley/core/dialing.ts';
import type { IconName } from '../icons/Icon.tsx';
import { barWords } from './bar-words.ts';

type RecentCall = RecentCalls[number];

/** One row one can call or hand a call to; without a target it is only told. */
export type Target = {
  readonly key: string;
  readonly name: string;
  /** What stands beside the name: a number, a state. */
  readonly note: string;
  readonly icon: IconName;
  readonly tone: 'go' | 'warn' | 'stop' | 'plain';
  readonly target: CallTarget | null;
};

export type TargetGroup = { readonly name: string; readonly rows: readonly Target[] };

/** What is known of whom one could mean. */
export type Known = { readonly directory: Directory | null; readonly recent: RecentCalls };

const MOST_RECENT = 6;

/** Everything that what is typed may mean, in the order in which it is likely. */
export function targetsFor(typed: Typed, known: Known): readonly TargetGroup[] {
  if (typed.is === 'refused') return [];
  const groups = [
    { name: barWords.groups.number, rows: typed.is === 'number' ? numberRows(typed.number) : [] },
    { name: barWords.groups.recent, rows: recentRows(typed, known.recent) },
    { name: barWords.groups.agents, rows: (known.directory?.agents ?? []).map(agentRow) },
    { name: barWords.groups.queues, rows: (known.directory?.queues ?? []).map(queueRow) },
    { name: barWords.groups.contacts, rows: (known.directory?.contacts ?? []).map(contactRow) },
  ];
  return groups.filter((group) => group.rows.length > 0);
}

/** Whom Enter means before a row is chosen: the first one found for what is typed now, never for what was typed before. */
export function meantAtOnce(
  typed: Typed,
  known: Known,
  { isCurrent }: { readonly isCurrent: boolean },
): Target | null {
  if (typed.is !== 'number' && typed.is !== 'search') return null;
  const sure = isCurrent ? known : { ...known, directory: null };
  return rowsOf(targetsFor(typed, sure))[0] ?? null;
}

/** All rows in the order in which the arrow keys go through them. */
export function rowsOf(groups: readonly TargetGroup[]): readonly Target[] {
  return groups.flatMap((group) => group.rows).filter((row) => row.target !== null);
}

function numberRows(number: string | null): readonly Target[] {
  if (number === null) return [];
  return [
    {
      key: 'number',
      name: barWords.field.dialNumber(number),
      note: '',
      icon: 'phone',
      tone: 'plain',
      target: { type: 'number', number },
    },
  ];
}

function agentRow({ id, name, internalNumber, state, reason }: AgentFound): Target {
  const said = state === 'paused' && reason !== null ? reason : barWords.agentState[state];
  return {
    key: `agent:${id}`,
    name,
    note: `${said} · ${internalNumber}`,
    icon: 'person',
    tone: AGENT_TONES[state],
    target: { type: 'agent', agentId: id },
  };
}

const AGENT_TONES = { ready: 'go', paused: 'warn', busy: 'stop', offline: 'plain' } as const;

function queueRow({ id, name, internalNumber, waiting, readyAgents }: QueueFound): Target {
  return {
    key: `queue:${id}`,
    name,
    note: `${barWords.queueState(waiting, readyAgents)} · ${internalNumber}`,
    icon: 'queue',
    tone: readyAgents > 0 ? 'go' : 'warn',
    target: { type: 'queue', queueId: id },
  };
}

function contactRow({ id, name, number, company }: Contact): Target {
  return {
    key: `contact:${id}`,
    name,
    note: [company, number].filter((part) => part !== '').join(' · '),
    icon: 'contacts',
    tone: 'plain',
    target: number === '' ? null : { type: 'number', number },
  };
}

function recentRows(typed: Typed, recent: RecentCalls): readonly Target[] {
  const seen = new Set<string>();
  const newest = recent.filter((call) => {
    const whom = call.number ?? call.otherName;
    if (seen.has(whom) || !isMeant(typed, call)) return false;
    seen.add(whom);
    return true;
  });
  return newest.slice(0, MOST_RECENT).map(recentRow);
}

function isMeant(typed: Typed, { number, otherName }: RecentCall): boolean {
  if (typed.is === 'search') return hasWords(otherName, typed.words);
  if (typed.is !== 'number') return true;
  return number !== null && typed.number !== null && hasDigits(number, typed.number);
}

function recentRow({ callId, otherName, number, direction, outcome }: RecentCall): Target {
  const happened = barWords.recent[direction][outcome];
  return {
    key: `recent:${callId}`,
    name: otherName,
    note: `${happened} · ${number ?? barWords.field.noNumber}`,
    icon: direction === 'in' ? 'call-in' : 'call-out',
    tone: direction === 'in' && outcome !== 'answered' ? 'stop' : 'plain',
    target: number === null ? null : { type: 'number', number },
  };
}
