const KB = 1_024;

/** "840 KB", "2.4 MB": how large a file is, as people say it. */
export function sizeInWords(bytes: number): string {
  if (bytes < KB * KB) return `${Math.max(1, Math.round(bytes / KB))} KB`;
  const mb = bytes / (KB * KB);
  return `${mb < 10 ? mb.toFixed(1) : Math.round(mb)} MB`;
}
