import { cameraOf } from './colours.ts';
import { Matrix, type Pictures } from './matrix.ts';
import { answer, askForCall, type CallButton, type Customer, type Person } from './people.ts';
import type { AgentName } from './product.ts';
import { test as base } from './world.ts';

/** The kinds of call in which everybody sends the same. */
export const KINDS = ['Audio call', 'Video call'] as const satisfies readonly CallButton[];

/** Who has which picture in a call of each kind. */
export const PICTURES: Readonly<Record<CallButton, Pictures>> = {
  'Audio call': {},
  'Video call': { customer: 'customer', alex: 'alex', bo: 'bo', sam: 'sam', music: 'music' },
  'Share screen': { customer: 'screen', music: 'music' },
};

export type Meeting = {
  readonly alex: Person;
  readonly bo: Person;
  readonly cleo: Customer;
  readonly matrix: Matrix;
};

type Fixtures = {
  /** An agent with a picture of their own. */
  readonly seat: (who: AgentName) => Promise<Person>;
  /** Alex and Bo at their desks and Cleo on the page, nobody in a call yet. */
  readonly gather: (asked: CallButton) => Promise<Meeting>;
  /** The same, and Cleo talks with Alex. */
  readonly meet: (asked: CallButton) => Promise<Meeting>;
};

/** A journey of a customer and two agents. */
export const test = base.extend<Fixtures>({
  seat: ({ agent, product }, use) =>
    use((who) => agent(who, { flags: [cameraOf(product.folder, who)] })),
  gather: ({ seat, customer, product }, use) =>
    use(async (asked) => {
      // Three browsers share the machine with the product.
      test.setTimeout(180_000);
      const alex = await seat('alex');
      const bo = await seat('bo');
      const cleo = await customer({ flags: [cameraOf(product.folder, 'customer')] });
      const room = { customer: cleo.widget, alex: alex.page, bo: bo.page };
      const matrix = new Matrix(room, PICTURES[asked]);
      return { alex, bo, cleo, matrix };
    }),
  meet: ({ gather }, use) =>
    use(async (asked) => {
      const meeting = await gather(asked);
      const { alex, cleo, matrix } = meeting;
      await askForCall(cleo.widget, asked);
      await answer(alex.page);
      await matrix.is(
        { customer: ['alex'], alex: ['customer'] },
        { through: { customer: ['music'] } },
      );
      return meeting;
    }),
});
