/** Whether what came by `postMessage` is said in our words; who said it is checked where it arrives. */
export function isOurs<Said extends object>(data: unknown): data is Said {
  return typeof data === 'object' && data !== null && 'parley' in data && data.parley === 1;
}
