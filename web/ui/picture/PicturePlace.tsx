import { CodeLost, useLateCode } from '../late-code.tsx';
import { pictureWords } from '../words-of-pictures.ts';
import type { PictureAround } from './picture-around.ts';
import { loadPictureCode } from './picture-code.ts';
import { useShared } from './use-shared.ts';

/** Where the shared picture appears while there is one; its code loads with the first. */
export function PicturePlace({ around }: { readonly around: PictureAround }) {
  const pictureId = useShared(around.conversation);
  const code = useLateCode(pictureId !== null, loadPictureCode);
  if (pictureId === null || code === null) return null;
  if (code === 'lost') return <CodeLost what={pictureWords.lost} />;
  return <code.SharedPicture key={pictureId} around={around} />;
}
