import { PHONE } from '../../world/browsers.ts';
import { voicesHeard } from '../../world/ears.ts';
import { isSeen, look } from '../../world/eyes.ts';
import { CAMERAS, hideDepth, running } from '../../world/guests.ts';
import { bothHear, button, type Customer, type Person, talk } from '../../world/people.ts';
import { deviceInUse } from '../../world/tap.ts';
import { expect, test } from '../../world/world.ts';

/** The agent asks for one thing in the call. */
async function askFor({ page }: Person, what: string): Promise<void> {
  await button(page, 'Ask the customer').click();
  await page.getByRole('menuitem', { name: what, exact: true }).click();
}

function asked({ widget }: Customer) {
  return widget.getByRole('region', { name: 'Request' });
}

test('M20: the customer who is asked to mute and allows it is not heard any more; whoever says no is heard on', async ({
  talking,
}) => {
  const { alex, cleo } = await talking('Audio call');
  await askFor(alex, 'Mute');
  await expect(asked(cleo)).toContainText('Alex Agent asks you to mute your microphone');
  await expect.poll(() => voicesHeard(alex.page)).toContain('customer');
  await asked(cleo).getByRole('button', { name: 'No', exact: true }).click();
  await expect(asked(cleo)).toBeHidden();
  await expect(alex.page.getByText('does not want to mute')).toBeVisible();
  await bothHear(alex, cleo);
  await askFor(alex, 'Mute');
  await asked(cleo).getByRole('button', { name: 'Allow' }).click();
  await expect.poll(() => voicesHeard(alex.page)).toEqual([]);
  await expect(button(cleo.widget, 'Unmute')).toBeVisible();
  await expect.poll(() => voicesHeard(cleo.widget)).toEqual(['alex']);
});

test('M20: the camera goes on only once the customer has allowed it, also from the strip of a closed panel', async ({
  talking,
}) => {
  const { alex, cleo } = await talking('Video call');
  await button(cleo.widget, 'Turn camera off').click();
  await expect(alex.page.getByTestId('remote-placeholder')).toBeVisible();
  await button(cleo.widget, 'Close').click();
  await askFor(alex, 'Turn camera on');
  await expect(asked(cleo)).toContainText('asks you to turn your camera on');
  expect(await deviceInUse(cleo.widget, 'camera')).toEqual([]);
  await asked(cleo).getByRole('button', { name: 'Allow' }).click();
  await expect.poll(() => isSeen(alex.page)).toBe(true);
});

test('M20: on a phone with two cameras the customer lets the agent turn to the other one', async ({
  agent,
  customer,
}) => {
  const alex = await agent('alex');
  const cleo = await customer({
    context: PHONE,
    flags: [CAMERAS],
    prepare: running(hideDepth),
  });
  await talk(alex, cleo, { button: 'Video call' });
  await expect.poll(() => isSeen(alex.page)).toBe(true);
  const [before] = await deviceInUse(cleo.widget, 'camera');
  await askFor(alex, 'Flip camera');
  await asked(cleo).getByRole('button', { name: 'Allow' }).click();
  await expect.poll(() => deviceInUse(cleo.widget, 'camera')).not.toEqual([before]);
  await expect.poll(() => isSeen(alex.page)).toBe(true);
});

test('M21: low bandwidth makes both pictures small, and off again makes them large', async ({
  talking,
}) => {
  const { alex, cleo } = await talking('Video call');
  const widthAt = async (who: Customer['widget'] | Person['page']) =>
    (await look(who, 'remote-picture')).width;
  await expect.poll(() => widthAt(alex.page)).toBe(640);
  await expect.poll(() => widthAt(cleo.widget)).toBe(640);
  await button(cleo.widget, 'More').click();
  await cleo.widget.getByRole('switch', { name: 'Low bandwidth' }).click();
  await expect.poll(() => widthAt(alex.page)).toBe(320);
  await expect.poll(() => widthAt(cleo.widget)).toBe(320);
  await bothHear(alex, cleo);
  await cleo.widget.getByRole('switch', { name: 'Low bandwidth' }).click();
  await expect.poll(() => widthAt(alex.page)).toBe(640);
  await expect.poll(() => widthAt(cleo.widget)).toBe(640);
});

/** A camera that can blur, as far as the browser says; what it is asked for is kept. */
function cameraThatBlurs(): void {
  const asked: unknown[] = [];
  Object.assign(window, { parleyBlur: asked });
  const { getCapabilities, applyConstraints } = MediaStreamTrack.prototype;
  MediaStreamTrack.prototype.getCapabilities = function able(this: MediaStreamTrack) {
    return { ...getCapabilities.call(this), backgroundBlur: [false, true] };
  };
  MediaStreamTrack.prototype.applyConstraints = function apply(
    this: MediaStreamTrack,
    wanted?: MediaTrackConstraints,
  ) {
    if (wanted === undefined || !('backgroundBlur' in wanted)) {
      return applyConstraints.call(this, wanted);
    }
    asked.push(wanted.backgroundBlur);
    return Promise.resolve();
  };
}

test('M21: where the camera can blur the background the customer switches it, and it stays so for the next camera', async ({
  agent,
  customer,
}) => {
  const alex = await agent('alex');
  const cleo = await customer({ prepare: running(cameraThatBlurs) });
  const asked = () =>
    cleo.widget.evaluate(() => (window as unknown as { parleyBlur: unknown[] }).parleyBlur);
  await talk(alex, cleo, { button: 'Video call' });
  await button(cleo.widget, 'More').click();
  const blur = cleo.widget.getByRole('switch', { name: 'Blur background' });
  await expect(blur).toHaveAttribute('aria-checked', 'false');
  await blur.click();
  await expect(blur).toHaveAttribute('aria-checked', 'true');
  await expect.poll(asked).toEqual([true]);
  await button(cleo.widget, 'Turn camera off').click();
  await expect(alex.page.getByTestId('remote-placeholder')).toBeVisible();
  await button(cleo.widget, 'Turn camera on').click();
  await expect.poll(() => isSeen(alex.page)).toBe(true);
  await expect.poll(asked).toEqual([true, true]);
});
