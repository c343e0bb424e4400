const TELL_EVERY_MS = 15_000;
const DRAW_EVERY_MS = 500;

/**
 * Says what a long step does and, when it is over, how long it took. A terminal sees the seconds
 * run; a log gets a line now and then.
 */
export async function showStep(words, work) {
  const startMs = performance.now();
  const seconds = () => `${Math.round((performance.now() - startMs) / 1000)} s`;
  const isTerminal = process.stdout.isTTY === true;
  const draw = () => {
    if (isTerminal) process.stdout.write(`\r\x1b[K${words} … ${seconds()}`);
    else console.log(`${words} … ${seconds()}`);
  };
  if (isTerminal) draw();
  else console.log(`${words} …`);
  const timer = setInterval(draw, isTerminal ? DRAW_EVERY_MS : TELL_EVERY_MS);
  let outcome = 'failed';
  try {
    const result = await work();
    outcome = 'done';
    return result;
  } finally {
    clearInterval(timer);
    console.log(`${isTerminal ? '\r\x1b[K' : ''}${words}: ${outcome} (${seconds()})`);
  }
}
