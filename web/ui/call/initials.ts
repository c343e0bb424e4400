/** Up to two letters that stand for a name. */
export function initialsOf(name: string): string {
  const parts = name.trim().split(/\s+/);
  const letters = [parts[0], parts.length > 1 ? parts.at(-1) : undefined];
  return letters.map((part) => [...(part ?? '')][0]?.toLocaleUpperCase() ?? '').join('');
}
