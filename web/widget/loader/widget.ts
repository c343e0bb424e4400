import type {
  FrameToHost,
  HostToFrame,
  KeptByHost,
  WidgetIntent,
} from '@parley/contracts/widget.ts';
import { type FrameLink, openFrame } from './frame-link.ts';
import { keep, readKept } from './kept.ts';
import { drawLauncher, type Launcher } from './launcher.ts';
import { currentPage, fitToScreen, lockScroll, PHONE, watchPage } from './page.ts';

/** How a host page asks for the widget. */
export type WidgetOptions = {
  readonly origin: string;
  readonly entry: string;
  readonly side: 'left' | 'right';
  readonly words: { readonly open: string; readonly failed: string };
};

type Shape = Extract<FrameToHost, { type: 'size' }>['shape'];
type Listener = (data: unknown) => void;

/** How long the frame may take before the customer is told that it does not come. */
const FRAME_MS = 12_000;

/** The widget on a host page. Nothing is stored and nothing is loaded until it is opened, unless a conversation was kept. */
export class Widget {
  readonly #options: WidgetOptions;
  readonly #launcher: Launcher;
  readonly #phone = window.matchMedia(PHONE);
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #stop = new AbortController();
  readonly #unwatch: () => void;
  #link: FrameLink | null = null;
  #isReady = false;
  #isOpen = false;
  #shape: Shape = 'panel';
  #wanted: WidgetIntent | null = null;
  #unsent: HostToFrame[] = [];
  #canIdentify = false;

  constructor(options: WidgetOptions) {
    this.#options = options;
    this.#launcher = drawLauncher(options.words, options.side);
    this.#launcher.button.addEventListener('click', () => this.open());
    const { signal } = this.#stop;
    window.visualViewport?.addEventListener('resize', this.#show, { signal });
    window.visualViewport?.addEventListener('scroll', this.#show, { signal });
    this.#phone.addEventListener('change', this.#show, { signal });
    this.#unwatch = watchPage(() => this.#link?.send({ type: 'page', page: currentPage() }));
    this.#launcher.setPhone(this.#phone.matches);
    this.#goOn(readKept(options.entry));
  }

  open(want: WidgetIntent | null = null): void {
    this.#wanted = want;
    this.#isOpen = true;
    this.#launcher.say('');
    this.#load();
    this.#show();
    this.#remember();
    if (this.#isReady) this.#link?.send({ type: 'opened', want });
    this.#link?.element.focus();
    this.#tell('opened', {});
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#show();
    this.#remember();
    this.#link?.send({ type: 'closed' });
    this.#launcher.button.focus();
    this.#tell('closed', {});
  }

  toggle(): void {
    if (this.#isOpen) this.close();
    else this.open();
  }

  isOpen(): boolean {
    return this.#isOpen;
  }

  /** Says something to the frame, which is loaded for it; what cannot be said is told as an `error`. */
  send(message: HostToFrame): void {
    this.#load();
    if (this.#isReady) this.#link?.send(message);
    else this.#unsent.push(message);
  }

  /** Whether a signed identity can be had from this page. */
  setIdentity(can: boolean): void {
    this.#canIdentify = can;
    if (this.#isReady) this.#link?.send({ type: 'identity', canIdentify: can });
  }

  /** Whether a conversation was kept from before. */
  hasConversation(): boolean {
    return readKept(this.#options.entry) !== null;
  }

  on(name: string, listener: Listener): () => void {
    const set = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, set.add(listener));
    return () => void set.delete(listener);
  }

  /** Takes it off the page; `forget` also gives up the conversation that was kept. */
  remove({ forget = false } = {}): void {
    if (forget) keep(this.#options.entry, null);
    this.#stop.abort();
    this.#unwatch();
    lockScroll(false);
    this.#link?.remove();
    this.#launcher.remove();
  }

  /** After a page change: what was open opens again; a kept conversation listens for new messages once the page is idle. */
  #goOn(kept: KeptByHost | null): void {
    if (kept === null) return;
    if (kept.open || kept.inCall) {
      this.#isOpen = true;
      this.#load();
      this.#show();
    } else if ('requestIdleCallback' in window) window.requestIdleCallback(() => this.#load());
    else setTimeout(() => this.#load(), 1_000);
  }

  #load(): void {
    if (this.#link !== null || this.#stop.signal.aborted) return;
    const { origin, entry, words } = this.#options;
    this.#link = openFrame({ origin, entryId: entry, title: words.open }, this.#heard);
    this.#link.element.hidden = !this.#isOpen;
    this.#launcher.place(this.#link.element);
    setTimeout(() => this.#isReady || this.#giveUp(), FRAME_MS);
  }

  /** Blocked, unreachable or unknown: words in place of an empty frame, and the next click tries again. */
  #giveUp(): void {
    if (this.#stop.signal.aborted) return;
    const wasOpen = this.#isOpen;
    this.close();
    this.#link?.remove();
    this.#link = null;
    if (wasOpen) this.#launcher.say(this.#options.words.failed);
    this.#unsent = [];
    this.#tell('error', { code: 'unreachable' });
  }

  readonly #show = (): void => {
    const full = this.#phone.matches && this.#shape !== 'strip';
    this.#launcher.setPhone(this.#phone.matches);
    this.#launcher.showButton(!this.#isOpen);
    lockScroll(this.#isOpen && full);
    if (this.#link === null) return;
    const { element } = this.#link;
    element.hidden = !this.#isOpen;
    element.className = `frame ${this.#shape}`;
    fitToScreen(element, this.#isOpen && full);
  };

  readonly #heard = (message: FrameToHost): void => {
    switch (message.type) {
      case 'ready':
        return this.#greet();
      case 'keep':
        return this.#keep(message.kept);
      case 'close':
        return this.close();
      case 'open':
        return this.#isOpen ? undefined : this.open();
      case 'unread':
        this.#launcher.showUnread(message.count);
        return this.#tell('unread', { count: message.count });
      case 'size':
        this.#shape = message.shape;
        return this.#show();
      case 'event':
        return this.#tell(message.name, message.data);
      case 'mask':
        // Once: later it hears the frame by itself.
        return void import(/* @vite-ignore */ `${this.#options.origin}/widget/v1/privacy.js`);
      case 'answered':
      case 'want-token':
        return this.#tell(message.type, message);
    }
  };

  #keep(kept: KeptByHost | null): void {
    const wasInCall = readKept(this.#options.entry)?.inCall === true;
    keep(this.#options.entry, kept && { ...kept, open: this.#isOpen });
    // After a crash a call goes on by itself: nobody is heard or seen by a panel that is closed.
    if (kept?.inCall === true && !wasInCall && !this.#isOpen) this.open();
  }

  #greet(): void {
    this.#isReady = true;
    this.#link?.send({
      type: 'hello',
      kept: readKept(this.#options.entry),
      page: currentPage(),
      want: this.#wanted,
      phone: this.#phone.matches,
      canIdentify: this.#canIdentify,
    });
    for (const message of this.#unsent.splice(0)) this.#link?.send(message);
    if (this.#isOpen) this.#link?.send({ type: 'opened', want: null });
    this.#tell('ready', {});
  }

  #remember(): void {
    const kept = readKept(this.#options.entry);
    if (kept !== null) keep(this.#options.entry, { ...kept, open: this.#isOpen });
  }

  #tell(name: string, data: unknown): void {
    for (const listener of this.#listeners.get(name) ?? []) listener(data);
  }
}
