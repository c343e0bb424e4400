/** What stands for a customer's name while nobody has said one: of who came through an entry, and of who was invited. */
export const NAMELESS = { visitor: 'Visitor', guest: 'Guest' } as const;

/** Whether a name only stands for one. */
export function isNameless(name: string): boolean {
  return name === NAMELESS.visitor || name === NAMELESS.guest;
}
