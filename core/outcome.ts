/** Why something asked was not done: a stable code, and the facts a screen needs to say it in words. */
export type Refusal<Code extends string = string> = {
  readonly code: Code;
  readonly facts?: Readonly<Record<string, string | number>>;
};

/** Either what became of it, or why not. */
export type Outcome<Done, Code extends string = string> =
  | ({ readonly ok: true } & Done)
  | { readonly ok: false; readonly refusal: Refusal<Code> };

/** Builds the refusing side of an outcome. */
export function refuse<Code extends string>(
  code: Code,
  facts?: Readonly<Record<string, string | number>>,
): { readonly ok: false; readonly refusal: Refusal<Code> } {
  return { ok: false, refusal: facts === undefined ? { code } : { code, facts } };
}
