import { useEffect, useId, useState } from 'preact/hooks';
import { askingWords } from '../../ui/words-of-asking.ts';
import { TextField } from './Fields.tsx';
import type { Draft } from './wish.ts';

/** What reads telephone numbers; it weighs more than the form, and is loaded only where somebody types one. */
export type PhoneNumbers = typeof import('./phone-numbers.ts');

const W = askingWords.callback;

/** A country and a number in it; how we read it is said while it is typed. */
export function PhoneFields({
  draft: { country, number },
  onChange,
  onLoaded,
}: {
  readonly draft: Pick<Draft, 'country' | 'number'>;
  readonly onChange: (part: Partial<Draft>) => void;
  readonly onLoaded: (numbers: PhoneNumbers) => void;
}) {
  const id = useId();
  const [numbers, setNumbers] = useState<PhoneNumbers | null>(null);
  useEffect(() => {
    void import('./phone-numbers.ts').then((loaded) => {
      setNumbers(loaded);
      onLoaded(loaded);
    });
  }, [onLoaded]);
  const choices = numbers?.countries('en') ?? [{ code: country, label: country }];
  const read = numbers?.readNumber(number, country) ?? null;
  return (
    <>
      <div class="field">
        <label for={id}>{W.country}</label>
        <select
          id={id}
          value={country}
          onChange={(event) => onChange({ country: event.currentTarget.value })}
        >
          {choices.map(({ code, label }) => (
            <option key={code} value={code}>
              {label}
            </option>
          ))}
        </select>
      </div>
      <TextField
        label={W.number}
        kind="tel"
        completes="tel"
        value={number}
        onType={(typed) => onChange({ number: typed })}
      />
      {read !== null && (
        <p class="soft" role="status">
          {W.numberHelp(read)}
        </p>
      )}
    </>
  );
}
