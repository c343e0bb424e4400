/** Runs something again and again, never twice at once, until it is stopped. */
export function every(
  periodMs: number,
  run: () => Promise<void>,
  report: (error: unknown) => void,
): () => void {
  let stopped = false;
  let timer: NodeJS.Timeout;
  const next = (): void => {
    if (!stopped) timer = setTimeout(turn, periodMs).unref();
  };
  const turn = (): void => void run().catch(report).finally(next);
  next();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
