import type { EntryConfig } from './entry.ts';

type Field = EntryConfig['form'][number];

const EMAIL = /^[^@\s]+@[^@\s]+$/;
const PHONE = /^[0-9+()./\s-]{3,40}$/;

/** Fields that are missing or not as asked for, by name; empty when the form may go to the agent. */
export function wrongFields(
  form: readonly Field[],
  answers: Readonly<Record<string, string>>,
): readonly string[] {
  return form
    .filter((field) => !isRight(field, answers[field.name]?.trim() ?? ''))
    .map((field) => field.name);
}

/** The answers to what the entry asks, and nothing a caller added. */
export function askedAnswers(
  form: readonly Field[],
  answers: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const given = form.map((field) => [field.name, answers[field.name]?.trim() ?? ''] as const);
  return Object.fromEntries(given.filter(([, answer]) => answer !== ''));
}

function isRight(field: Field, answer: string): boolean {
  if (answer === '') return !field.required;
  switch (field.kind) {
    case 'email':
      return EMAIL.test(answer);
    case 'tel':
      return PHONE.test(answer);
    case 'topic':
      return field.options.includes(answer);
    case 'text':
      return true;
  }
}
