import { isOurs } from '@parley/contracts/our-words.ts';
import type { RoomNews } from '@parley/contracts/widget.ts';
import type { ParleyRoomEvents } from './api.ts';
import { originOf } from './boot.ts';
import { Base, errorOf } from './element-base.ts';
import { isRetryable, ParleyError } from './parley-error.ts';

/** What a room says; its frame is ours, and what it says in our words has their shape. */
type Said = RoomNews & { readonly type: 'room' };

/** What a room may use; nothing else is delegated to it. */
const ROOM_MAY =
  'camera; microphone; display-capture; autoplay; fullscreen; screen-wake-lock; geolocation';

/** A page that has not spoken by then is blocked, or cannot be reached. */
const SILENT_MS = 10_000;

const ROOM_STYLES = `
:host { display: block; min-block-size: 480px; }
iframe { inline-size: 100%; block-size: 100%; min-block-size: inherit; border: 0; display: block; }
`;

/**
 * `<parley-room href="https://cx.example.com/r/CODE#SECRET">`, or `origin`, `code` and `secret`: a room in a frame.
 * The page's origin must be one of an entry's, or of `PARLEY_ORIGINS`.
 */
export class ParleyRoomElement extends Base {
  static readonly observedAttributes: readonly string[] = ['href', 'origin', 'code', 'secret'];
  #frame: HTMLIFrameElement | null = null;
  #isReady = false;
  #silence: ReturnType<typeof setTimeout> | undefined;

  connectedCallback(): void {
    if (this.#frame === null) this.#frame = this.#draw();
    window.addEventListener('message', this.#hear);
    this.#point();
    // Put back on a page, a frame loads anew.
    this.#expect();
  }

  disconnectedCallback(): void {
    window.removeEventListener('message', this.#hear);
    clearTimeout(this.#silence);
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
    root.append(frame);
    return frame;
  }

  #point(): void {
    const address = this.#address();
    if (this.#frame === null) return;
    if (address === null) {
      this.#frame.removeAttribute('src');
      this.#say('error', errorOf(new ParleyError('bad-argument')));
    } else if (this.#frame.src !== address) {
      this.#frame.src = address;
      this.#expect();
    }
  }

  /** A room's page speaks as soon as it runs. */
  #expect(): void {
    this.#isReady = false;
    clearTimeout(this.#silence);
    if (!this.#frame?.src) return;
    this.#silence = setTimeout(
      () => this.#say('error', errorOf(new ParleyError('unreachable'))),
      SILENT_MS,
    );
  }

  /** Only the room's own frame is heard, and only while a room is in it. */
  readonly #hear = ({ source, origin, data }: MessageEvent): void => {
    const frame = this.#frame;
    if (!frame?.src || source !== frame.contentWindow) return;
    if (origin !== new URL(frame.src).origin || !isOurs<Said>(data)) return;
    if (data.type !== 'room') return;
    clearTimeout(this.#silence);
    if (!this.#isReady) this.#say('ready', {});
    this.#isReady = true;
    if (data.name === 'error') {
      const { code } = data.data;
      this.#say('error', { code, retryable: isRetryable(code) });
    } else this.#say(data.name, data.data);
  };

  #say<Name extends keyof ParleyRoomEvents>(name: Name, detail: ParleyRoomEvents[Name]): void {
    this.dispatchEvent(new CustomEvent(`parley-${name}`, { detail }));
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
