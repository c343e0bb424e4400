import { benchAnnotate } from './annotate.ts';
import { benchAnswer } from './answer.ts';
import { benchChat } from './chat.ts';
import { benchHold } from './hold.ts';
import { benchJoin } from './join.ts';
import { keepResults, type Result } from './report.ts';
import { benchStart } from './start.ts';
import { benchTransfer } from './transfer.ts';
import { benchWidget } from './widget.ts';

const BENCHES: Readonly<Record<string, () => Promise<readonly Result[]>>> = {
  join: benchJoin,
  answer: benchAnswer,
  hold: benchHold,
  transfer: benchTransfer,
  widget: benchWidget,
  chat: benchChat,
  start: benchStart,
  annotate: benchAnnotate,
};

const name = process.argv[2] ?? '';
const bench = BENCHES[name];
if (bench === undefined) {
  console.error(`npm run bench -- NAME, where NAME is one of: ${Object.keys(BENCHES).join(', ')}`);
  process.exit(1);
}
keepResults(name, await bench());
process.exit(0);
