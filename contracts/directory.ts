import { z } from 'zod';
import { CONTACT_LENGTHS, type ContactField } from './limits.ts';

/** How many of each kind the directory answers at most. */
export const DIRECTORY_ROWS = 20;

const field = (name: ContactField) => z.string().max(CONTACT_LENGTHS[name]);

const fields = {
  name: field('name'),
  number: field('number'),
  email: field('email'),
  company: field('company'),
  note: field('note'),
};

/** `POST /api/v1/contacts`: somebody outside; a name, and a number or an e-mail address. */
export const newContact = z.object({
  name: fields.name,
  number: fields.number.default(''),
  email: fields.email.default(''),
  company: fields.company.default(''),
  note: fields.note.default(''),
});

/** `PATCH /api/v1/contacts/:id`: what is left out stays as it is. */
export const changedContact = z.object(fields).partial();

/** A contact as stored; a field nobody filled in is empty. */
export const contact = z.object({ id: z.string(), ...fields, updatedAt: z.number() });
export type Contact = z.infer<typeof contact>;

const query = z.string().max(120).default('');

/** `GET /api/v1/contacts?q=&after=`: letters search names, companies and addresses, digits numbers. */
export const contactsAsked = z.object({
  q: query,
  /** `next` of the page before. */
  after: z.string().max(600).optional(),
});

/** One page of contacts by name; `total` counts all that match. */
export const contactPage = z.object({
  contacts: z.array(contact),
  total: z.number(),
  next: z.string().nullable(),
});
export type ContactPage = z.infer<typeof contactPage>;

/** Why a line of a CSV file was not taken. */
export const lineRefusal = z.enum([
  'no-name',
  'no-number-or-email',
  'wrong-number',
  'wrong-email',
  'too-long',
  'repeated',
  'wrong-columns',
]);
export type LineRefusal = z.infer<typeof lineRefusal>;

/** `POST /api/v1/contacts/import` (text/csv, UTF-8, with a header row): all good lines are stored, or none. */
export const contactsImported = z.object({
  added: z.number(),
  updated: z.number(),
  /** Known already, with nothing new in the file. */
  unchanged: z.number(),
  /** The first of the lines that were not taken; lines are counted as a text editor does. */
  refused: z.array(
    z.object({ line: z.number(), because: lineRefusal, field: z.string().nullable() }),
  ),
  refusedCount: z.number(),
});
export type ContactsImported = z.infer<typeof contactsImported>;

/** `GET /api/v1/directory?q=`. */
export const directoryAsked = z.object({ q: query });

const agentFound = z.object({
  id: z.string(),
  name: z.string(),
  internalNumber: z.number(),
  state: z.enum(['ready', 'paused', 'busy', 'offline']),
  stateSince: z.number(),
  /** The reason of a pause, or what keeps somebody from being rung; null when there is nothing to say. */
  reason: z.string().nullable(),
});
export type AgentFound = z.infer<typeof agentFound>;

const queueFound = z.object({
  id: z.string(),
  name: z.string(),
  internalNumber: z.number(),
  /** Who is in line now, those being offered included. */
  waiting: z.number(),
  longestWaitMs: z.number(),
  /** Agents of the queue who could take a voice call now. */
  readyAgents: z.number(),
});
export type QueueFound = z.infer<typeof queueFound>;

/** Whom one can call or pass a call to: live, at most 20 of each. */
export const directory = z.object({
  agents: z.array(agentFound),
  queues: z.array(queueFound),
  contacts: z.array(contact),
});
export type Directory = z.infer<typeof directory>;

/** `GET /api/v1/recent-calls`: one's own last calls, the newest first. */
export const recentCalls = z.array(
  z.object({
    callId: z.string(),
    conversationId: z.string(),
    /** When it was answered, or when it was over without that. */
    at: z.number(),
    direction: z.enum(['in', 'out']),
    kind: z.enum(['audio', 'video', 'screen']),
    otherName: z.string(),
    /** What can be dialled to reach them; null for somebody on a website. */
    number: z.string().nullable(),
    outcome: z.enum(['answered', 'missed', 'declined', 'no-answer', 'failed']),
    talkMs: z.number(),
  }),
);
export type RecentCalls = z.infer<typeof recentCalls>;
