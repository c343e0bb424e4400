import type { ComponentProps } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Loading } from '../frame/Loading.tsx';
import { TroublePage } from '../frame/TroublePage.tsx';
import type { CallbackForm } from './CallbackForm.tsx';

type Form = typeof CallbackForm;

/** Fetches the form for a callback before it is needed. */
export async function loadCallbackForm(): Promise<Form | null> {
  try {
    const { CallbackForm: form } = await import('./CallbackForm.tsx');
    return form;
  } catch {
    // Without a network: the screen says so.
    return null;
  }
}

/** The form for a callback, which few need and which is loaded for them only. */
export function CallbackScreen(props: ComponentProps<Form>) {
  const [form, setForm] = useState<{ readonly it: Form | null } | null>(null);
  useEffect(() => void loadCallbackForm().then((it) => setForm({ it })), []);
  if (form === null) return <Loading title={props.title} onClose={props.onClose} />;
  const { it: LoadedForm } = form;
  if (LoadedForm === null) {
    return (
      <TroublePage
        trouble="unreachable"
        onAgain={() => location.reload()}
        onClose={props.onClose}
      />
    );
  }
  return <LoadedForm {...props} />;
}
