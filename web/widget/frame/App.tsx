import { useEffect } from 'preact/hooks';
import { useStore } from '../../ui/use-store.ts';
import { words } from '../../ui/words.ts';
import { CallbackScreen } from '../asking/CallbackScreen.tsx';
import { CodeForm } from '../asking/CodeForm.tsx';
import { Greeting } from '../start/Greeting.tsx';
import { StartForm } from '../start/StartForm.tsx';
import { focusFirst } from './focus.ts';
import { Loading } from './Loading.tsx';
import { TroublePage } from './TroublePage.tsx';
import type { Visit } from './visit.ts';

/** The panel: one dialog, whatever it shows. */
export function App({ visit }: { readonly visit: Visit }) {
  const { isOpen, stage } = useStore(visit.state);
  const at = stage.at;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new screen starts at its first control.
  useEffect(() => {
    if (isOpen) focusFirst();
  }, [isOpen, at]);
  useEffect(() => {
    if (at === 'talking') return;
    const closeOnEscape = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') visit.close();
    };
    document.addEventListener('keydown', closeOnEscape);
    return () => document.removeEventListener('keydown', closeOnEscape);
  }, [visit, at]);
  return (
    <div class="panel" role="dialog" aria-label={words.title}>
      <Screen visit={visit} />
    </div>
  );
}

function Screen({ visit }: { readonly visit: Visit }) {
  const { entry, media, trouble, page, stage } = useStore(visit.state);
  if (trouble !== null) {
    return <TroublePage trouble={trouble} onAgain={visit.again} onClose={visit.close} />;
  }
  if (entry === null || media === null || stage.at === 'opening') {
    return <Loading onClose={visit.close} title={entry?.name ?? words.title} />;
  }
  if (stage.at === 'talking') {
    const { ConversationScreen } = stage.code;
    return <ConversationScreen session={stage.session} entry={entry} media={media} panel={visit} />;
  }
  if (stage.want === null) {
    return <Greeting entry={entry} media={media} pageUrl={page?.url ?? null} visit={visit} />;
  }
  const { want } = stage;
  const ways = { title: entry.name, onBack: visit.back, onClose: visit.close };
  if (want === 'code') return <CodeForm {...ways} />;
  if (want === 'callback') {
    const fields = entry.form.filter(({ name }) => name !== 'name');
    return <CallbackScreen {...ways} fields={fields} name="" onAsk={visit.askCallback} />;
  }
  return (
    <StartForm
      entry={entry}
      problem={stage.problem}
      onBack={visit.back}
      onClose={visit.close}
      onStart={(form) => void visit.start(want, form)}
    />
  );
}
