import type { Parley, ParleyEventName } from './api.ts';
import { boot } from './boot.ts';
import { Base, errorOf } from './element-base.ts';
import { ParleyError } from './parley-error.ts';
import { ParleyRoomElement } from './room-element.ts';

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
