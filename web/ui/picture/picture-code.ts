import { orLost } from '../late-code.tsx';

/** Loads what a shared picture needs; null when the network does not give it. */
export function loadPictureCode() {
  return orLost(import('./SharedPicture.tsx'));
}
