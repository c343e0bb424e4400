import type { Parley, ParleyEventName } from './api.ts';
import { boot, originOf } from './boot.ts';
import { ParleyError } from './parley-error.ts';

/** Told by an element as events of its own: `parley-message` and so on, what is said in `detail`. */
const TOLD: readonly ParleyEventName[] = [
  'ready',
  'opened',
  'closed',
  'unread',
  'message',
  'conversation-started',
  'call-started',
  'call-state',
  'call-ended',
  'identity-changed',
  'error',
];

/** What a room may use; nothing else is delegated to it. */
const ROOM_MAY = 'camera; microphone; display-capture; autoplay; fullscreen; screen-wake-lock';

const ROOM_STYLES = `
:host { display: block; min-block-size: 480px; }
iframe { inline-size: 100%; block-size: 100%; min-block-size: inherit; border: 0; display: block; }
`;

/** Where there is no document (rendering on a server) the elements are only names. */
const Base: typeof HTMLElement =
  globalThis.HTMLElement ?? (class {} as unknown as typeof HTMLElement);

/** `<parley-widget entry="web-support" origin="https://cx.example.com">`: the widget while it is on the page. */
export class ParleyWidgetElement extends Base {
  #parley: Promise<Parley> | null = null;

  /** The widget; rejects while the element is on no page or has no entry. */
  get parley(): Promise<Parley> {
    return this.#parley ?? Promise.reject(new ParleyError('shut-down'));
  }

  connectedCallback(): void {
    const side = this.getAttribute('side') === 'left' ? 'left' : 'right';
    const origin = this.getAttribute('origin');
    const label = this.getAttribute('label');
    this.#parley = boot({
      entryId: this.getAttribute('entry') ?? '',
      side,
      ...(origin === null ? {} : { origin }),
      ...(label === null ? {} : { label }),
    });
    this.#parley.then(
      (parley) => this.#follow(parley),
      (error: unknown) => this.#say('error', errorOf(error)),
    );
  }

  disconnectedCallback(): void {
    this.#parley?.then(
      (parley) => parley.shutdown(),
      // It never was: that was told when it was put on the page.
      () => undefined,
    );
    this.#parley = null;
  }

  #follow(parley: Parley): void {
    for (const name of TOLD) parley.on(name, (data) => this.#say(name, data));
  }

  #say(name: ParleyEventName, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(`parley-${name}`, { detail }));
  }
}

/**
 * `<parley-room href="https://cx.example.com/r/CODE#SECRET">`, or `origin`, `code` and `secret`: a room in a frame.
 * The page's origin must be one of an entry's, or of `PARLEY_ORIGINS`.
 */
export class ParleyRoomElement extends Base {
  static readonly observedAttributes: readonly string[] = ['href', 'origin', 'code', 'secret'];
  #frame: HTMLIFrameElement | null = null;

  connectedCallback(): void {
    if (this.#frame === null) this.#frame = this.#draw();
    this.#point();
  }

  attributeChangedCallback(): void {
    if (this.isConnected && this.#frame !== null) this.#point();
  }

  #draw(): HTMLIFrameElement {
    const root = this.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(ROOM_STYLES);
    root.adoptedStyleSheets = [sheet];
    const frame = document.createElement('iframe');
    frame.allow = ROOM_MAY;
    frame.referrerPolicy = 'origin';
    frame.title = this.getAttribute('label') ?? 'Video call';
    frame.addEventListener('load', () => this.dispatchEvent(new CustomEvent('parley-ready')));
    root.append(frame);
    return frame;
  }

  #point(): void {
    const address = this.#address();
    if (this.#frame === null) return;
    if (address === null) {
      this.#frame.removeAttribute('src');
      const detail = errorOf(new ParleyError('bad-argument'));
      this.dispatchEvent(new CustomEvent('parley-error', { detail }));
    } else if (this.#frame.src !== address) this.#frame.src = address;
  }

  /** The link as it was sent; only a room's own address is framed. */
  #address(): string | null {
    const code = this.getAttribute('code');
    const secret = this.getAttribute('secret');
    const hash = secret === null ? '' : `#${encodeURIComponent(secret)}`;
    const href =
      this.getAttribute('href') ?? (code === null ? null : `/r/${encodeURIComponent(code)}${hash}`);
    if (href === null) return null;
    try {
      const origin = originOf(this.getAttribute('origin') ?? import.meta.url);
      const url = new URL(href, origin);
      originOf(url.href);
      return url.pathname.startsWith('/r/') ? url.href : null;
    } catch {
      // No address at all: said as an event, as nobody waits for it.
      return null;
    }
  }
}

function errorOf(error: unknown): { readonly code: string; readonly retryable: boolean } {
  const known = error instanceof ParleyError ? error : new ParleyError('unexpected');
  return { code: known.code, retryable: known.retryable };
}

/** Makes the two elements known to the browser; once, whoever asks. */
export function defineElements(): void {
  if (!('customElements' in globalThis)) return;
  if (customElements.get('parley-widget') === undefined) {
    customElements.define('parley-widget', ParleyWidgetElement);
  }
  if (customElements.get('parley-room') === undefined) {
    customElements.define('parley-room', ParleyRoomElement);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-widget': ParleyWidgetElement;
    'parley-room': ParleyRoomElement;
  }
}
