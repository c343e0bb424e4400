import type { SmsWords } from './sms-port.ts';

/** A business's name in an SMS is no reason for a third part. */
const NAME_LENGTH = 60;

/**
 * Fills `{business}`, `{link}` and `{reference}` in; what stands in square brackets is left out when there is no
 * reference.
 */
export function fillIn(template: string, { business, url, reference }: SmsWords): string {
  const words: Readonly<Record<string, string>> = {
    business: onOneLine(business).slice(0, NAME_LENGTH),
    link: url,
    reference: reference === null ? '' : onOneLine(reference),
  };
  const chosen = template.replace(/\[([^\]]*)\]/g, (_all, inner: string) =>
    reference === null ? '' : inner,
  );
  return chosen.replace(
    /\{(business|link|reference)\}/g,
    (_all, name: string) => words[name] ?? '',
  );
}

function onOneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}
