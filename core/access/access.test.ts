import { expect, test } from 'vitest';
import { ACTIONS, can, type Who } from './can.ts';
import { brokenPasswordRules, SPECIAL_CHARACTERS } from './password.ts';

const CUSTOMER: Who = { role: 'customer', personId: 'cleo', conversationId: 'hers' };
const AGENT: Who = { role: 'agent', personId: 'alex', queueIds: ['support'] };
const SUPERVISOR: Who = { role: 'supervisor', personId: 'sam', queueIds: ['support'] };

test('nobody may do anything', () => {
  const thing = {
    conversationId: 'hers',
    agentIds: ['alex'],
    personId: 'alex',
    queueId: 'support',
  };
  expect(ACTIONS.filter((action) => can({ role: 'nobody' }, action, thing))).toEqual([]);
});

test('a customer reads and writes in their own conversation only', () => {
  expect(can(CUSTOMER, 'write-message', { conversationId: 'hers' })).toBe(true);
  expect(can(CUSTOMER, 'write-message', { conversationId: 'his' })).toBe(false);
  expect(can(CUSTOMER, 'read-own-desk')).toBe(false);
});

test('an agent reads the conversations they serve, a supervisor those of their queues', () => {
  const thing = { conversationId: 'hers', agentIds: ['alex'], queueId: 'support' };
  expect(can(AGENT, 'read-conversation', thing)).toBe(true);
  expect(can(AGENT, 'read-conversation', { ...thing, agentIds: ['bo'] })).toBe(false);
  expect(can(SUPERVISOR, 'read-conversation', thing)).toBe(true);
  expect(can(SUPERVISOR, 'read-conversation', { ...thing, queueId: 'sales' })).toBe(false);
  expect(can(SUPERVISOR, 'write-message', thing)).toBe(false);
});

test('only staff hold, and only with a leg of their own', () => {
  expect(can(AGENT, 'hold-call', { personId: 'alex' })).toBe(true);
  expect(can(AGENT, 'hold-call', { personId: 'bo' })).toBe(false);
  expect(can(CUSTOMER, 'hold-call', { personId: 'cleo' })).toBe(false);
});

test('colleagues call and write to each other; customers reach nobody of their choice', () => {
  for (const action of ['dial', 'message-staff', 'read-contacts'] as const) {
    expect([can(AGENT, action), can(SUPERVISOR, action), can(CUSTOMER, action)]).toEqual([
      true,
      true,
      false,
    ]);
  }
});

test('a call is transferred only by a leg of its own, and by no customer', () => {
  expect(can(AGENT, 'transfer-call', { personId: 'alex' })).toBe(true);
  expect(can(AGENT, 'transfer-call', { personId: 'bo' })).toBe(false);
  expect(can(CUSTOMER, 'transfer-call', { personId: 'cleo' })).toBe(false);
});

test('a ring is passed on, and a call wrapped up, only by the agent it belongs to', () => {
  for (const action of ['forward-call', 'finish-wrap-up'] as const) {
    expect(can(AGENT, action, { agentIds: ['alex'] })).toBe(true);
    expect(can(AGENT, action, { agentIds: ['bo'] })).toBe(false);
    expect(can(CUSTOMER, action, { agentIds: ['cleo'] })).toBe(false);
  }
});

test('a customer opens and removes what is theirs, an agent what is in conversations they serve', () => {
  const thing = { conversationId: 'hers', agentIds: ['alex'], queueId: 'support' };
  expect(can(CUSTOMER, 'read-file', thing)).toBe(true);
  expect(can(CUSTOMER, 'read-file', { ...thing, agentsOnly: true })).toBe(false);
  expect(can(CUSTOMER, 'read-file', { ...thing, conversationId: 'his' })).toBe(false);
  expect(can(AGENT, 'read-file', { ...thing, agentsOnly: true })).toBe(true);
  expect(can(AGENT, 'read-file', { ...thing, agentIds: ['bo'] })).toBe(false);
  expect(can(SUPERVISOR, 'read-file', thing)).toBe(true);
  expect(can(SUPERVISOR, 'share-file', thing)).toBe(false);
  expect(can(CUSTOMER, 'remove-file', { ...thing, personId: 'cleo' })).toBe(true);
  expect(can(CUSTOMER, 'remove-file', { ...thing, personId: 'alex' })).toBe(false);
  expect(can(AGENT, 'remove-file', { ...thing, personId: 'cleo' })).toBe(true);
  expect(can(SUPERVISOR, 'remove-file', { ...thing, personId: 'cleo' })).toBe(false);
});

test('the list of contacts is changed by supervisors and admins', () => {
  expect(can(AGENT, 'manage-contacts')).toBe(false);
  expect(can(SUPERVISOR, 'manage-contacts')).toBe(true);
});

test.each([
  ['Aa1!aaaa', []],
  ['Aa1!', ['length']],
  ['AAAA1!AA', ['lower']],
  ['aaaa1!aa', ['upper']],
  ['Aaaaaa!a', ['digit']],
  ['Aaaaaa1a', ['special']],
  ['Aaaaaa1(', ['special']],
  ['', ['length', 'lower', 'upper', 'digit', 'special']],
])('the password %s breaks %j', (password, broken) => {
  expect(brokenPasswordRules(password)).toEqual(broken);
});

test('each of the listed special characters is enough', () => {
  for (const one of SPECIAL_CHARACTERS) expect(brokenPasswordRules(`Aaaaaa1${one}`)).toEqual([]);
});
