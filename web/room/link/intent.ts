/** Android opens such an address in the person's own browser; the fragment of the link stays with it. */
export function intentFor(address: string): string {
  const { host, pathname, search, hash, protocol } = new URL(address);
  return `intent://${host}${pathname}${search}${hash}#Intent;scheme=${protocol.slice(0, -1)};end`;
}
