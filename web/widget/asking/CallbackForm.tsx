import type { PublicEntry } from '@parley/contracts/rest.ts';
import { useState } from 'preact/hooks';
import { words } from '../../ui/words.ts';
import { askingWords } from '../../ui/words-of-asking.ts';
import { Header } from '../frame/Header.tsx';
import { FormField } from '../start/FormField.tsx';
import { asField, nextQuarter } from './callback-time.ts';
import { OneOf, TextField } from './Fields.tsx';
import { PhoneFields, type PhoneNumbers } from './PhoneFields.tsx';
import { regionOf } from './region.ts';
import type { Answers, Draft, Wish } from './wish.ts';
import { problemInWords, wishOf } from './wish-of.ts';

const W = askingWords.callback;
const SOONEST_MS = 30 * 60_000;

/** Name, how, when and what about (E15), with what the entry itself asks before it starts. */
export function CallbackForm({
  title,
  fields,
  name,
  onAsk,
  onBack,
  onClose,
}: {
  readonly title: string;
  readonly fields: PublicEntry['form'];
  readonly name: string;
  /** Gives the code of what stands in the way, null when it is done. */
  readonly onAsk: (wish: Wish, answers: Answers) => Promise<string | null>;
  readonly onBack: () => void;
  readonly onClose: () => void;
}) {
  const [draft, setDraft] = useState<Draft>(() => firstDraft(name));
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [numbers, setNumbers] = useState<PhoneNumbers | null>(null);
  const change = (part: Partial<Draft>): void => {
    setDraft((now) => ({ ...now, ...part }));
    setProblem(null);
  };
  const ask = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const answers = answersIn(event.currentTarget, fields);
    const isNumber = (typed: string, country: string): boolean =>
      numbers === null || numbers.readNumber(typed, country) !== null;
    const wish = wishOf(draft, Date.now(), isNumber);
    if (typeof wish === 'string') return setProblem(wish);
    setBusy(true);
    const code = await onAsk(wish, answers);
    setBusy(false);
    setProblem(code);
  };
  return (
    <>
      <Header title={title} onBack={onBack} onClose={onClose} />
      <form class="start-form" onSubmit={(event) => void ask(event)}>
        <h2>{W.title}</h2>
        <p class="soft">{W.intro}</p>
        <TextField
          label={W.name}
          isFirst
          completes="name"
          value={draft.name}
          onType={(typed) => change({ name: typed })}
        />
        {fields.map((field) => (
          <FormField key={field.name} field={field} isFirst={false} />
        ))}
        <OneOf
          legend={W.way}
          options={W.ways}
          chosen={draft.way}
          onChoose={(way) => change({ way })}
        />
        {draft.way === 'web' ? (
          <p class="soft">{W.webHelp}</p>
        ) : (
          <PhoneFields draft={draft} onChange={change} onLoaded={setNumbers} />
        )}
        <OneOf
          legend={W.when}
          options={W.whens}
          chosen={draft.isLater ? 'later' : 'now'}
          onChoose={(when) => change({ isLater: when === 'later' })}
        />
        {draft.isLater && (
          <TextField
            label={W.at}
            kind="datetime-local"
            value={draft.at}
            onType={(at) => change({ at })}
          />
        )}
        <TextField
          label={`${W.topic} ${words.form.optional}`}
          value={draft.topic}
          onType={(topic) => change({ topic })}
        />
        {problem !== null && (
          <p class="problem" role="alert">
            {problemInWords(problem)}
          </p>
        )}
        <button type="submit" class="primary" disabled={isBusy}>
          {isBusy ? W.asking : W.ask}
        </button>
      </form>
    </>
  );
}

function firstDraft(name: string): Draft {
  return {
    name,
    way: 'web',
    country: regionOf(navigator.language),
    number: '',
    topic: '',
    isLater: false,
    at: asField(nextQuarter(Date.now(), SOONEST_MS)),
  };
}

function answersIn(form: HTMLFormElement, fields: PublicEntry['form']): Answers {
  const given = new FormData(form);
  const pairs = fields.map(({ name }) => [name, String(given.get(name) ?? '').trim()] as const);
  return Object.fromEntries(pairs.filter(([, answer]) => answer !== ''));
}
