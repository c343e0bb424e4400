import { orLost } from '../late-code.tsx';

/** Loads what a request needs to be answered; null when the network does not give it. */
export function loadRequestCode() {
  return orLost(import('./prompts.ts'));
}
