import type { CommandData } from '@parley/contracts/socket.ts';

/** How, when and about what a customer wants to be called back (E15). */
export type Wish = Omit<CommandData<'request-callback'>, 'conversationId'>;

/** Answers to what the entry asks, by field. */
export type Answers = Readonly<Record<string, string>>;

/** What a wish is made of while it is being written. */
export type Draft = {
  readonly name: string;
  readonly way: Wish['way'];
  readonly country: string;
  readonly number: string;
  readonly topic: string;
  readonly isLater: boolean;
  /** As the field for day and time holds it. */
  readonly at: string;
};

/** What stands in the way of a wish, before anybody is asked. */
export type WishProblem = 'bad-name' | 'bad-number' | 'bad-callback';
