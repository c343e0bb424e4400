/** Notes every error that nobody caught in this process, from now on until it is closed. */
export function watchCrashes(): {
  readonly crashes: readonly unknown[];
  readonly close: () => void;
} {
  const crashes: unknown[] = [];
  const note = (error: unknown): void => void crashes.push(error);
  process.on('unhandledRejection', note);
  process.on('uncaughtException', note);
  return {
    crashes,
    close: () => {
      process.off('unhandledRejection', note);
      process.off('uncaughtException', note);
    },
  };
}
