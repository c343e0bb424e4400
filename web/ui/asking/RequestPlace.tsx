import type { CustomerRequest } from '@parley/core/conversation/customer-request.ts';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { derive } from '../../live/store.ts';
import type { PictureAround } from '../picture/picture-around.ts';
import { useStore } from '../use-store.ts';
import { words } from '../words.ts';
import { askingWords } from '../words-of-asking.ts';
import { loadRequestCode } from './request-code.ts';

type Code = NonNullable<Awaited<ReturnType<typeof loadRequestCode>>>;

/** The oldest request that waits for the customer's answer; null while there is none. */
export function useOpenRequest({
  conversation: { state },
}: Pick<PictureAround, 'conversation'>): CustomerRequest | null {
  return useStore(
    useMemo(
      () =>
        derive(state, ({ view }) => view.requests.find(({ outcome }) => outcome === null) ?? null),
      [state],
    ),
  );
}

/** Where the customer is asked for a photo or their location; its code loads with the first. */
export function RequestPlace({ around }: { readonly around: PictureAround }) {
  const request = useOpenRequest(around);
  const [code, setCode] = useState<Code | 'lost' | null>(null);
  const isAsked = request !== null;
  useEffect(() => {
    if (!isAsked) return;
    let isOver = false;
    const load = async (): Promise<void> => {
      const loaded = await loadRequestCode();
      if (!isOver) setCode(loaded ?? 'lost');
    };
    void load();
    return () => {
      isOver = true;
    };
  }, [isAsked]);
  if (request === null || code === null) return null;
  if (code === 'lost') return <Lost />;
  const Prompt = request.what === 'photo' ? code.PhotoPrompt : code.LocationPrompt;
  return <Prompt key={request.id} request={request} around={around} />;
}

/** Browsers keep the failure of a chunk: only a new page asks again. */
function Lost() {
  return (
    <p class="banner" role="alert">
      {askingWords.requests.lost}{' '}
      <button type="button" class="link" onClick={() => location.reload()}>
        {words.tryAgain}
      </button>
    </p>
  );
}
