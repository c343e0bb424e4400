import { privateSpans } from '@parley/core/privacy/private-words.ts';

/** What a page marks as private. */
export const MARKED = '[data-parley-private]';

/** Fields whose value is private whatever it is. */
const PRIVATE_FIELDS = [
  'input[type="password" i]',
  'input[type="email" i]',
  '[autocomplete*="cc-" i]',
  '[autocomplete*="email" i]',
  '[autocomplete*="password" i]',
  '[autocomplete*="one-time-code" i]',
].join(', ');

const FIELDS = 'input, textarea, select';

/** Finds marked elements and private fields; what was a password once is one when the page shows it as plain text. */
export class MarkedFinder {
  readonly #passwords = new WeakSet<Element>();
  readonly #values = new WeakMap<
    Element,
    { readonly value: string; readonly isPrivate: boolean }
  >();

  /** A shadow root itself, where all that is around it is marked. */
  find(root: Document | ShadowRoot): readonly (Element | ShadowRoot)[] {
    if ('host' in root && isInMarked(root.host)) return [root];
    const fields = [...root.querySelectorAll(FIELDS)].filter((field) => this.#isPrivate(field));
    return [...root.querySelectorAll(MARKED), ...fields];
  }

  #isPrivate(field: Element): boolean {
    if (field.matches(PRIVATE_FIELDS)) {
      if (field.matches('[type="password" i]')) this.#passwords.add(field);
      return true;
    }
    return this.#passwords.has(field) || this.#holdsPrivate(field);
  }

  #holdsPrivate(field: Element): boolean {
    const value = shownBy(field);
    const known = this.#values.get(field);
    if (known?.value === value) return known.isPrivate;
    const isPrivate = privateSpans(value).length > 0;
    this.#values.set(field, { value, isPrivate });
    return isPrivate;
  }
}

function shownBy(field: Element): string {
  if (field.localName !== 'select') return (field as HTMLInputElement).value;
  return [...(field as HTMLSelectElement).options].map(({ text }) => text).join('\n');
}

function isInMarked(element: Element): boolean {
  if (element.closest(MARKED) !== null) return true;
  const root = element.getRootNode();
  return 'host' in root && isInMarked((root as ShadowRoot).host);
}
