/** Who asks: established by the server from a token or a session, never from what the client says. */
export type Who =
  | { readonly role: 'nobody' }
  | { readonly role: 'customer'; readonly personId: string; readonly conversationId: string }
  | {
      readonly role: 'agent' | 'supervisor' | 'admin';
      readonly personId: string;
      readonly queueIds: readonly string[];
    };

/** What may be asked. Every command of the registry names one of these. */
export type Action =
  | 'test-line'
  | 'read-conversation'
  | 'write-message'
  | 'start-call'
  | 'wait-in-line'
  | 'answer-offer'
  | 'use-own-leg'
  | 'hold-call'
  | 'complete-conversation'
  | 'finish-wrap-up'
  | 'dial'
  | 'transfer-call'
  | 'forward-call'
  | 'message-staff'
  | 'read-contacts'
  | 'manage-contacts'
  | 'set-own-presence'
  | 'read-own-desk'
  | 'manage-own-account'
  | 'read-people'
  | 'change-people'
  | 'run-room'
  | 'ask-customer'
  | 'answer-request'
  | 'invite'
  | 'enter-own-room'
  | 'identify'
  | 'change-entries'
  | 'draw-together'
  | 'open-picture'
  | 'share-file'
  | 'read-file'
  | 'remove-file';

/** The thing asked about; only the facts the rules need. */
export type Thing = {
  readonly conversationId?: string;
  readonly queueId?: string;
  /** The agents a conversation, call or offer belongs to. */
  readonly agentIds?: readonly string[];
  /** The person a leg or an account belongs to. */
  readonly personId?: string;
  /** A file that an agent has not shown to the customer. */
  readonly agentsOnly?: boolean;
};

type Rule = (who: Who, thing: Thing) => boolean;

const isCustomerOf: Rule = (who, thing) =>
  who.role === 'customer' && who.conversationId === thing.conversationId;

const isAgentOf: Rule = (who, thing) =>
  isStaff(who) && (thing.agentIds?.includes(who.personId) ?? false);

const supervises: Rule = (who, thing) =>
  who.role === 'supervisor' && thing.queueId !== undefined && who.queueIds.includes(thing.queueId);

const isSelf: Rule = (who, thing) => who.role !== 'nobody' && who.personId === thing.personId;

/** The rules, one readable list; what is not listed is denied. */
const RULES: Readonly<Record<Action, Rule>> = {
  'test-line': (who) => who.role !== 'nobody',
  'read-conversation': (who, thing) =>
    isCustomerOf(who, thing) ||
    isAgentOf(who, thing) ||
    supervises(who, thing) ||
    who.role === 'admin',
  'write-message': (who, thing) => isCustomerOf(who, thing) || isAgentOf(who, thing),
  'start-call': isCustomerOf,
  'wait-in-line': isCustomerOf,
  'answer-offer': isAgentOf,
  'use-own-leg': isSelf,
  'hold-call': (who, thing) => isStaff(who) && isSelf(who, thing),
  'complete-conversation': isAgentOf,
  'finish-wrap-up': isAgentOf,
  dial: isStaff,
  // Consult, transfer, conference: always with a leg of one's own in the call.
  'transfer-call': (who, thing) => isStaff(who) && isSelf(who, thing),
  'forward-call': isAgentOf,
  // Those who serve customers; administrators are nobody's colleagues here (T7).
  'message-staff': (who) => who.role === 'agent' || who.role === 'supervisor',
  'read-contacts': isStaff,
  'manage-contacts': (who) => who.role === 'admin' || who.role === 'supervisor',
  'set-own-presence': (who) => isStaff(who),
  'read-own-desk': (who) => isStaff(who),
  'manage-own-account': (who, thing) => isStaff(who) && isSelf(who, thing),
  'read-people': (who) => who.role === 'admin' || who.role === 'supervisor',
  'change-people': (who) => who.role === 'admin',
  'run-room': isAgentOf,
  'ask-customer': isAgentOf,
  // What leaves the customer's device, nobody else sends.
  'answer-request': isCustomerOf,
  invite: (who) => isStaff(who),
  'enter-own-room': isCustomerOf,
  identify: isCustomerOf,
  'change-entries': (who) => who.role === 'admin',
  // The agents are those whom the customer sees or who serve the chat: nobody who is only asked.
  'draw-together': (who, thing) => isCustomerOf(who, thing) || isAgentOf(who, thing),
  'open-picture': isAgentOf,
  'share-file': (who, thing) => isCustomerOf(who, thing) || isAgentOf(who, thing),
  'read-file': (who, thing) =>
    (isCustomerOf(who, thing) && thing.agentsOnly !== true) ||
    isAgentOf(who, thing) ||
    supervises(who, thing) ||
    who.role === 'admin',
  'remove-file': (who, thing) =>
    isAgentOf(who, thing) || (isCustomerOf(who, thing) && isSelf(who, thing)),
};

function isStaff(who: Who): who is Extract<Who, { role: 'agent' | 'supervisor' | 'admin' }> {
  return who.role === 'agent' || who.role === 'supervisor' || who.role === 'admin';
}

/** Whether `who` may do `action` to `thing`; asked by routes, sockets, media and screens alike. */
export function can(who: Who, action: Action, thing: Thing = {}): boolean {
  return RULES[action](who, thing);
}

/** Every action there is, for the authorization matrix. */
export const ACTIONS = Object.keys(RULES) as readonly Action[];
