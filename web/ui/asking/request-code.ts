import { lateCode } from '../late-code.tsx';

/** Loads what a request needs to be answered; null when the network does not give it. */
export const loadRequestCode = lateCode(() => import('./prompts.ts'));
