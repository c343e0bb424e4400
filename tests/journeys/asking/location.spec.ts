import { button, log, widgetOf } from '../../world/people.ts';
import { expect, test } from '../../world/world.ts';
import { askFor, locationPrompt, standing } from './asking.ts';

const BERLIN = { latitude: 52.5200081, longitude: 13.4049549, accuracy: 18.4 };

test('M21: a customer shares once where they are; the agent reads it, with how exact it is, and copies it', async ({
  chatting,
}) => {
  const { alex, cleo } = await chatting('I am lost', {
    context: { geolocation: BERLIN, permissions: ['geolocation'] },
  });
  await askFor(alex, 'Their location');
  const prompt = locationPrompt(cleo.widget);
  await expect(prompt).toContainText('Alex Agent asks where you are');
  await expect(prompt).toContainText('You are not followed');
  await expect(log(alex.page)).not.toContainText('52.520008');
  await prompt.getByRole('button', { name: 'Share my location once' }).click();
  await expect(prompt).toBeHidden();
  await expect(log(cleo.widget)).toContainText('52.520008, 13.404955 (to 19 m)');
  await expect(log(alex.page)).toContainText('52.520008, 13.404955');
  await expect(log(alex.page)).toContainText('to 19 m');
  await expect(alex.page.getByRole('link', { name: 'Open in maps' })).toHaveAttribute(
    'href',
    'geo:52.520008,13.404955;u=19',
  );
  await button(alex.page, 'Copy coordinates').click();
  await expect(alex.page.getByText('Coordinates copied')).toBeVisible();
  const box = alex.page.getByRole('textbox', { name: 'Message' });
  await box.press('Control+V');
  await expect(box).toHaveValue('52.520008, 13.404955');
  await box.clear();
});

test('M21: a browser that may not say where it is tells both sides what to do, and once it may, it works', async ({
  chatting,
}) => {
  const { alex, cleo } = await chatting('I am lost', { context: { geolocation: BERLIN } });
  await askFor(alex, 'Their location');
  const prompt = locationPrompt(cleo.widget);
  await prompt.getByRole('button', { name: 'Share my location once' }).click();
  await expect(prompt.getByRole('alert').last()).toContainText('Allow the location for this site');
  await expect(standing(alex.page)).toContainText('does not let the page know it');
  await cleo.context.grantPermissions(['geolocation']);
  await prompt.getByRole('button', { name: 'Try again' }).click();
  await expect(prompt).toBeHidden();
  await expect(log(alex.page)).toContainText('52.520008, 13.404955');
});

test('M21: whoever does not want to say where they are has said nothing, and the agent reads that', async ({
  chatting,
}) => {
  const { alex, cleo } = await chatting('Hello', {
    context: { geolocation: BERLIN, permissions: ['geolocation'] },
  });
  await askFor(alex, 'Their location');
  const prompt = locationPrompt(cleo.widget);
  await prompt.getByRole('button', { name: 'No', exact: true }).click();
  await expect(prompt).toBeHidden();
  await expect(log(alex.page)).toContainText('does not want to share the location');
  await expect(log(alex.page)).not.toContainText('52.52');
});

test('when not all that a question needs can be loaded the customer is told, and trying again brings it', async ({
  chatting,
}) => {
  const { alex, cleo } = await chatting('I am lost');
  await cleo.context.route('**/prompts-*.css', (route) => route.abort());
  await askFor(alex, 'Their location');
  await expect(cleo.widget.getByRole('alert')).toContainText('could not be loaded');
  await cleo.context.unroute('**/prompts-*.css');
  await button(cleo.widget, 'Try again').click();
  await expect(locationPrompt(await widgetOf(cleo.page))).toContainText('Alex Agent asks where');
});
