import type { ComponentProps } from 'preact';
import { lateCode, useLateCode } from '../../ui/late-code.tsx';
import { Loading } from '../frame/Loading.tsx';
import { TroublePage } from '../frame/TroublePage.tsx';
import type { CallbackForm } from './CallbackForm.tsx';

/** Fetches the form for a callback before it is needed. */
export const loadCallbackForm = lateCode(() => import('./CallbackForm.tsx'));

/** The form for a callback, which few need and which is loaded for them only. */
export function CallbackScreen(props: ComponentProps<typeof CallbackForm>) {
  const code = useLateCode(true, loadCallbackForm);
  if (code === null) return <Loading title={props.title} onClose={props.onClose} />;
  if (code === 'lost') {
    return (
      <TroublePage
        trouble="unreachable"
        onAgain={() => location.reload()}
        onClose={props.onClose}
      />
    );
  }
  return <code.CallbackForm {...props} />;
}
