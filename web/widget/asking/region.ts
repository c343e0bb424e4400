/** The country somebody most likely telephones in, by the language of their browser. */
export function regionOf(language: string): string {
  try {
    return new Intl.Locale(language).maximize().region ?? 'US';
  } catch (error) {
    // Browsers may be told to name any language, also one that is none.
    if (error instanceof RangeError) return 'US';
    throw error;
  }
}
