import type { LineRefusal } from '@parley/contracts/directory.ts';
import type { ContactField } from '@parley/contracts/limits.ts';
import type { Problem } from '@parley/contracts/rest.ts';
import { contactWords } from './contact-words.ts';

/** Why a contact was not stored or removed. */
export function refusalInWords(problem: Problem | null): string {
  if (problem === null) return contactWords.unreachable;
  const { facts } = problem;
  switch (problem.code) {
    case 'contact-exists':
      return contactWords.form.exists(String(facts?.name));
    case 'contact-incomplete': {
      const [field] = Array.isArray(facts?.fields) ? facts.fields : [];
      return contactWords.form.wrong(facts?.because as LineRefusal, field as ContactField);
    }
    case 'not-found':
      return contactWords.gone;
    case 'not-allowed':
      return contactWords.notAllowed;
    default:
      return contactWords.failed;
  }
}

/** Why a whole file was not taken. */
export function fileRefusalInWords(problem: Problem | null): string {
  if (problem === null) return contactWords.unreachable;
  const { csv } = contactWords;
  const { facts } = problem;
  switch (problem.code) {
    case 'too-large':
      return csv.tooLarge;
    case 'not-utf-8':
      return csv.notUtf8;
    case 'bad-input':
      return csv.noText;
    case 'csv-header':
      return csv.header(Array.isArray(facts?.found) ? facts.found.join(', ') : '');
    case 'csv-quotes':
      return csv.quotes(String(facts?.line));
    default:
      return refusalInWords(problem);
  }
}
