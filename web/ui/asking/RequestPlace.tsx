import type { CustomerRequest } from '@parley/core/conversation/customer-request.ts';
import { useMemo } from 'preact/hooks';
import { derive } from '../../live/store.ts';
import { CodeLost, useLateCode } from '../late-code.tsx';
import type { PictureAround } from '../picture/picture-around.ts';
import { useStore } from '../use-store.ts';
import { askingWords } from '../words-of-asking.ts';
import { loadRequestCode } from './request-code.ts';

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
  const code = useLateCode(request !== null, loadRequestCode);
  if (request === null || code === null) return null;
  if (code === 'lost') return <CodeLost what={askingWords.requests.lost} />;
  const Prompt = request.what === 'photo' ? code.PhotoPrompt : code.LocationPrompt;
  return <Prompt key={request.id} request={request} around={around} />;
}
