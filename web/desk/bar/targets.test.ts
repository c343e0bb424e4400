import type { Directory, RecentCalls } from '@parley/contracts/directory.ts';
import { readTyped } from '@parley/core/dialing.ts';
import { expect, test } from 'vitest';
import { meantAtOnce, rowsOf, targetsFor } from './targets.ts';

const directory: Directory = {
  agents: [
    { id: 'bo', name: 'Bo', internalNumber: 201, state: 'paused', stateSince: 0, reason: 'Lunch' },
  ],
  queues: [
    {
      id: 'sales',
      name: 'Sales',
      internalNumber: 600,
      waiting: 2,
      longestWaitMs: 9_000,
      readyAgents: 1,
    },
  ],
  contacts: [
    {
      id: 'c',
      name: 'Dr. Mill',
      number: '+49 30 1',
      email: '',
      company: '',
      note: '',
      updatedAt: 0,
    },
    { id: 'd', name: 'No Phone', number: '', email: 'a@b.c', company: '', note: '', updatedAt: 0 },
  ],
};

function recentCall(callId: string, otherName: string, number: string | null): RecentCalls[number] {
  return {
    callId,
    conversationId: 'x',
    at: 0,
    direction: 'in',
    kind: 'audio',
    otherName,
    number,
    outcome: 'missed',
    talkMs: 0,
  };
}

const recent = [
  recentCall('1', 'Bo', '201'),
  recentCall('2', 'Cleo', null),
  recentCall('3', 'Bo', '201'),
  recentCall('4', 'Dr. Mill', '+49 30 1'),
];

function shown(text: string, known = { directory: null as Directory | null, recent }) {
  return targetsFor(readTyped(text), known).map(
    ({ name, rows }) => `${name}: ${rows.map((row) => row.name).join(', ')}`,
  );
}

test('before anything is typed the recent calls are there, everybody once', () => {
  expect(shown('')).toEqual(['Recent calls: Bo, Cleo, Dr. Mill']);
});

test('the digits typed filter the recent calls and can be called themselves', () => {
  expect(shown('20')).toEqual(['Number: Call 20', 'Recent calls: Bo']);
  expect(shown('(30) 1')).toEqual(['Number: Call 301', 'Recent calls: Dr. Mill']);
});

test('letters find people, and none of them is a number', () => {
  expect(shown('mil', { directory, recent })).toEqual([
    'Recent calls: Dr. Mill',
    'Colleagues: Bo',
    'Queues: Sales',
    'Contacts: Dr. Mill, No Phone',
  ]);
});

test('Enter means the first one found for what is typed, and nobody found for what was typed before', () => {
  const meant = (text: string, isCurrent: boolean) =>
    meantAtOnce(readTyped(text), { directory, recent }, { isCurrent })?.name ?? null;
  expect(meant('sales', true)).toBe('Bo');
  expect(meant('sales', false)).toBe(null);
  expect(meant('mil', false)).toBe('Dr. Mill');
  expect(meant('20', false)).toBe('Call 20');
  expect(meant('', true)).toBe(null);
});

test('a colleague and a queue are told with how they stand', () => {
  const notes = rowsOf(targetsFor(readTyped('x'), { directory, recent: [] })).map(
    (row) => row.note,
  );
  expect(notes).toEqual(['Lunch · 201', '2 waiting, 1 ready · 600', '+49 30 1']);
});

test('whoever has no number is shown and cannot be chosen', () => {
  const names = rowsOf(targetsFor(readTyped(''), { directory, recent })).map((row) => row.name);
  expect(names).not.toContain('Cleo');
  expect(names).not.toContain('No Phone');
});

test('a character that belongs to no number offers nothing', () => {
  expect(shown('12$')).toEqual([]);
});
