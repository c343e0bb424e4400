import { useEffect, useState } from 'preact/hooks';
import { words } from '../words.ts';
import { pictureWords } from '../words-of-pictures.ts';
import type { PictureAround } from './picture-around.ts';
import { loadPictureCode } from './picture-code.ts';
import { useShared } from './use-shared.ts';

type Code = NonNullable<Awaited<ReturnType<typeof loadPictureCode>>>;

/** Where the shared picture appears while there is one; its code loads with the first. */
export function PicturePlace({ around }: { readonly around: PictureAround }) {
  const pictureId = useShared(around.conversation);
  const [code, setCode] = useState<Code | 'lost' | null>(null);
  const isShared = pictureId !== null;
  useEffect(() => {
    if (!isShared) return;
    let isOver = false;
    const load = async (): Promise<void> => {
      const loaded = await loadPictureCode();
      if (!isOver) setCode(loaded ?? 'lost');
    };
    void load();
    return () => {
      isOver = true;
    };
  }, [isShared]);
  if (pictureId === null || code === null) return null;
  if (code === 'lost') return <Lost />;
  return <code.SharedPicture key={pictureId} around={around} />;
}

/** Browsers keep the failure of a chunk: only a new page asks again, and the call outlives it. */
function Lost() {
  return (
    <p class="banner" role="alert">
      {pictureWords.lost}{' '}
      <button type="button" class="link" onClick={() => location.reload()}>
        {words.tryAgain}
      </button>
    </p>
  );
}
