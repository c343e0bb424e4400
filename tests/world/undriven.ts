import { type CDPSession, expect } from '@playwright/test';
import { findFreePorts } from '../../deploy/database/free-port.ts';
import { launchBrowser } from './browsers.ts';
import type { AgentName, Product } from './product.ts';
import { writeVoice } from './tones.ts';

/** Runs a script where it was attached and gives back what it comes to. */
export type Script = <Result>(script: string) => Promise<Result>;

/**
 * An agent's desk that the test only asks. Pages that Playwright drives always believe that they are seen; this one
 * knows when another tab covers it, as in a person's browser.
 */
export type UndrivenDesk = {
  readonly page: Script;
  /** The desk's service worker. */
  readonly worker: Script;
  /** Opens another tab in front of the desk. */
  readonly cover: () => Promise<void>;
  /** Ends the shift, so that the next journey finds the agent free. */
  readonly goHome: () => Promise<void>;
};

/** An agent who is ready to be rung and lets the browser notify. */
export async function openUndrivenDesk(product: Product, who: AgentName): Promise<UndrivenDesk> {
  const port = await findFreePorts(1);
  const browser = await launchBrowser({
    voiceFile: writeVoice(product.folder, who),
    flags: [`--remote-debugging-port=${port}`, '--remote-allow-origins=*'],
  });
  const session = await browser.newBrowserCDPSession();
  await session.send('Browser.grantPermissions', {
    origin: new URL(product.desk).origin,
    permissions: ['notifications', 'audioCapture', 'videoCapture'],
  });
  const { targetId } = await session.send('Target.createTarget', { url: product.desk });
  const page = await attach(port, targetId);
  const press = (name: string) => pressOnce(page, name);
  await expect.poll(() => page('document.body?.innerText')).toContain('Sign in');
  await page(`(${signInFrom})(${JSON.stringify(product.signIn(who))})`);
  await page('location.reload()');
  await press('Start shift');
  await expect.poll(() => page('document.body?.innerText')).toContain('Ready');
  return {
    page,
    worker: await attach(port, await workerIn(session)),
    async cover() {
      const front = await session.send('Target.createTarget', { url: 'about:blank' });
      await session.send('Target.activateTarget', front);
      await expect.poll(() => page('document.visibilityState')).toBe('hidden');
    },
    async goHome() {
      await session.send('Target.activateTarget', { targetId });
      await press('Ready');
      await press('Go offline');
      await expect.poll(() => page('document.body?.innerText')).toContain('Start shift');
      await browser.close();
    },
  };
}

/** Runs in the page. */
async function signInFrom({ email, password }: { email: string; password: string }): Promise<void> {
  const body = JSON.stringify({ email, password });
  const headers = { 'content-type': 'application/json' };
  await fetch('/api/v1/session', { method: 'POST', headers, body });
}

/** Waits for a button whose words begin so, and presses it. */
async function pressOnce(page: Script, name: string): Promise<void> {
  await expect.poll(() => page(`(${pressIn})(${JSON.stringify(name)})`)).toBe(true);
}

/** Runs in the page. */
function pressIn(name: string): boolean {
  const buttons = [...document.querySelectorAll<HTMLElement>('button, [role=menuitem]')];
  const found = buttons.find((one) => one.innerText.trim().startsWith(name));
  found?.click();
  return found !== undefined;
}

/** The page starts it beside everything else. */
async function workerIn(session: CDPSession): Promise<string> {
  let workerId = '';
  const look = async (): Promise<string> => {
    const { targetInfos } = await session.send('Target.getTargets');
    workerId = targetInfos.find(({ type }) => type === 'service_worker')?.targetId ?? '';
    return workerId;
  };
  await expect.poll(look, 'a service worker runs').not.toBe('');
  return workerId;
}

type Answer = { readonly id: number; readonly result?: { readonly result: { value: unknown } } };

async function attach(port: number, targetId: string): Promise<Script> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/devtools/page/${targetId}`);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', reject);
  });
  let lastId = 0;
  return <Result>(expression: string) => {
    lastId += 1;
    const id = lastId;
    const answered = new Promise<Result>((resolve) => {
      const hear = ({ data }: MessageEvent<string>): void => {
        const answer = JSON.parse(data) as Answer;
        if (answer.id !== id) return;
        socket.removeEventListener('message', hear);
        resolve(answer.result?.result.value as Result);
      };
      socket.addEventListener('message', hear);
    });
    const params = { expression, awaitPromise: true, returnByValue: true, userGesture: true };
    socket.send(JSON.stringify({ id, method: 'Runtime.evaluate', params }));
    return answered;
  };
}
