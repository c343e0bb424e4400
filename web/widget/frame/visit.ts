import type { FirstCall, PublicEntry } from '@parley/contracts/rest.ts';
import type { HostToFrame, KeptByHost, WidgetIntent } from '@parley/contracts/widget.ts';
import type { CallKind } from '@parley/core/call/call.ts';
import type { HostPage } from '@parley/core/conversation/events.ts';
import { createStore } from '../../live/store.ts';
import { lateCode } from '../../ui/late-code.tsx';
import type { Answers, Wish } from '../asking/wish.ts';
import { forgetFirstCall, wantFirstCall } from '../chat/call-door.ts';
import type { conversationCode } from '../chat/conversation-code.ts';
import type { Proof, Session } from '../chat/session.ts';
import { type CallsAre, fetchEntry } from '../entry/entry.ts';
import { answerHost } from '../host/answer-host.ts';
import type { Host } from '../host/host.ts';
import { type IdentityOfHost, identityOfHost } from '../host/identity-of-host.ts';
import { tellHost } from '../host/news-for-host.ts';
import { startProved } from '../host/start-proved.ts';

/** Why the first screen cannot be shown. */
export type Trouble = 'unreachable' | 'not-found' | 'wrong-site';

/** What a button of the first screen leads to. */
export type Want = WidgetIntent | 'callback' | 'code';

/** Where the customer is: choosing, on the way, or talking. */
export type Stage =
  | { readonly at: 'start'; readonly want: Want | null; readonly problem: string | null }
  | { readonly at: 'opening' }
  | { readonly at: 'talking'; readonly session: Session; readonly code: typeof conversationCode };

type Opened = { readonly session: Session; readonly code: typeof conversationCode };

/** Everything the frame shows first. */
export type VisitState = {
  readonly entry: PublicEntry | null;
  readonly media: CallsAre | null;
  readonly trouble: Trouble | null;
  readonly page: HostPage | null;
  readonly stage: Stage;
  readonly isOpen: boolean;
  /** How often the host page opened the panel, also while it was open. */
  readonly openings: number;
};

function isCall(want: Want): want is CallKind {
  return want === 'audio' || want === 'video' || want === 'screen';
}

/** So long setting up a call takes a page that draws nothing meanwhile; for a person it is no wait. */
const CALLS_FIRST_MS = 100;

const passed = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

const START: Stage = { at: 'start', want: null, problem: null };

/** Loads all that a conversation needs; null when the network does not give it. */
export const loadConversationCode = lateCode(async () => {
  const { conversationCode: code } = await import('../chat/conversation-code.ts');
  return code;
});

/** A customer's visit to the widget, from the first screen into the conversation. */
export class Visit {
  readonly state = createStore<VisitState>({
    entry: null,
    media: null,
    trouble: null,
    page: null,
    stage: START,
    isOpen: false,
    openings: 0,
  });
  readonly #host: Host;
  readonly #entryId: string;
  readonly #identity: IdentityOfHost;
  #kept: KeptByHost | null = null;
  #wanted: WidgetIntent | null = null;
  /** Opened for a wish that is not taken yet. */
  #wished: Opened | null = null;

