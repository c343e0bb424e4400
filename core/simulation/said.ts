/** The words of the rules that are broken. */
export function said(rules: readonly (readonly [boolean, string])[]): readonly string[] {
  return rules.filter(([broken]) => broken).map(([, words]) => words);
}
