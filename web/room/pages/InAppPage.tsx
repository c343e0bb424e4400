import { supportsCalls } from '../../live/devices/support.ts';
import type { Visit } from '../frame/visit.ts';
import { intentFor } from '../link/intent.ts';
import { words } from '../words.ts';
import { LinkToCopy } from './LinkToCopy.tsx';
import { NotePage } from './NotePage.tsx';

/** Browsers inside apps often keep camera and microphone back: the way out (E13). */
export function InAppPage({ visit }: { readonly visit: Visit }) {
  const isAndroid = /android/i.test(navigator.userAgent);
  return (
    <NotePage
      icon="out"
      title={words.inApp.title}
      help={isAndroid ? words.inApp.android : words.inApp.other}
    >
      {isAndroid && (
        <a class="primary big" href={intentFor(visit.address)}>
          {words.inApp.open}
        </a>
      )}
      <LinkToCopy address={visit.address} />
      {supportsCalls() === 'yes' && (
        <button type="button" class="link" onClick={visit.stayInApp}>
          {words.inApp.stay}
        </button>
      )}
    </NotePage>
  );
}
