import { isSeen, look } from '../world/eyes.ts';
import { bothHear, button, log, talk } from '../world/people.ts';
import { endTrack } from '../world/tap.ts';
import { expect, test } from '../world/world.ts';

test('M4: a camera turned off leaves the name in its box, and on again the picture is back and not black', async ({
  talking,
}) => {
  const { alex, cleo } = await talking('Video call');
  await expect.poll(() => isSeen(alex.page)).toBe(true);
  await button(cleo.widget, 'Turn camera off').click();
  await expect(alex.page.getByTestId('remote-placeholder')).toContainText('Visitor');
  await expect(cleo.widget.getByTestId('own-placeholder')).toBeVisible();
  await expect.poll(() => isSeen(cleo.widget)).toBe(true);
  await button(alex.page, 'Turn camera off').click();
  await expect(cleo.widget.getByTestId('remote-placeholder')).toContainText('Alex Agent');
  const call = cleo.widget.getByRole('region', { name: 'Call', exact: true });
  await expect(call.getByText('Audio only')).toBeVisible();
  await expect(alex.page.getByText('Audio only')).toBeVisible();
  await button(cleo.widget, 'Turn camera on').click();
  await button(alex.page, 'Turn camera on').click();
  await expect.poll(() => isSeen(alex.page)).toBe(true);
  await expect.poll(() => isSeen(cleo.widget)).toBe(true);
  await expect(alex.page.getByText('Audio only')).toBeHidden();
  await bothHear(alex, cleo);
});

test('M6: the customer shares the screen and stops: the camera comes back, the agent’s picture is untouched', async ({
  talking,
}) => {
  const { alex, cleo } = await talking('Video call');
  await expect.poll(() => isSeen(alex.page)).toBe(true);
  const camera = await look(alex.page, 'remote-picture');
  await button(cleo.widget, 'Share screen').click();
  await expect(log(alex.page)).toContainText('Screen sharing started');
  await expect
    .poll(async () => ratio(await look(alex.page, 'remote-picture')))
    .not.toBe(ratio(camera));
  await expect.poll(() => isSeen(alex.page)).toBe(true);
  await expect.poll(() => isSeen(cleo.widget)).toBe(true);
  await button(cleo.widget, 'Stop sharing').click();
  await expect(log(alex.page)).toContainText('Screen sharing stopped');
  await expect.poll(async () => ratio(await look(alex.page, 'remote-picture'))).toBe(ratio(camera));
  await expect.poll(() => isSeen(alex.page)).toBe(true);
  await bothHear(alex, cleo);
});

test('M6: the browser’s own “Stop sharing” ends it too, and a camera that was off stays off', async ({
  talking,
}) => {
  const { alex, cleo } = await talking('Video call');
  await button(alex.page, 'Turn camera off').click();
  await expect(cleo.widget.getByTestId('remote-placeholder')).toBeVisible();
  await button(alex.page, 'Share screen').click();
  await expect.poll(() => isSeen(cleo.widget)).toBe(true);
  await expect(button(alex.page, 'Stop sharing')).toBeVisible();
  await endTrack(alex.page, 'screen');
  await expect(cleo.widget.getByTestId('remote-placeholder')).toContainText('Alex Agent');
  await expect(button(alex.page, 'Share screen')).toBeVisible();
  await expect(log(alex.page)).toContainText('Screen sharing stopped');
  await expect.poll(() => isSeen(alex.page)).toBe(true);
});

test('M22: a camera that is unplugged in mid-call is replaced by what there is, and the call goes on', async ({
  talking,
}) => {
  const { alex, cleo } = await talking('Video call');
  await expect.poll(() => isSeen(alex.page)).toBe(true);
  await endTrack(cleo.widget, 'camera');
  await expect.poll(() => isSeen(alex.page)).toBe(true);
  await bothHear(alex, cleo);
});

test('race 10: a camera whose permission is taken away in mid-call: told to both, no frozen picture, and back without a new call', async ({
  agent,
  customer,
  product,
}) => {
  const alex = await agent('alex');
  const permissions = ['microphone', 'camera'];
  const cleo = await customer({ devices: 'ask', context: { permissions } });
  await talk(alex, cleo, { button: 'Video call' });
  await expect.poll(() => isSeen(alex.page)).toBe(true);
  await cleo.context.clearPermissions();
  await cleo.context.grantPermissions(['microphone'], { origin: product.origin });
  await endTrack(cleo.widget, 'camera');
  await expect(alex.page.getByText('Camera: blocked by the browser').first()).toBeVisible();
  await expect(alex.page.getByTestId('remote-placeholder')).toBeVisible();
  await bothHear(alex, cleo);
  await cleo.context.grantPermissions(permissions, { origin: product.origin });
  await button(cleo.widget, 'Turn camera on').click();
  await expect.poll(() => isSeen(alex.page)).toBe(true);
});

test('M12: the agent’s resolution changes the picture in the running call, and the customer gets what was chosen', async ({
  talking,
}) => {
  const { alex, cleo } = await talking('Video call');
  await expect.poll(() => isSeen(cleo.widget)).toBe(true);
  const own = async () => (await look(alex.page, 'own-picture')).height;
  const got = async () => (await look(cleo.widget, 'remote-picture')).height;
  await expect.poll(own).toBeGreaterThan(0);
  const native = await own();
  await button(alex.page, 'More').click();
  const resolution = alex.page.getByRole('combobox', { name: 'Resolution' });
  await button(cleo.widget, 'Full screen').click();
  for (const [name, height] of [
    ['High', 720],
    ['Low', 360],
    ['Default', native],
  ] as const) {
    await resolution.selectOption(name);
    await expect.poll(own).toBe(height);
    await expect.poll(got).toBe(height);
    await expect.poll(() => isSeen(cleo.widget)).toBe(true);
  }
  await bothHear(alex, cleo);
});

/** Width over height, to one digit: the fake camera and the fake screen differ in it. */
function ratio({ width, height }: { readonly width: number; readonly height: number }): string {
  return (width / Math.max(1, height)).toFixed(1);
}
