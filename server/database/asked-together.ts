/** Answers one key; null when there is nothing of that name. */
export type AskOne<Answer> = (key: string) => Promise<Answer | null>;

type Asked<Answer> = {
  readonly key: string;
  readonly answer: (found: Answer | null) => void;
  readonly fail: (error: unknown) => void;
};

/** Asks at once while nobody asks, and in one statement for all who ask meanwhile. */
export function askedTogether<Answer>(
  read: (keys: readonly string[]) => Promise<ReadonlyMap<string, Answer>>,
): AskOne<Answer> {
  let waiting: Asked<Answer>[] = [];
  let isAsking = false;

  const ask = async (): Promise<void> => {
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      await answerAll(read, group);
    }
    isAsking = false;
  };

  return (key) =>
    new Promise((answer, fail) => {
      waiting.push({ key, answer, fail });
      if (isAsking) return;
      isAsking = true;
      void ask();
    });
}

async function answerAll<Answer>(
  read: (keys: readonly string[]) => Promise<ReadonlyMap<string, Answer>>,
  group: readonly Asked<Answer>[],
): Promise<void> {
  try {
    const found = await read([...new Set(group.map((one) => one.key))]);
    for (const { key, answer } of group) answer(found.get(key) ?? null);
  } catch (error) {
    for (const { fail } of group) fail(error);
  }
}
