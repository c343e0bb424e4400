/** What ends a piece of work before it is over. */
type Ends = {
  readonly stops: readonly AbortSignal[];
  /** It ends by itself after so long. */
  readonly longestMs?: number;
};

/** Works under a signal that any of these set off. By hand: Safari before 17.4 knows no `AbortSignal.any`. */
export async function underStop<T>(
  { stops, longestMs }: Ends,
  work: (stop: AbortSignal) => Promise<T>,
): Promise<T> {
  const own = new AbortController();
  const end = (): void => own.abort();
  const timer = longestMs === undefined ? undefined : setTimeout(end, longestMs);
  for (const stop of stops) {
    if (stop.aborted) end();
    stop.addEventListener('abort', end);
  }
  try {
    return await work(own.signal);
  } finally {
    clearTimeout(timer);
    for (const stop of stops) stop.removeEventListener('abort', end);
  }
}
