import type { SignedIn } from '@parley/contracts/rest.ts';
import { browserOf, systemOf } from '../session/browser-in-words.ts';
import { words } from '../words.ts';
import styles from './Settings.module.css';

const W = words.settings.profile;

/** Who one is to Parley; read only (V4). */
export function ProfileTab({ who }: { readonly who: SignedIn }) {
  const { userAgent } = navigator;
  const queues = who.queues.map((one) => one.name).join(', ');
  return (
    <>
      <dl className={styles.facts}>
        <Fact name={W.name} value={who.name} />
        <Fact name={W.email} value={who.email} />
        <Fact name={W.number} value={String(who.internalNumber)} />
        <Fact name={W.role} value={W.roles[who.role]} />
        <Fact name={W.browser} value={browserOf(userAgent) ?? W.unknown} />
        <Fact name={W.system} value={systemOf(userAgent) ?? W.unknown} />
        <Fact name={W.queues} value={queues || W.noQueues} />
      </dl>
      <p className={styles.help}>{W.help}</p>
    </>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd dir="auto">{value}</dd>
    </div>
  );
}
