/** Where what operators read is written; pino fits. Never people's words, never secrets. */
export type Log = {
  info(facts: object, words: string): void;
  warn(facts: object, words: string): void;
  error(facts: object, words: string): void;
};
