import { ensureMediaWorker } from './ensure.ts';
import { inWords, type Report } from './progress.ts';
import { reasonOf } from './refusal.ts';

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());

// Whoever asked may be gone; the worker is worth finishing for whoever asks next.
process.stdout.on('error', () => undefined);

const human = process.argv.includes('--human');
const report = human ? reportToPeople() : reportInJson();

try {
  await ensureMediaWorker({ report, signal: stop.signal });
  process.exit(0);
} catch (error) {
  report({
    step: 'failed',
    fraction: 1,
    message: stop.signal.aborted ? 'stopped' : reasonOf(error),
  });
  process.exit(1);
}

function reportInJson(): Report {
  return (step) => process.stdout.write(`${JSON.stringify(step)}\n`);
}

/** One line that is drawn again on a terminal; elsewhere a line for each new thing to say. */
function reportToPeople(): Report {
  let before = '';
  return (step) => {
    const said = inWords(step);
    if (process.stdout.isTTY) {
      const last = step.step === 'ready' || step.step === 'failed';
      process.stdout.write(`\r\x1b[K${said}${last ? '\n' : ''}`);
    } else if (step.step !== before) {
      process.stdout.write(`${said}\n`);
    }
    before = step.step;
  };
}
