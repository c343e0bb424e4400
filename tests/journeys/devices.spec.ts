import type { Page } from '@playwright/test';
import { voicesHeard } from '../world/ears.ts';
import { isSeen } from '../world/eyes.ts';
import { bothHear, button, type Place, talk } from '../world/people.ts';
import { deviceInUse, endTrack, holdCameraQuestion, refuseCamera } from '../world/tap.ts';
import { expect, test } from '../world/world.ts';

const THREE_OF_EACH = ['--use-fake-device-for-media-stream=device-count=3,fps=30'];
const NO_CAMERA = ['--use-fake-device-for-media-stream=device-count=0'];

test('V1: another microphone, camera and speaker are in use at once, without a gap in the call, and remembered', async ({
  agent,
  customer,
}) => {
  const alex = await agent('alex', { flags: THREE_OF_EACH });
  const cleo = await customer();
  await talk(alex, cleo, { button: 'Video call' });
  await expect.poll(() => isSeen(cleo.widget)).toBe(true);
  await button(alex.page, 'More').click();
  const microphone = await choose(alex.page, 'Microphone', 2);
  await expect.poll(() => deviceInUse(alex.page, 'microphone')).toEqual([microphone]);
  await bothHear(alex, cleo);
  const camera = await choose(alex.page, 'Camera', 3);
  await expect.poll(() => deviceInUse(alex.page, 'camera')).toEqual([camera]);
  await expect.poll(() => isSeen(cleo.widget)).toBe(true);
  const speaker = await choose(alex.page, 'Speaker', 2);
  await expect.poll(() => speakerOf(alex.page)).toBe(speaker);
  await bothHear(alex, cleo);
  await alex.page.reload({ waitUntil: 'commit' });
  await bothHear(alex, cleo);
  await expect.poll(() => deviceInUse(alex.page, 'microphone')).toEqual([microphone]);
  await expect.poll(() => deviceInUse(alex.page, 'camera')).toEqual([camera]);
  await expect.poll(() => speakerOf(alex.page)).toBe(speaker);
});

test('M16: the agent sees live that the customer’s camera is blocked, being asked for, and allowed', async ({
  talking,
  product,
}) => {
  const { alex, cleo } = await talking('Video call', {
    devices: 'ask',
    context: { permissions: ['microphone'] },
  });
  await expect(alex.page.getByText('Camera: blocked by the browser').first()).toBeVisible();
  await expect(cleo.widget.getByText('The camera is blocked').first()).toBeVisible();
  const answerQuestion = await holdCameraQuestion(cleo.widget);
  await button(cleo.widget, 'Turn camera on').click();
  await expect(alex.page.getByText('Camera: asking for permission').first()).toBeVisible();
  await expect(cleo.widget.getByText('Your browser is asking now').first()).toBeVisible();
  const both = ['microphone', 'camera'];
  await cleo.context.grantPermissions(both, { origin: product.origin });
  await answerQuestion();
  await expect(alex.page.getByText('Camera: allowed').first()).toBeVisible();
  await expect.poll(() => isSeen(alex.page)).toBe(true);
  await expect(cleo.widget.getByText('Your browser is asking now')).toBeHidden();
});

test('M16: a customer without a camera is called with the voice alone, and both sides read why', async ({
  talking,
}) => {
  const { alex, cleo } = await talking('Video call', { flags: NO_CAMERA });
  await expect(alex.page.getByText('Camera: no device').first()).toBeVisible();
  await expect(cleo.widget.getByText('No camera was found.')).toBeVisible();
  await expect.poll(() => isSeen(cleo.widget)).toBe(true);
});

test('M16: a camera that another program uses is named so to both, and works once it is free', async ({
  agent,
  customer,
}) => {
  const alex = await agent('alex');
  const cleo = await customer();
  const free = await refuseCamera(cleo.widget, 'NotReadableError');
  await talk(alex, cleo, { button: 'Video call' });
  await expect(alex.page.getByText('Camera: used by another program').first()).toBeVisible();
  await expect(cleo.widget.getByText('The camera is used by another program.')).toBeVisible();
  await free();
  await button(cleo.widget, 'Turn camera on').click();
  await expect.poll(() => isSeen(alex.page)).toBe(true);
  await expect(alex.page.getByText('Camera: allowed').first()).toBeVisible();
});

test('M22: a microphone that is unplugged in mid-call is replaced by what there is, on either side', async ({
  talking,
}) => {
  const { alex, cleo } = await talking('Audio call');
  for (const place of [cleo.widget, alex.page]) {
    await endTrack(place, 'microphone');
    await bothHear(alex, cleo);
  }
});

test('M22: a microphone whose permission is taken away in mid-call: told to both at once, and the voice is back without a new call', async ({
  talking,
  product,
}) => {
  const { alex, cleo } = await talking('Audio call', {
    devices: 'ask',
    context: { permissions: ['microphone'] },
  });
  await cleo.context.clearPermissions();
  await endTrack(cleo.widget, 'microphone');
  await expect(alex.page.getByText('Microphone: blocked by the browser').first()).toBeVisible();
  await expect(cleo.widget.getByText('We cannot hear you').first()).toBeVisible();
  await expect.poll(() => voicesHeard(cleo.widget)).toEqual(['alex']);
  await cleo.context.grantPermissions(['microphone'], { origin: product.origin });
  await bothHear(alex, cleo);
  await expect(cleo.widget.getByText('We cannot hear you')).toBeHidden();
  await expect(alex.page.getByText('Microphone: allowed').first()).toBeVisible();
});

/** Chooses the nth device of a list, the system's own being the first, and gives its id. */
async function choose(page: Page, name: string, nth: number): Promise<string> {
  const list = page.getByRole('combobox', { name, exact: true });
  const [id] = await list.selectOption({ index: nth });
  if (!id) throw new Error(`there is no ${name} number ${nth}`);
  return id;
}

/** On which speaker a page plays the other side. */
function speakerOf(place: Place): Promise<string> {
  const sound = place.getByTestId('remote-sound').first();
  return sound.evaluate((element) => (element as HTMLAudioElement).sinkId);
}
