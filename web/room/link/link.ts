import { kept } from '../../live/kept.ts';

/** What a link carries: the code in its path, the secret in its fragment; null where only the code was typed. */
export type Link = { readonly code: string; readonly secret: string | null };

/** What proves the guest once Join was pressed. */
export type Proof = {
  readonly roomId: string;
  readonly conversationId: string;
  readonly token: string;
};

/** What this tab remembers of its link over a reload. */
export type KeptRoom = {
  readonly secret: string | null;
  readonly name: string;
  readonly proof: Proof | null;
};

/** The code and the secret in an address, if it is one of a room. */
export function linkIn({
  pathname,
  hash,
}: {
  readonly pathname: string;
  readonly hash: string;
}): Link | null {
  const code = /^\/r\/([^/]{1,40})\/?$/.exec(pathname)?.[1];
  if (code === undefined) return null;
  const secret = hash.replace(/^#/, '');
  return { code, secret: secret === '' ? null : secret.slice(0, 80) };
}

/** The memory of this tab for one link; nothing of it is in the address any more. */
export function roomMemory(code: string) {
  return kept('sessionStorage', `parley-room:${code}`, isKeptRoom);
}

function isKeptRoom(value: unknown): value is KeptRoom {
  if (typeof value !== 'object' || value === null) return false;
  const { secret, name, proof } = value as Partial<KeptRoom>;
  return (
    (secret === null || typeof secret === 'string') &&
    typeof name === 'string' &&
    (proof === null || isProof(proof))
  );
}

function isProof(value: unknown): value is Proof {
  if (typeof value !== 'object' || value === null) return false;
  const { roomId, conversationId, token } = value as Partial<Proof>;
  return [roomId, conversationId, token].every((part) => typeof part === 'string');
}
