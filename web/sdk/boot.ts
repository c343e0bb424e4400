import type { FrameToHost, HostAnswer, HostAskName, HostAsks } from '@parley/contracts/widget.ts';
import { Widget } from '../widget/loader/widget.ts';
import type {
  BootOptions,
  Identified,
  IdentitySource,
  Parley,
  ParleyEventName,
  ParleyEvents,
} from './api.ts';
import { HEARD, type News, newsOf } from './news.ts';
import { ParleyError } from './parley-error.ts';
import { type TokenSource, tokenSource } from './token-source.ts';

type Waiting = {
  readonly resolve: (data: HostAsks[HostAskName]['answer']) => void;
  readonly reject: (error: ParleyError) => void;
};

type AskData = Pick<HostAsks[HostAskName], 'data'>['data'];

const WORDS = {
  open: 'Chat with us',
  failed: 'The chat cannot be opened at the moment. Please try again later.',
};

/** One widget to a page: the newest boot takes the place of the one before. */
let running: WidgetOnPage | null = null;

/** Puts the widget on the page. Nothing is loaded or stored before it is opened, unless a conversation was kept. */
export async function boot(options: BootOptions): Promise<Parley> {
  const { entryId, origin = import.meta.url, side = 'right', label } = options;
  if (typeof entryId !== 'string' || entryId === '') throw new ParleyError('bad-argument');
  await running?.shutdown();
  const words = { ...WORDS, open: label ?? WORDS.open };
  const parley = new WidgetOnPage({ origin: originOf(origin), entry: entryId, side, words });
  running = parley;
  if (options.identity !== undefined) parley.identifyBySelf(options.identity);
  return parley;
}

/** The origin in an address; refused in the SDK's own words. */
export function originOf(address: string): string {
  const url = URL.canParse(address, location.href) ? new URL(address, location.href) : null;
  if (url?.protocol === 'https:' || url?.protocol === 'http:') return url.origin;
  throw new ParleyError('bad-argument');
}

/** The SDK's side of the widget: each question has one answer, and what happens is told by name. */
class WidgetOnPage implements Parley {
  readonly #widget: Widget;
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners = new Map<string, Set<(data: never) => void>>();
  #asked = 0;
  #isReady = false;
  #isOver = false;
  #identity: TokenSource | null = null;

  constructor(options: ConstructorParameters<typeof Widget>[0]) {
    this.#widget = new Widget(options);
    for (const heard of HEARD) {
      this.#widget.on(heard, (said) => this.#heard(newsOf(heard, said)));
    }
    this.#widget.on('answered', (message) =>
      this.#answered(message as Extract<FrameToHost, { type: 'answered' }>),
    );
    this.#widget.on('want-token', (message) => {
      const { id } = message as Extract<FrameToHost, { type: 'want-token' }>;
      void this.#giveToken(id);
    });
  }

  get isOpen(): boolean {
    return this.#widget.isOpen();
  }

  readonly open = async (): Promise<void> => {
    this.#mustRun();
    this.#widget.open();
    if (this.#isReady) return;
    await new Promise<void>((resolve, reject) => {
      const stops = [
        this.on('ready', () => settle(resolve)),
        this.on('error', ({ code }) => {
          if (code === 'unreachable') settle(() => reject(new ParleyError(code)));
        }),
      ];
      const settle = (how: () => void): void => {
        for (const stop of stops) stop();
        how();
      };
    });
  };

  readonly close = async (): Promise<void> => {
    this.#mustRun();
    this.#widget.close();
  };

  readonly startCall = async (kind: 'audio' | 'video'): Promise<{ readonly callId: string }> => {
    if (kind !== 'audio' && kind !== 'video') throw new ParleyError('bad-argument');
    return this.#call(kind);
  };

  readonly shareScreen = (): Promise<{ readonly callId: string }> => this.#call('screen');

  readonly sendMessage = async (text: string): Promise<{ readonly messageId: string }> => {
    if (typeof text !== 'string' || text.trim() === '') throw new ParleyError('bad-argument');
    return this.#ask('send-message', { text });
  };

  readonly identify = async (source: IdentitySource): Promise<Identified> => {
    this.#mustRun();
    if (typeof source !== 'string' && typeof source !== 'function') {
      throw new ParleyError('bad-argument');
    }
    const identity = tokenSource(source);
    this.#identity = identity;
    this.#widget.setIdentity(true);
    if (!this.#widget.hasConversation()) return { state: 'waiting' };
    const token = await identity.take();
    if (token === null) throw new ParleyError('no-token');
    const answer = await this.#ask('identify', { token });
    // Nobody has seen it: it still serves.
    if (answer.state === 'waiting') identity.giveBack(token);
    return answer;
  };

  readonly shutdown = async ({ forget = false } = {}): Promise<void> => {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#widget.remove({ forget });
    this.#giveUp('shut-down');
    this.#listeners.clear();
    if (running === this) running = null;
  };

  readonly on = <Name extends ParleyEventName>(
    name: Name,
    listener: (data: ParleyEvents[Name]) => void,
  ): (() => void) => {
    const set = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, set.add(listener));
    return () => void set.delete(listener);
  };

  /** With `boot`: nobody waits for it, so what goes wrong is told. */
  identifyBySelf(source: IdentitySource): void {
    this.identify(source).catch((error: unknown) => this.#tellError(error));
  }

  async #call(kind: HostAsks['start-call']['data']['kind']): Promise<{ readonly callId: string }> {
    this.#mustRun();
    this.#widget.open();
    return this.#ask('start-call', { kind });
  }

  #ask<Name extends HostAskName>(
    name: Name,
    data: HostAsks[Name]['data'],
  ): Promise<HostAsks[Name]['answer']> {
    this.#mustRun();
    this.#asked += 1;
    const id = this.#asked;
    return new Promise((resolve, reject) => {
      // The answer to a question has the shape that belongs to its name.
      this.#waiting.set(id, { resolve: resolve as Waiting['resolve'], reject });
      this.#widget.send({ type: 'ask', id, name, data: data as AskData } as never);
    });
  }

  #answered({ id, answer }: { readonly id: number; readonly answer: HostAnswer }): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (answer.ok) waiting?.resolve(answer.data);
    else waiting?.reject(new ParleyError(answer.code));
  }

  async #giveToken(id: number): Promise<void> {
    let token: string | null = null;
    try {
      token = (await this.#identity?.take()) ?? null;
    } catch (error) {
      this.#tellError(error);
    }
    this.#widget.send({ type: 'token', id, token });
  }

  #heard(news: News): void {
    if (news.name === 'ready') {
      // The frame began anew: it knows nothing of what was asked before.
      if (this.#isReady) this.#giveUp('try-again');
      this.#isReady = true;
    }
    if (news.name === 'error' && news.data.code === 'unreachable') {
      this.#isReady = false;
      this.#giveUp('unreachable');
    }
    this.#tell(news);
  }

  #tellError(error: unknown): void {
    const { code, retryable } =
      error instanceof ParleyError ? error : new ParleyError('unexpected');
    this.#tell({ name: 'error', data: { code, retryable } });
  }

  #tell({ name, data }: News): void {
    for (const listener of [...(this.#listeners.get(name) ?? [])]) listener(data as never);
  }

  #giveUp(code: string): void {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(new ParleyError(code));
  }

  #mustRun(): void {
    if (this.#isOver) throw new ParleyError('shut-down');
  }
}
