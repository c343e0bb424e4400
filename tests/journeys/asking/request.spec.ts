import { isSeen } from '../../world/eyes.ts';
import { bothHear, button, chat, log, openPerson, widgetOf, write } from '../../world/people.ts';
import { listen, playedNow, tapSpeakers } from '../../world/speakers.ts';
import { expect, test } from '../../world/world.ts';
import { askForVideo, isOver, videoPrompt, videoRequest } from './asking.ts';

test('E7: a customer who accepts sees the agent, both hear, and the own camera stays off until it is turned on', async ({
  chatting,
}) => {
  const { alex, cleo } = await chatting('Can you show me?');
  await askForVideo(alex, cleo);
  await expect(videoPrompt(cleo.widget)).toContainText('Alex Agent would like a video call');
  await expect(videoRequest(alex.page)).toContainText('has not answered yet');
  await button(cleo.widget, 'Accept').click();
  await bothHear(alex, cleo);
  await expect.poll(() => isSeen(cleo.widget)).toBe(true);
  await expect(cleo.widget.getByTestId('own-placeholder')).toBeVisible();
  await expect(alex.page.getByTestId('remote-placeholder')).toBeVisible();
  await button(cleo.widget, 'Turn camera on').click();
  await expect.poll(() => isSeen(alex.page)).toBe(true);
  await button(cleo.widget, 'End call').click();
  await isOver(alex, cleo);
  await write(cleo.widget, 'Thank you, I have seen it');
  await expect(log(alex.page)).toContainText('Thank you, I have seen it');
});

test('E7: a customer who declines stays in the chat, and the agent is told', async ({
  chatting,
}) => {
  const { alex, cleo } = await chatting();
  await askForVideo(alex, cleo);
  await button(cleo.widget, 'Decline').click();
  await expect(videoPrompt(cleo.widget)).toBeHidden();
  await expect(videoRequest(alex.page)).toContainText('declined the video call');
  await expect(log(cleo.widget)).toContainText('You declined the video call');
  await write(cleo.widget, 'I would rather write');
  await alex.page.getByRole('tab', { name: 'Chat' }).click();
  await expect(log(alex.page)).toContainText('I would rather write');
});

test('E7: an agent who takes the question back takes it off the customer’s screen, and may ask again', async ({
  chatting,
}) => {
  const { alex, cleo } = await chatting();
  await askForVideo(alex, cleo);
  await button(alex.page, 'Take the question back').click();
  await expect(videoPrompt(cleo.widget)).toBeHidden();
  await expect(log(cleo.widget)).toContainText('was taken back');
  await expect(videoRequest(alex.page)).toContainText('You took the question back');
  await button(alex.page, 'Ask for video').click();
  await expect(videoPrompt(cleo.widget)).toBeVisible();
  await button(cleo.widget, 'Decline').click();
});

test('E7: a customer without a microphone that may be used is told how to allow it, and no call rings', async ({
  chatting,
}) => {
  const { alex, cleo } = await chatting('Hello', { devices: 'denied' });
  await askForVideo(alex, cleo);
  await button(cleo.widget, 'Accept').click();
  await expect(cleo.widget.getByText('The microphone is blocked')).toBeVisible();
  await expect(cleo.widget.getByText('Alex Agent has been told')).toBeVisible();
  await expect(videoRequest(alex.page)).toContainText('no microphone');
  await expect(alex.page.getByRole('region', { name: 'Call', exact: true })).toBeHidden();
  await button(cleo.widget, 'Continue in chat').click();
  await write(cleo.widget, 'It is blocked');
  await alex.page.getByRole('tab', { name: 'Chat' }).click();
  await expect(log(alex.page)).toContainText('It is blocked');
});

test('E7: a browser that cannot make calls says so to both, and the chat goes on', async ({
  agent,
  product,
}) => {
  const alex = await agent('alex');
  const old = await openPerson(product, 'customer');
  await old.context.addInitScript(() => Reflect.deleteProperty(window, 'RTCPeerConnection'));
  await old.page.goto(product.demo);
  await button(old.page, 'Chat with us').click();
  const cleo = { ...old, widget: await widgetOf(old.page) };
  await chat(alex, cleo, 'From an old browser');
  await askForVideo(alex, cleo);
  await button(cleo.widget, 'Accept').click();
  await expect(cleo.widget.getByText(/This browser cannot make calls/)).toBeVisible();
  await expect(videoRequest(alex.page)).toContainText('cannot make video calls');
  await button(cleo.widget, 'Continue in chat').click();
  await write(cleo.widget, 'Then in writing');
  await alex.page.getByRole('tab', { name: 'Chat' }).click();
  await expect(log(alex.page)).toContainText('Then in writing');
  await old.browser.close();
});

test('E7: a closed panel opens for the question and rings until it is answered, and a reload keeps it', async ({
  chatting,
}) => {
  const { alex, cleo } = await chatting('Hello', { prepare: tapSpeakers });
  await button(cleo.widget, 'Close').click();
  await expect(cleo.page.getByRole('button', { name: 'Chat with us' })).toBeVisible();
  const loudest = await listen(cleo.widget);
  await askForVideo(alex, cleo);
  await expect.poll(loudest).toBeGreaterThan(0.02);
  await cleo.page.reload();
  const widget = await widgetOf(cleo.page);
  await expect(videoPrompt(widget)).toBeVisible();
  await button(widget, 'Decline').click();
  await expect(videoRequest(alex.page)).toContainText('declined the video call');
  await expect(videoPrompt(widget)).toBeHidden();
  await expect.poll(() => playedNow(widget)).toEqual({});
});

test('when the code of calls does not come the customer is told, and trying again brings the question back', async ({
  chatting,
}) => {
  const { alex, cleo } = await chatting();
  await cleo.context.route('**/call-code-*.js', (route) => route.abort());
  await askForVideo(alex, cleo);
  await button(cleo.widget, 'Accept').click();
  await expect(cleo.widget.getByText('The call could not be loaded.')).toBeVisible();
  await cleo.context.unroute('**/call-code-*.js');
  await button(cleo.widget, 'Try again').click();
  const widget = await widgetOf(cleo.page);
  await button(widget, 'Accept').click();
  await bothHear(alex, { widget });
  await button(widget, 'End call').click();
});
