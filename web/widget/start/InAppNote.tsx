import { words } from '../../ui/words.ts';

/** Browsers inside apps often keep camera and microphone back: the way out (E13). */
export function InAppNote({ url }: { readonly url: string | null }) {
  const address = url ?? location.href;
  return (
    <section class="note" aria-label={words.inApp.title}>
      <h3>{words.inApp.title}</h3>
      <p>{words.inApp.help}</p>
      {/android/i.test(navigator.userAgent) && (
        <a class="secondary" href={intentFor(address)} target="_top">
          {words.inApp.open}
        </a>
      )}
      <label class="field">
        {words.inApp.address}
        <input readOnly value={address} onFocus={(event) => event.currentTarget.select()} />
      </label>
    </section>
  );
}

/** Android opens such an address in the person's own browser. */
function intentFor(address: string): string {
  const { host, pathname, search, protocol } = new URL(address);
  return `intent://${host}${pathname}${search}#Intent;scheme=${protocol.slice(0, -1)};end`;
}
