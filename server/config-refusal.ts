/** Why the server will not start as it was told to: one sentence that says what to do. */
export class ConfigRefusal extends Error {
  override readonly name = 'ConfigRefusal';
}
