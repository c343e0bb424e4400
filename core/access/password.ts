/** A rule of D2 that a password breaks; the refusal names it. */
export type PasswordRule = 'length' | 'lower' | 'upper' | 'digit' | 'special' | 'used-before';

/** The characters of which a password needs at least one (D2). */
export const SPECIAL_CHARACTERS = '~!@#$%^&-_=+[{]}';

/** Passwords are at least this long (D2). */
const PASSWORD_LENGTH = 8;

/** The first rules of D2 that `password` breaks, in the order they are told; empty when it may be used. */
export function brokenPasswordRules(password: string): readonly PasswordRule[] {
  const broken: PasswordRule[] = [];
  if ([...password].length < PASSWORD_LENGTH) broken.push('length');
  if (!/\p{Ll}/u.test(password)) broken.push('lower');
  if (!/\p{Lu}/u.test(password)) broken.push('upper');
  if (!/[0-9]/.test(password)) broken.push('digit');
  if (![...SPECIAL_CHARACTERS].some((one) => password.includes(one))) broken.push('special');
  return broken;
}
