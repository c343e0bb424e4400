import { useState } from 'react';

/** A control that does one thing at a time: pressed again before it is done, it would ask for the opposite or for a second one. */
export function useOnePress(): {
  readonly isBusy: boolean;
  readonly press: (asked: () => unknown) => Promise<void>;
} {
  const [isBusy, setIsBusy] = useState(false);
  const press = async (asked: () => unknown): Promise<void> => {
    if (isBusy) return;
    setIsBusy(true);
    try {
      await asked();
    } finally {
      setIsBusy(false);
    }
  };
  return { isBusy, press };
}
