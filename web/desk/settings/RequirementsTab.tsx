import { Button, Loader } from '@mantine/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Devices } from '../../live/devices/devices.ts';
import { Icon, type IconName } from '../icons/Icon.tsx';
import { words } from '../words.ts';
import { useStore } from '../work/use-store.ts';
import { CHECKS, type CheckedParts, type CheckName, type Finding } from './checks.ts';
import styles from './Settings.module.css';

const W = words.settings.requirements;

type Findings = Readonly<Partial<Record<CheckName, Finding>>>;

/** Whether calls work here, each thing apart, and what to do where one does not (D8). */
export function RequirementsTab(parts: CheckedParts) {
  const { connection, devices, ring } = parts;
  const [findings, setFindings] = useState<Findings>({});
  const round = useRef(0);
  const { microphone, speakers, cameras } = useStore(devices.state);

  const check = useCallback((): void => {
    const own = ++round.current;
    setFindings({});
    for (const { name, run } of CHECKS) {
      void run({ connection, devices, ring }).then((finding) => {
        if (own === round.current) setFindings((all) => ({ ...all, [name]: finding }));
      });
    }
  }, [connection, devices, ring]);

  // What is plugged in, pulled out or allowed while one looks is seen at once.
  const seen = `${microphone} ${speakers.length} ${cameras.length}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at again when it changes
  useEffect(check, [check, seen]);

  return (
    <div className={styles.rows}>
      <ul className={styles.checks}>
        {CHECKS.map(({ name }) => (
          <Row key={name} name={name} finding={findings[name] ?? null}>
            {name === 'microphone' && microphone === 'unknown' ? <Allow devices={devices} /> : null}
            {name === 'notifications' && findings.notifications?.text === W.notifications.ask ? (
              <AllowNotifications onAnswered={check} />
            ) : null}
          </Row>
        ))}
      </ul>
      <div className={styles.verdict}>
        <p role="status">{verdictOf(findings)}</p>
        <Button variant="outline" color="plain" size="xs" onClick={check}>
          {W.again}
        </Button>
      </div>
    </div>
  );
}

function verdictOf(findings: Findings): string {
  const all = CHECKS.map(({ name }) => findings[name]);
  if (all.includes(undefined)) return W.state.checking;
  const failed = all.filter((one) => one?.state === 'fail').length;
  return failed === 0 ? W.allFine : W.someFail(failed);
}

const ICONS = { pass: 'check', warn: 'warning', fail: 'close' } as const satisfies Record<
  Finding['state'],
  IconName
>;

type RowProps = {
  readonly name: CheckName;
  readonly finding: Finding | null;
  readonly children: React.ReactNode;
};

function Row({ name, finding, children }: RowProps) {
  const state = finding?.state ?? 'checking';
  return (
    <li className={styles.check} data-state={state}>
      <span className={styles.mark} role="img" aria-label={W.state[state]}>
        {finding === null ? <Loader size={14} /> : <Icon name={ICONS[finding.state]} size={15} />}
      </span>
      <div>
        <p className={styles.what}>{W.names[name]}</p>
        <p className={styles.help}>{finding?.text ?? W.state.checking}</p>
        {children}
      </div>
    </li>
  );
}

function Allow({ devices }: { readonly devices: Devices }) {
  const { setup } = words.call;
  return (
    <Button size="compact-xs" variant="light" onClick={() => void devices.ask('microphone')}>
      {setup.allow(setup.microphone.toLowerCase())}
    </Button>
  );
}

function AllowNotifications({ onAnswered }: { readonly onAnswered: () => void }) {
  return (
    <Button
      size="compact-xs"
      variant="light"
      onClick={() => void Notification.requestPermission().then(onAnswered)}
    >
      {W.notifications.allow}
    </Button>
  );
}
