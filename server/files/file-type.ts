import { isUtf8 } from 'node:buffer';
import type { FileType } from '@parley/core/files/shared-file.ts';
import { isHonest, leadsAway, packedContent, type ZipEntry, zipEntries } from './zip-contents.ts';

/** What can be read as a picture; what they are kept as is said in `picture-child.ts`. */
export type ReadablePicture = 'jpeg' | 'png' | 'webp' | 'gif' | 'avif';

/** What a content is, whatever it is called. */
export type Recognised =
  | { readonly kind: 'picture'; readonly format: ReadablePicture }
  | { readonly kind: 'other'; readonly type: FileType }
  | { readonly kind: 'refused'; readonly reason: 'type-not-allowed' | 'document-unsafe' };

const NOT_ALLOWED: Recognised = { kind: 'refused', reason: 'type-not-allowed' };
const UNSAFE: Recognised = { kind: 'refused', reason: 'document-unsafe' };

const ZIP_SIGN = 'PK\u0003\u0004';

/** Looks at the content alone. */
export async function recognise(bytes: Buffer): Promise<Recognised> {
  const format = pictureFormat(bytes);
  if (format !== null) return { kind: 'picture', format };
  const head = bytes.toString('latin1', 0, 16);
  if (head.startsWith('%PDF-')) return isWholePdf(bytes) ? other('application/pdf') : NOT_ALLOWED;
  if (head.startsWith(ZIP_SIGN)) return recogniseDocument(bytes);
  return isPlainText(bytes) ? other('text/plain') : NOT_ALLOWED;
}

function other(type: FileType): Recognised {
  return { kind: 'other', type };
}

function pictureFormat(bytes: Buffer): ReadablePicture | null {
  const head = bytes.toString('latin1', 0, 16);
  if (head.startsWith('\u00ff\u00d8\u00ff')) return 'jpeg';
  if (head.startsWith('\u0089PNG\r\n\u001a\n')) return 'png';
  if (head.startsWith('GIF87a') || head.startsWith('GIF89a')) return 'gif';
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'webp';
  if (head.slice(4, 12) === 'ftypavif' || head.slice(4, 12) === 'ftypavis') return 'avif';
  return null;
}

/** Begins at the first byte and ends as the format asks. */
function isWholePdf(bytes: Buffer): boolean {
  return bytes.subarray(-1_024).includes('%%EOF');
}

const CONTROL = /[^\P{Cc}\t\n\r]/u;
const MARKUP = /^\s*(<[a-z!?/]|#!)|<(script|svg|html|iframe|object|embed)[\s>/]/i;

/** UTF-8 that shows as text and that no program takes for a page or a script by its beginning. */
function isPlainText(bytes: Buffer): boolean {
  if (!isUtf8(bytes)) return false;
  const text = bytes.toString('utf8').replace(/^\ufeff/, '');
  return !CONTROL.test(text) && !MARKUP.test(text);
}

const OFFICE: Readonly<Record<string, FileType>> = {
  'word/document.xml': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'xl/workbook.xml': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'ppt/presentation.xml':
    'application/vnd.openxmlformats-officedocument.presentationml.presentation',
};

const OPEN_DOCUMENTS: readonly FileType[] = [
  'application/vnd.oasis.opendocument.text',
  'application/vnd.oasis.opendocument.spreadsheet',
  'application/vnd.oasis.opendocument.presentation',
];

/** Macros, and programs that documents carry along. */
const PROGRAM =
  /(^|\/)(vbaProject\.bin|macrosheets|Basic|Scripts)(\/|$)|\.(exe|dll|js|vbs|bat|cmd|scr|ps1|hta|jar|lnk)$/i;

/** An archive is taken only as a document that holds nothing but its own parts. */
async function recogniseDocument(bytes: Buffer): Promise<Recognised> {
  const entries = zipEntries(bytes);
  if (entries === null) return NOT_ALLOWED;
  const type = documentType(bytes, entries);
  if (type === null) return NOT_ALLOWED;
  const isBad = entries.some((one) => one.isLocked || leadsAway(one) || PROGRAM.test(one.name));
  return isBad || !(await isHonest(bytes, entries)) ? UNSAFE : other(type);
}

function documentType(bytes: Buffer, entries: readonly ZipEntry[]): FileType | null {
  const names = new Set(entries.map(({ name }) => name));
  if (names.size !== entries.length) return null;
  const [first] = entries;
  if (first?.name === 'mimetype' && !first.isPacked) {
    const said = packedContent(bytes, first).toString('latin1');
    return OPEN_DOCUMENTS.find((one) => one === said) ?? null;
  }
  if (!names.has('[Content_Types].xml')) return null;
  const part = Object.keys(OFFICE).find((name) => names.has(name));
  return part === undefined ? null : (OFFICE[part] ?? null);
}
