import { EventEmitter, once } from 'node:events';
import { expect, it } from 'vitest';
import type { MediaWorkerStep } from './progress.ts';
import { takeTurn } from './turn.ts';

it.runIf(process.platform === 'linux')(
  'a second start waits for the first, hears how far it is, and then has its turn',
  async () => {
    const folder = `turn-test-${process.pid}`;
    const news = new EventEmitter();
    const building: MediaWorkerStep = { step: 'building', fraction: 0.5 };
    const first = await takeTurn(folder, () => undefined);
    let hadTurn = false;
    const heard = once(news, 'step');
    const second = takeTurn(folder, (step) => news.emit('step', step)).then((turn) => {
      hadTurn = true;
      return turn;
    });
    first.tell(building);
    expect(await heard).toEqual([building]);
    expect(hadTurn).toBe(false);
    await first.end();
    await (await second).end();
    expect(hadTurn).toBe(true);
  },
);
