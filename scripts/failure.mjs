/** What stops a command: the one sentence that says what to do. */
export class Failure extends Error {
  name = 'Failure';
}
