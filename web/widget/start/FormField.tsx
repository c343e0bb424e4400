import type { PublicEntry } from '@parley/contracts/rest.ts';
import { words } from '../../ui/words.ts';

type Field = PublicEntry['form'][number];

/** One thing an entry wants to know. */
export function FormField({
  field,
  isFirst,
}: {
  readonly field: Field;
  readonly isFirst: boolean;
}) {
  const id = `field-${field.name}`;
  const common = {
    id,
    name: field.name,
    required: field.required,
    'data-first': isFirst ? '' : undefined,
  };
  return (
    <div class="field">
      <label for={id}>{field.label}</label>
      {!field.required && <span class="soft"> {words.form.optional}</span>}
      {field.kind === 'topic' ? (
        <select {...common}>
          <option value="">{words.form.choose}</option>
          {field.options.map((option) => (
            <option key={option}>{option}</option>
          ))}
        </select>
      ) : (
        <input {...common} type={field.kind} maxLength={200} autocomplete={completion(field)} />
      )}
    </div>
  );
}

function completion({ kind, name }: Field): 'email' | 'tel' | 'name' | 'on' {
  if (kind === 'email' || kind === 'tel') return kind;
  return name === 'name' ? 'name' : 'on';
}
