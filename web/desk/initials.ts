/** At most two letters that stand for a name; a name without letters gets a dot. */
export function initialsOf(name: string): string {
  const parts = name
    .trim()
    .split(/\s+/u)
    .filter((part) => part !== '');
  const first = letterOf(parts[0]);
  const last = parts.length > 1 ? letterOf(parts.at(-1)) : '';
  return `${first}${last}`.toUpperCase() || '·';
}

function letterOf(part: string | undefined): string {
  return /[\p{L}\p{N}]/u.exec(part ?? '')?.[0] ?? '';
}
