import { useState } from 'preact/hooks';
import { words } from '../words.ts';

/** The link in full, to be carried into another browser. */
export function LinkToCopy({ address }: { readonly address: string }) {
  const [isCopied, setCopied] = useState(false);
  const copy = async (): Promise<void> => setCopied(await copied(address));
  return (
    <div class="link-to-copy">
      <label class="field">
        {words.link.label}
        <input readOnly value={address} onFocus={(event) => event.currentTarget.select()} />
      </label>
      <button type="button" class="secondary big" onClick={() => void copy()}>
        {isCopied ? words.link.copied : words.link.copy}
      </button>
    </div>
  );
}

async function copied(text: string): Promise<boolean> {
  if (!('clipboard' in navigator)) return false;
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (error) {
    // Apps forbid it: the link stands in the field above, ready to be marked.
    if (error instanceof DOMException) return false;
    throw error;
  }
}
