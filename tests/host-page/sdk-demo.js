import { boot } from '/widget/v1/sdk.js';

const EVENTS = [
  'ready',
  'opened',
  'closed',
  'unread',
  'message',
  'conversation-started',
  'call-started',
  'call-state',
  'call-ended',
  'identity-changed',
  'error',
];

const ROOM_EVENTS = ['ready', 'state', 'joined', 'left', 'ended', 'error'];

const log = document.querySelector('#log');

function say(words) {
  const line = document.createElement('li');
  line.textContent = words;
  log.append(line);
}

/** Makes one call and says what came of it. */
async function show(words, call) {
  try {
    const answer = await call();
    say(answer === undefined ? `${words} is done` : `${words} → ${JSON.stringify(answer)}`);
  } catch (error) {
    say(`${words} failed: ${error.code}`);
  }
}

let parley = null;

async function start() {
  parley = await boot({ entryId: 'web-support', label: 'Chat with us' });
  for (const name of EVENTS) parley.on(name, (data) => say(`${name} ${JSON.stringify(data)}`));
}

function press(id, words, call) {
  document.querySelector(`#${id}`).addEventListener('click', () => void show(words, call));
}

function send(id, words, call) {
  document.querySelector(`#${id}`).addEventListener('submit', (event) => {
    event.preventDefault();
    const [field] = event.target.elements;
    void show(words, () => call(field.value));
  });
}

press('open', 'open', () => parley.open());
press('close', 'close', () => parley.close());
press('audio', 'startCall', () => parley.startCall('audio'));
press('video', 'startCall', () => parley.startCall('video'));
press('screen', 'shareScreen', () => parley.shareScreen());
press('shutdown', 'shutdown', () => parley.shutdown({ forget: true }));
press('boot', 'boot', start);
send('say', 'sendMessage', (text) => parley.sendMessage(text));
send('identify', 'identify', (token) => parley.identify(token));
send('room', 'parley-room', (link) => {
  const room = document.createElement('parley-room');
  room.setAttribute('href', link);
  for (const name of ROOM_EVENTS) {
    room.addEventListener(`parley-${name}`, ({ detail }) =>
      say(`room ${name} ${JSON.stringify(detail)}`),
    );
  }
  document.querySelector('#rooms').replaceChildren(room);
});

await show('boot', start);
