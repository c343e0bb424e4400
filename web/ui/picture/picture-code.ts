import { lateCode } from '../late-code.tsx';

/** Loads what a shared picture needs; null when the network does not give it. */
export const loadPictureCode = lateCode(() => import('./SharedPicture.tsx'));
