import { useEffect, useState } from 'preact/hooks';
import type { PictureAround } from './picture-around.ts';
import type { SharedPicture } from './SharedPicture.tsx';
import { useShared } from './use-shared.ts';

/** Where the shared picture appears while there is one; its code loads with the first. */
export function PicturePlace({ around }: { readonly around: PictureAround }) {
  const pictureId = useShared(around.conversation);
  const [code, setCode] = useState<{ readonly Shown: typeof SharedPicture } | null>(null);
  const isShared = pictureId !== null;
  useEffect(() => {
    if (!isShared) return;
    let isOver = false;
    const load = async (): Promise<void> => {
      const loaded = await import('./SharedPicture.tsx');
      if (!isOver) setCode({ Shown: loaded.SharedPicture });
    };
    void load();
    return () => {
      isOver = true;
    };
  }, [isShared]);
  if (pictureId === null || code === null) return null;
  return <code.Shown key={pictureId} around={around} />;
}
