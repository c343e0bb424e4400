import type { FileType } from '@parley/core/files/shared-file.ts';

const NAME_LENGTH = 120;

/** The endings of each type; the first is given to names that have none of them. */
const ENDINGS: Readonly<Record<FileType, readonly string[]>> = {
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
  'image/webp': ['webp'],
  'image/gif': ['gif'],
  'application/pdf': ['pdf'],
  'text/plain': ['txt', 'csv', 'log', 'md', 'json'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': ['pptx'],
  'application/vnd.oasis.opendocument.text': ['odt'],
  'application/vnd.oasis.opendocument.spreadsheet': ['ods'],
  'application/vnd.oasis.opendocument.presentation': ['odp'],
};

/** Control characters, and those that turn or hide what follows (Unicode bidi controls, zero width, tags). */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\u2028\u2029]/gu;

/** What file systems and shells give a meaning to. */
const FORBIDDEN = /["*:<>?|%$`'&;]/g;

/** Names that Windows keeps for devices. */
const DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** A name that is safe to show and to save under, whatever was asked for: no folders, one line, the type's ending. */
export function safeFileName(asked: string, type: FileType): string {
  const whole = asked.normalize('NFC').replace(UNSEEN, '');
  const last = whole.split(/[/\\]/).at(-1) ?? '';
  const plain = last.replace(FORBIDDEN, '_').replace(/\s+/g, ' ');
  const { stem, ending } = split(plain, type);
  const short = trimmed([...trimmed(stem)].slice(0, NAME_LENGTH).join(''));
  const name = short === '' ? 'file' : short;
  return `${DEVICES.test(name) ? '_' : ''}${name}.${ending}`;
}

/** The name without its ending when that fits the type; else all of it, and the type's own. */
function split(name: string, type: FileType): { stem: string; ending: string } {
  const [own = ''] = ENDINGS[type];
  const at = name.lastIndexOf('.');
  const said = name.slice(at + 1).toLowerCase();
  const fits = at > 0 && ENDINGS[type].includes(said);
  return fits ? { stem: name.slice(0, at), ending: said } : { stem: name, ending: own };
}

function trimmed(text: string): string {
  return text.replace(/^[\s.]+|[\s.]+$/g, '');
}
