import { useId } from 'preact/hooks';

/** One line to fill in, under its label. */
export function TextField({
  label,
  value,
  onType,
  kind = 'text',
  completes = 'on',
  isFirst = false,
}: {
  readonly label: string;
  readonly value: string;
  readonly onType: (typed: string) => void;
  readonly kind?: 'text' | 'tel' | 'datetime-local';
  readonly completes?: 'name' | 'tel' | 'off' | 'on';
  readonly isFirst?: boolean;
}) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type={kind}
        value={value}
        maxLength={200}
        autocomplete={completes}
        data-first={isFirst ? '' : undefined}
        onInput={(event) => onType(event.currentTarget.value)}
      />
    </div>
  );
}

/** One of a few, side by side. */
export function OneOf<Key extends string>({
  legend,
  options,
  chosen,
  onChoose,
}: {
  readonly legend: string;
  readonly options: Readonly<Record<Key, string>>;
  readonly chosen: Key;
  readonly onChoose: (key: Key) => void;
}) {
  const name = useId();
  return (
    <fieldset class="one-of">
      <legend>{legend}</legend>
      <div>
        {(Object.entries(options) as [Key, string][]).map(([key, label]) => (
          <label key={key} class={key === chosen ? 'chosen' : undefined}>
            <input
              type="radio"
              name={name}
              checked={key === chosen}
              onChange={() => onChoose(key)}
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