  constructor(host: Host, entryId: string) {
    this.#host = host;
    this.#entryId = entryId;
    this.#identity = identityOfHost(this.send);
    host.listen((message) => this.#heard(message));
    host.send({ type: 'ready' });
    void this.load();
  }

  /** Asks what the entry offers; again after it could not be reached. */
  async load(): Promise<void> {
    this.#change({ trouble: null });
    const answer = await fetchEntry(this.#entryId);
    if (!answer.ok) {
      this.#change({ trouble: answer.code === 'not-found' ? 'not-found' : 'unreachable' });
      return;
    }
    const entry = answer.value;
    const isKnown = [...entry.origins, location.origin].includes(this.#host.origin);
    this.#change({ entry, media: entry.media, trouble: isKnown ? null : 'wrong-site' });
    this.#goOn();
    this.#want(null);
  }

  /** After trouble. Code that did not load is asked for by a new page only: browsers keep the failure. */
  readonly again = (): void => {
    if (this.state.get().stage.at === 'opening') location.reload();
    else void this.load();
  };

  readonly setMedia = (media: CallsAre): void => this.#change({ media });

  /** A button of the first screen: to the form where there is one, else straight on. */
  choose(want: Want): void {
    const { entry } = this.state.get();
    if (entry === null) return;
    const hasForm = entry.form.length > 0 || want === 'callback' || want === 'code';
    if (hasForm) this.#change({ stage: { at: 'start', want, problem: null } });
    else void this.start(want, {});
  }

  readonly back = (): void => this.#change({ stage: START });

  /** Opens a conversation; its code loads while the server answers. */
  async start(want: Want, form: Answers): Promise<void> {
    const { page } = this.state.get();
    this.#change({ stage: { at: 'opening' } });
    const loading = loadConversationCode();
    const wanted = want === 'audio' || want === 'video' ? await wantFirstCall(want) : null;
    const call = wanted?.asked ?? null;
    const asked = { entryId: this.#entryId, form, page, call };
    const answer = await startProved(asked, this.#identity, this.send);
    if (!answer.ok) {
      if (wanted !== null) forgetFirstCall();
      this.#change({ stage: { at: 'start', want, problem: answer.code } });
      return;
    }
    const { conversationId, token, call: started } = answer.value;
    this.#keep({ conversationId, token, open: true, inCall: false });
    const code = await loading;
    if (code === null) {
      if (wanted !== null) forgetFirstCall();
      return this.#change({ trouble: 'unreachable' });
    }
    const session = await code.openSession({ conversationId, token });
    // Before anything is drawn: the call takes longest.
    if (wanted !== null) session.calls.start(want as FirstCall['kind'], { ...wanted, started });
    else if (isCall(want)) session.calls.start(want);
    tellHost(session.conversation, { isNew: true, send: this.send });
    if (started !== null) await passed(CALLS_FIRST_MS);
    this.#talk(session, code);
  }

  /** Asks to be called back (E15): the code of what stands in the way, null when it is done. */
  readonly askCallback = async (wish: Wish, answers: Answers): Promise<string | null> => {
    const opened = this.#wished ?? (await this.#openFor({ ...answers, name: wish.name }));
    if (typeof opened === 'string') return opened;
    // What was not taken is put right and asked again in the same conversation.
    this.#wished = opened;
    const { session, code } = opened;
    const { conversationId } = session;
    const answer = await session.connection.send('request-callback', { conversationId, ...wish });
    if (!answer.ok) return answer.code;
    this.#wished = null;
    this.#talk(session, code);
    return null;
  };

  async #openFor(form: Answers): Promise<Opened | string> {
    const { page } = this.state.get();
    const loading = loadConversationCode();
    const asked = { entryId: this.#entryId, form, page, call: null };
    const answer = await startProved(asked, this.#identity, this.send);
    if (!answer.ok) return answer.code;
    const { conversationId, token } = answer.value;
    this.#keep({ conversationId, token, open: true, inCall: false });
    const code = await loading;
    if (code === null) return 'unreachable';
    return { session: await code.openSession({ conversationId, token }), code };
  }

  /** The conversation cannot be read any more: back to the beginning. */
  readonly forget = (): void => {
    const { stage } = this.state.get();
    if (stage.at === 'talking') stage.session.close();
    this.#keep(null);
    this.#host.send({ type: 'unread', count: 0 });
    this.#change({ stage: START });
  };

  /** A call began or ended: the host page opens the frame by itself after a page change in mid-call. */
  readonly keepInCall = (inCall: boolean): void => {
    if (this.#kept === null || this.#kept.inCall === inCall) return;
    this.#keep({ ...this.#kept, inCall });
  };

  readonly send = (message: Parameters<Host['send']>[0]): void => this.#host.send(message);

  readonly close = (): void => this.#host.send({ type: 'close' });

  #heard(message: HostToFrame): void {
    switch (message.type) {
      case 'hello':
        this.#kept = message.kept;
        this.#identity.canIdentify(message.canIdentify);
        this.#change({ page: message.page });
        this.#goOn();
        return this.#want(message.want);
      case 'opened':
        this.#change({ isOpen: true, openings: this.state.get().openings + 1 });
        return this.#want(message.want);
      case 'closed':
        return this.#change({ isOpen: false });
      case 'page':
        this.#change({ page: message.page });
        return this.#session()?.changePage(message.page);
      case 'prefetch-call':
        return void loadConversationCode();
      case 'identity':
        return this.#identity.canIdentify(message.canIdentify);
      case 'token':
        return this.#identity.told(message);
      case 'ask':
        return void answerHost(this, message);
    }
  }

  /** Takes up the kept conversation once both the host page and the server have answered. */
  #goOn(): void {
    const { entry, trouble, stage } = this.state.get();
    const kept = this.#kept;
    if (entry === null || trouble !== null || kept === null || stage.at !== 'start') return;
    this.#change({ stage: { at: 'opening' } });
    void this.#resume(kept);
  }

  async #resume(kept: Proof): Promise<void> {
    const code = await loadConversationCode();
    if (code === null) return this.#change({ trouble: 'unreachable' });
    const session = await code.openSession(kept);
    tellHost(session.conversation, { isNew: false, send: this.send });
    this.#talk(session, code);
  }

  /** What the host page asked for, as soon as it can be done. */
  #want(want: WidgetIntent | null): void {
    this.#wanted = want ?? this.#wanted;
    const { entry, stage } = this.state.get();
    if (this.#wanted === null || entry === null || stage.at === 'opening') return;
    const wanted = this.#wanted;
    this.#wanted = null;
    if (stage.at === 'start') this.choose(wanted);
    else if (wanted !== 'chat') stage.session.calls.start(wanted);
  }

  #talk(session: Session, code: typeof conversationCode): void {
    const { page } = this.state.get();
    if (page !== null) session.changePage(page);
    this.#change({ stage: { at: 'talking', session, code } });
    this.#want(null);
  }

  #session(): Session | null {
    const { stage } = this.state.get();
    return stage.at === 'talking' ? stage.session : null;
  }

  #keep(kept: KeptByHost | null): void {
    this.#kept = kept;
    this.#host.send({ type: 'keep', kept });
  }

  #change(part: Partial<VisitState>): void {
    this.state.update((now) => ({ ...now, ...part }));
  }
}
