/** Date and time in the reader's own way: "Nov 21, 2026, 9:56:12 AM". */
export function instantInWords(at: number): string {
  return new Date(at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
}

/** The same for the name of a file, in order: "2026-11-21 09.56.12". */
export function instantInName(at: number): string {
  const local = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = [local.getFullYear(), two(local.getMonth() + 1), two(local.getDate())].join('-');
  const time = [local.getHours(), local.getMinutes(), local.getSeconds()].map(two).join('.');
  return `${day} ${time}`;
}
