import type { PublicEntry } from '@parley/contracts/rest.ts';
import { useEffect } from 'preact/hooks';
import { words } from '../../ui/words.ts';
import { Header } from '../frame/Header.tsx';
import { loadConversationCode } from '../frame/visit.ts';
import { FormField } from './FormField.tsx';

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

function problemInWords(code: string): string {
  const { failed } = words.form;
  if (code === 'unreachable') return words.trouble.unreachable;
  if (code === 'form-incomplete') return failed['bad-input'];
  return code === 'too-many' || code === 'bad-input' ? failed[code] : failed.other;
}
