import { writeFileSync } from 'node:fs';
import type { CDPSession, Page, TestInfo } from '@playwright/test';
import { running } from '../../world/guests.ts';
import { button, log, widgetOf } from '../../world/people.ts';
import { expect, test } from '../../world/world.ts';
import { attach, fileIn, saved, text } from './attaching.ts';

const MB = 1_000_000;
const SLOW = 3 * MB;
const UNHINDERED = -1;

async function slowUploads(devtools: CDPSession, bytesPerSecond: number): Promise<void> {
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', {
    ...{ offline: false, latency: 0, downloadThroughput: UNHINDERED },
    uploadThroughput: bytesPerSecond,
  });
}

/** Where each part of an upload begins, as it is asked for. */
function partsSent(page: Page): readonly number[] {
  const offsets: number[] = [];
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname.endsWith('/upload') && request.method() === 'PUT') {
      offsets.push(Number(searchParams.get('offset')));
    }
  });
  return offsets;
}

function neverGoBack(offsets: readonly number[]): boolean {
  return offsets.every((offset, at) => offset >= (offsets[at - 1] ?? 0));
}

/** A file on the disk, too large to be handed to a browser in one word. */
function longList(info: TestInfo): ReturnType<typeof text> & { readonly path: string } {
  const list = text('long-list.txt', 20 * MB);
  const path = info.outputPath(list.name);
  writeFileSync(path, list.buffer);
  return { ...list, path };
}

/** A browser that lets no page keep files. */
function refuseStorage(): void {
  indexedDB.open = () => {
    throw new DOMException('not in a private window', 'SecurityError');
  };
}

test('T3: a customer who loads the page again in the middle of an upload finds it going on where it was, and sends it once', async ({
  chatting,
}, info) => {
  const { alex, cleo } = await chatting();
  const offsets = partsSent(cleo.page);
  const devtools = await cleo.context.newCDPSession(cleo.page);
  await slowUploads(devtools, SLOW);
  const list = longList(info);
  await attach(cleo, [list.path]);
  const percent = async (): Promise<number> =>
    Number(await cleo.widget.getByRole('progressbar', { name: list.name }).getAttribute('value'));
  await expect.poll(percent).toBeGreaterThan(10);
  const before = offsets.length;
  await cleo.page.reload();
  const widget = await widgetOf(cleo.page);
  await expect(widget.getByRole('progressbar', { name: list.name })).toBeVisible();
  await slowUploads(devtools, UNHINDERED);
  await expect(fileIn(widget, list.name)).toBeVisible();
  await expect(widget.getByRole('progressbar')).toHaveCount(0);
  await expect(fileIn(alex.page, list.name)).toHaveCount(1);
  await expect(fileIn(widget, list.name)).toHaveCount(1);
  expect(offsets[before]).toBeGreaterThan(MB);
  expect(neverGoBack(offsets)).toBe(true);
  expect((await saved(cleo.page, fileIn(widget, list.name))).equals(list.buffer)).toBe(true);
});

test('T3: an agent who loads the desk again in the middle of an upload finds it going on where it was, and it is sent once', async ({
  chatting,
}, info) => {
  const { alex, cleo } = await chatting();
  const offsets = partsSent(alex.page);
  const devtools = await alex.context.newCDPSession(alex.page);
  await slowUploads(devtools, SLOW);
  const list = longList(info);
  await alex.page.getByTestId('file-input').setInputFiles([list.path]);
  const bar = alex.page.getByRole('progressbar', { name: `Uploading ${list.name}` });
  await expect.poll(async () => Number(await bar.getAttribute('value'))).toBeGreaterThan(2 * MB);
  const before = offsets.length;
  await alex.page.reload();
  await slowUploads(devtools, UNHINDERED);
  await expect(fileIn(cleo.widget, list.name)).toBeVisible();
  expect(offsets[before]).toBeGreaterThan(MB);
  expect(neverGoBack(offsets)).toBe(true);
  await expect(fileIn(alex.page, list.name)).toHaveCount(1);
  await expect(fileIn(cleo.widget, list.name)).toHaveCount(1);
  await expect(bar).toHaveCount(0);
  expect((await saved(alex.page, fileIn(alex.page, list.name))).equals(list.buffer)).toBe(true);
});

test('T3: where the browser keeps no files, an upload that a reload interrupted says so and goes on with the same file only', async ({
  chatting,
}) => {
  const { alex, cleo } = await chatting('Hello', { prepare: running(refuseStorage) });
  const offsets = partsSent(cleo.page);
  let isHeld = true;
  await cleo.context.route('**/upload?offset=*', async (route) => {
    // Two parts arrive, the next is on its way until the page is left.
    if (isHeld && offsets.length > 2) return;
    await route.continue();
  });
  const list = text('list.txt', 2 * MB);
  await attach(cleo, [list]);
  await expect(cleo.widget.getByRole('progressbar', { name: list.name })).toHaveAttribute(
    'value',
    '26',
  );
  await cleo.page.reload();
  isHeld = false;
  const widget = await widgetOf(cleo.page);
  const told = widget.getByRole('alert').filter({ hasText: list.name });
  await expect(told).toContainText('Choose the file again to go on.');
  const again = async (file: typeof list): Promise<void> => {
    const choosing = cleo.page.waitForEvent('filechooser');
    await button(widget, 'Choose the file again').click();
    await (await choosing).setFiles([file]);
  };
  const other = { ...list, buffer: Buffer.from(list.buffer).fill('x', 0, 9) };
  await again(other);
  await expect(told).toContainText('That is not the same file.');
  await again(list);
  await expect(fileIn(widget, list.name)).toBeVisible();
  await expect(log(alex.page).getByRole('link', { name: list.name })).toHaveCount(1);
  expect(neverGoBack(offsets)).toBe(true);
  expect(offsets.filter((offset) => offset === 0)).toHaveLength(1);
  expect((await saved(cleo.page, fileIn(widget, list.name))).equals(list.buffer)).toBe(true);
});

test('T3: where an agent’s browser keeps no files, the desk asks for the same file once more', async ({
  chatting,
}) => {
  const { alex, cleo } = await chatting();
  await alex.page.addInitScript(refuseStorage);
  await alex.page.reload();
  const offsets = partsSent(alex.page);
  let isHeld = true;
  await alex.context.route('**/upload?offset=*', async (route) => {
    if (isHeld && offsets.length > 2) return;
    await route.continue();
  });
  const list = text('list.txt', 2 * MB);
  await alex.page.getByTestId('file-input').setInputFiles([list]);
  await expect.poll(() => offsets.length).toBe(3);
  await alex.page.reload();
  isHeld = false;
  await expect(alex.page.getByText('Choose the file again to go on.')).toBeVisible();
  const choosing = alex.page.waitForEvent('filechooser');
  await button(alex.page, 'Choose the file again').click();
  await (await choosing).setFiles([list]);
  await expect(fileIn(cleo.widget, list.name)).toBeVisible();
  expect(neverGoBack(offsets)).toBe(true);
  expect(offsets.filter((offset) => offset === 0)).toHaveLength(1);
});
