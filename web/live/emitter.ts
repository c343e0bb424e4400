/** Tells listeners of what happens. */
export type Emitter<Data> = {
  readonly on: (listener: (data: Data) => void) => () => void;
  readonly emit: (data: Data) => void;
};

/** Makes an emitter; a listener that leaves while told is not told again. */
export function createEmitter<Data>(): Emitter<Data> {
  const listeners = new Set<(data: Data) => void>();
  return {
    on: (listener) => {
      const own = (data: Data): void => listener(data);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    emit: (data) => {
      for (const listener of [...listeners]) {
        if (listeners.has(listener)) listener(data);
      }
    },
  };
}
