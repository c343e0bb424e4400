import type { PublicEntry } from '@parley/contracts/rest.ts';
import type {
  FrameToHost,
  HostAnswer,
  HostAsk,
  HostAsks,
  WidgetIntent,
} from '@parley/contracts/widget.ts';
import type { CallKind } from '@parley/core/call/call.ts';
import type { Store } from '../../live/store.ts';
import type { CallsState } from '../../ui/call/calls.ts';
import type { Session } from '../chat/session.ts';

/** As much of the visit as a host page may move. */
export type AskedVisit = {
  readonly state: Store<{
    readonly entry: PublicEntry | null;
    readonly trouble: string | null;
    readonly stage:
      | {
          readonly at: 'start';
          readonly want: string | null;
          readonly problem: string | null;
        }
      | { readonly at: 'opening' }
      | { readonly at: 'talking'; readonly session: Session };
  }>;
  readonly choose: (want: WidgetIntent) => void;
  readonly start: (want: WidgetIntent, form: Readonly<Record<string, string>>) => Promise<void>;
  readonly send: (message: FrameToHost) => void;
};

type Refused = Extract<HostAnswer, { ok: false }>;

const NOT_KNOWN: Refused = { ok: false, code: 'bad-argument' };

/** Does what the host page asks and says what came of it, once the server has answered. */
export async function answerHost(visit: AskedVisit, ask: HostAsk): Promise<void> {
  visit.send({ type: 'answered', id: ask.id, answer: await answerTo(visit, ask) });
}

function answerTo(visit: AskedVisit, ask: HostAsk): Promise<HostAnswer> {
  switch (ask.name) {
    case 'start-call':
      return startCall(visit, ask.data.kind);
    case 'send-message':
      return sendMessage(visit, ask.data.text);
    case 'identify':
      return identify(visit, ask.data);
    default:
      return Promise.resolve(NOT_KNOWN);
  }
}

async function startCall(visit: AskedVisit, kind: CallKind): Promise<HostAnswer> {
  if (!['audio', 'video', 'screen'].includes(kind)) return NOT_KNOWN;
  const found = await settled(visit);
  if (!found.ok) return found;
  if (found.session === null) {
    const begun = await begin(visit, kind);
    return begun.ok ? callOf(begun.session) : begun;
  }
  const now = found.session.calls.loaded.get()?.calls.state.get().at ?? 'none';
  if (now !== 'none' && now !== 'refused') return { ok: false, code: 'already-in-call' };
  found.session.calls.start(kind);
  return callOf(found.session);
}

/** The call that was just asked for, once the server has it or it is known why not. */
function callOf({ calls }: Session): Promise<HostAnswer<'start-call'>> {
  return new Promise((resolve) => {
    let stop = (): void => undefined;
    let wasAsked = false;
    const look = (): void => {
      const now: CallsState = calls.loaded.get()?.calls.state.get() ?? { at: 'none' };
      wasAsked ||= now.at === 'asking';
      const answer = answerOf(now, wasAsked);
      if (answer === null) return;
      stop();
      resolve(answer);
    };
    const watch = (): void => {
      stop();
      const loaded = calls.loaded.get();
      stop = loaded === null ? calls.loaded.subscribe(watch) : loaded.calls.state.subscribe(look);
      look();
    };
    watch();
  });
}

function answerOf(now: CallsState, wasAsked: boolean): HostAnswer<'start-call'> | null {
  switch (now.at) {
    case 'live':
      return { ok: true, data: { callId: now.session.callId } };
    case 'refused':
      return { ok: false, code: now.code };
    case 'elsewhere':
      return { ok: false, code: 'already-in-call' };
    case 'asking':
      return null;
    case 'none':
      return wasAsked ? { ok: false, code: 'call-ended' } : null;
  }
}

async function sendMessage(visit: AskedVisit, text: unknown): Promise<HostAnswer> {
  if (typeof text !== 'string' || text.trim() === '') return NOT_KNOWN;
  const found = await settled(visit);
  if (!found.ok) return found;
  const talking =
    found.session === null
      ? await begin(visit, 'chat')
      : ({ ok: true, session: found.session } as const);
  if (!talking.ok) return talking;
  const { conversation } = talking.session;
  const messageId = conversation.sendMessage(text);
  return new Promise((resolve) => {
    const look = (): void => {
      const { view, lines, refused } = conversation.state.get();
      if (view.messages.some(({ id }) => id === messageId)) {
        stop();
        resolve({ ok: true, data: { messageId } satisfies HostAsks['send-message']['answer'] });
        return;
      }
      const own = lines.flatMap((line) => (line.kind === 'message' ? [line.message] : []));
      const failed = own.find(({ id, status }) => id === messageId && status === 'failed');
      const code = failed === undefined ? refused : (failed.code ?? 'unexpected');
      if (code === null) return;
      stop();
      resolve({ ok: false, code });
    };
    const stop = conversation.state.subscribe(look);
    look();
  });
}

async function identify(visit: AskedVisit, { token }: { token: unknown }): Promise<HostAnswer> {
  if (typeof token !== 'string') return NOT_KNOWN;
  const found = await settled(visit);
  if (!found.ok) return found;
  if (found.session === null) return { ok: true, data: { state: 'waiting' } };
  const { connection, conversationId } = found.session;
  const answer = await connection.send('identify', { conversationId, token });
  if (!answer.ok) return { ok: false, code: answer.code };
  const { subject, name } = answer.data;
  visit.send({ type: 'event', name: 'identity.changed', data: { subject, name } });
  return { ok: true, data: { state: 'verified' } };
}

/** A conversation of its own accord; where the entry asks for a form, the customer has to fill it in first. */
async function begin(
  visit: AskedVisit,
  want: WidgetIntent,
): Promise<{ readonly ok: true; readonly session: Session } | Refused> {
  const { entry } = visit.state.get();
  if (entry?.form.some(({ required }) => required)) {
    visit.choose(want);
    return { ok: false, code: 'form-needed' };
  }
  await visit.start(want, {});
  const { stage, trouble } = visit.state.get();
  if (stage.at === 'talking') return { ok: true, session: stage.session };
  const problem = stage.at === 'start' ? stage.problem : null;
  return { ok: false, code: problem ?? trouble ?? 'unreachable' };
}

type Found = { readonly ok: true; readonly session: Session | null } | Refused;

/** Once the entry is known and nothing is on its way: the conversation, null for none, or why there is none to be had. */
function settled({ state }: AskedVisit): Promise<Found> {
  return new Promise((resolve) => {
    let stop = (): void => undefined;
    const look = (): void => {
      const found = foundIn(state.get());
      if (found === null) return;
      stop();
      resolve(found);
    };
    // What a change leads to is done by then: a kept conversation is on its way.
    stop = state.subscribe(() => queueMicrotask(look));
    look();
  });
}

function foundIn({ entry, trouble, stage }: ReturnType<AskedVisit['state']['get']>): Found | null {
  if (trouble !== null) return { ok: false, code: trouble };
  if (entry === null || stage.at === 'opening') return null;
  return { ok: true, session: stage.at === 'talking' ? stage.session : null };
}
