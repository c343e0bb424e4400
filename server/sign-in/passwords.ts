import { randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { SPECIAL_CHARACTERS } from '@parley/core/access/password.ts';

/** Argon2id, as OWASP advises: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

const LOWER = 'abcdefghijkmnpqrstuvwxyz';
const UPPER = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const DIGITS = '23456789';
const RANDOM_LENGTH = 18;

export function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

export function isPassword(passwordHash: string, password: string): Promise<boolean> {
  return verify(passwordHash, password);
}

/** A hash of nothing anybody knows: checking against it takes as long as checking a real one. */
let decoy: Promise<string> | undefined;

/** Takes as long as a wrong password does, so that nobody learns which e-mail addresses exist. */
export async function spendVerification(password: string): Promise<void> {
  decoy ??= hashPassword(randomPassword());
  await isPassword(await decoy, password);
}

/** A password that satisfies D2 and can be read out and typed: no look-alikes. */
export function randomPassword(): string {
  const letters = LOWER + UPPER + DIGITS;
  const needed = [LOWER, UPPER, DIGITS, SPECIAL_CHARACTERS].map(pick);
  const rest = Array.from({ length: RANDOM_LENGTH - needed.length }, () => pick(letters));
  return shuffled([...needed, ...rest]).join('');
}

function pick(characters: string): string {
  return characters.charAt(randomInt(characters.length));
}

function shuffled(characters: string[]): string[] {
  for (let index = characters.length - 1; index > 0; index -= 1) {
    const other = randomInt(index + 1);
    const taken = characters[index] ?? '';
    characters[index] = characters[other] ?? '';
    characters[other] = taken;
  }
  return characters;
}
