/** The default alphabet of GSM 03.38 (3GPP TS 23.038, 6.2.1), each character at its own code. */
const BASIC = [
  '@£$¥èéùìòÇ\nØø\rÅå',
  'Δ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ',
  ' !"#¤%&\'()*+,-./',
  '0123456789:;<=>?',
  '¡ABCDEFGHIJKLMNO',
  'PQRSTUVWXYZÄÖÑÜ§',
  '¿abcdefghijklmno',
  'pqrstuvwxyzäöñüà',
].join('');

const ESCAPE = 0x1b;

/** Those that take an escape first. */
const EXTENDED: Readonly<Record<string, number>> = {
  '\f': 0x0a,
  '^': 0x14,
  '{': 0x28,
  '}': 0x29,
  '\\': 0x2f,
  '[': 0x3c,
  '~': 0x3d,
  ']': 0x3e,
  '|': 0x40,
  '€': 0x65,
};

const CODES: ReadonlyMap<string, readonly number[]> = new Map<string, readonly number[]>([
  ...[...BASIC].map((character, code): [string, number[]] => [character, [code]]),
  ...Object.entries(EXTENDED).map(([character, code]): [string, number[]] => [
    character,
    [ESCAPE, code],
  ]),
  // The escape is no character of its own.
  ['\u001b', []],
]);

/** How one SMS is carried: in which alphabet, and in how many parts. */
export type Coded = {
  readonly alphabet: 'gsm-7' | 'ucs-2';
  /** Each part's text as its bytes: one septet in a byte, or two bytes a unit. */
  readonly parts: readonly Buffer[];
};

/** How many units one message holds alone, and as one of several. */
const ROOM = {
  'gsm-7': { alone: 160, among: 153 },
  'ucs-2': { alone: 70, among: 67 },
} as const;

/** Codes a text in as few parts as it takes; no character is cut in two. */
export function codeSms(text: string): Coded {
  const characters = [...text];
  const isGsm7 = characters.every((each) => (CODES.get(each)?.length ?? 0) > 0);
  if (!isGsm7) return coded('ucs-2', characters.map(inUcs2));
  return coded(
    'gsm-7',
    characters.map((each) => Buffer.from(CODES.get(each) ?? [])),
  );
}

function inUcs2(character: string): Buffer {
  return Buffer.from(character, 'utf16le').swap16();
}

function coded(alphabet: Coded['alphabet'], characters: readonly Buffer[]): Coded {
  const unitBytes = alphabet === 'gsm-7' ? 1 : 2;
  const { alone, among } = ROOM[alphabet];
  const whole = Buffer.concat(characters);
  if (whole.length <= alone * unitBytes) return { alphabet, parts: [whole] };
  const parts: Buffer[] = [];
  let part: Buffer[] = [];
  let size = 0;
  for (const character of characters) {
    if (size + character.length > among * unitBytes) {
      parts.push(Buffer.concat(part));
      part = [];
      size = 0;
    }
    part.push(character);
    size += character.length;
  }
  return { alphabet, parts: [...parts, Buffer.concat(part)] };
}
