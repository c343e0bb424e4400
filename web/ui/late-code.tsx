import { useEffect, useState } from 'preact/hooks';
import { words } from './words.ts';

/** Code that loads when it is first asked for; null when the network does not give it. */
export function lateCode<Code>(load: () => Promise<Code>): () => Promise<Code | null> {
  let loading: Promise<Code | null> | null = null;
  return () => {
    // Once: what was lost stays lost for this page, but without a lost style sheet it would come the second time.
    loading ??= orLost(load());
    return loading;
  };
}

async function orLost<Code>(loading: Promise<Code>): Promise<Code | null> {
  try {
    return await loading;
  } catch (error) {
    // A TypeError for a script that does not load, a plain one for its style sheet.
    if (error instanceof Error) return null;
    throw error;
  }
}

/** Code that loads with the first need of it; null until then. */
export function useLateCode<Code>(
  isNeeded: boolean,
  load: () => Promise<Code | null>,
): Code | 'lost' | null {
  const [code, setCode] = useState<Code | 'lost' | null>(null);
  useEffect(() => {
    if (!isNeeded) return;
    let isOver = false;
    const take = async (): Promise<void> => {
      const loaded = await load();
      if (!isOver) setCode(loaded ?? 'lost');
    };
    void take();
    return () => {
      isOver = true;
    };
  }, [isNeeded, load]);
  return code;
}

/** Browsers keep the failure of a chunk: only a new page asks again, and a call outlives it. */
export function CodeLost({ what }: { readonly what: string }) {
  return (
    <p class="banner" role="alert">
      {what}{' '}
      <button type="button" class="link" onClick={() => location.reload()}>
        {words.tryAgain}
      </button>
    </p>
  );
}
