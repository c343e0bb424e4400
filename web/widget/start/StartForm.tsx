import type { PublicEntry } from '@parley/contracts/rest.ts';
import { useEffect } from 'preact/hooks';
import { Header } from '../frame/Header.tsx';
import { loadConversationCode } from '../frame/visit.ts';
import { words } from '../words.ts';

type Field = PublicEntry['form'][number];

/** What the entry wants to know before it starts (E2). */
export function StartForm({
  entry,
  problem,
  onBack,
  onClose,
  onStart,
}: {
  readonly entry: PublicEntry;
  readonly problem: string | null;
  readonly onBack: () => void;
  readonly onClose: () => void;
  readonly onStart: (form: Readonly<Record<string, string>>) => void;
}) {
  useEffect(() => void loadConversationCode(), []);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const given = [...new FormData(event.currentTarget)].flatMap(([name, value]) =>
      typeof value === 'string' && value.trim() !== '' ? [[name, value.trim()] as const] : [],
    );
    onStart(Object.fromEntries(given));
  };
  return (
    <>
      <Header title={entry.name} onBack={onBack} onClose={onClose} />
      <form class="start-form" onSubmit={submit}>
        <h2>{words.form.title}</h2>
        {entry.form.map((field, index) => (
          <FormField key={field.name} field={field} isFirst={index === 0} />
        ))}
        {problem !== null && (
          <p class="problem" role="alert">
            {problemInWords(problem)}
          </p>
        )}
        <button type="submit" class="primary">
          {words.form.start}
        </button>
      </form>
    </>
  );
}

function FormField({ field, isFirst }: { readonly field: Field; readonly isFirst: boolean }) {
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

function problemInWords(code: string): string {
  const { failed } = words.form;
  if (code === 'unreachable') return words.trouble.unreachable;
  if (code === 'form-incomplete') return failed['bad-input'];
  return code === 'too-many' || code === 'bad-input' ? failed[code] : failed.other;
}
