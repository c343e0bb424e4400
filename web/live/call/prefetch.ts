/** Fetches and warms the call code before it is needed: on hover of a call button, at the start of a shift. */
export function prefetchCall(): void {
  void import('./media-device.ts').then(({ warmDevice }) => warmDevice());
}
