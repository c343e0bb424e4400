import { crc32, deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { zipOf } from './zip-file.ts';

/** Something that nobody should ever get to see again. */
export const SECRET_WORDS = 'alert(document.domain)/*47.3769N 8.5417E*/';

export const SCRIPT = `<script>${SECRET_WORDS}</script>`;

/** What is sent, and what must become of it: not taken at all, or taken without anything hostile in it. */
export type Hostile = {
  readonly what: string;
  readonly bytes: Buffer;
  readonly name?: string;
  readonly becomes: 'refused' | 'harmless';
};

function refused(what: string, bytes: Buffer | string, name?: string): Hostile {
  const rest = name === undefined ? {} : { name };
  return { what, bytes: Buffer.from(bytes), becomes: 'refused', ...rest };
}

function harmless(what: string, bytes: Buffer | string, name?: string): Hostile {
  return { ...refused(what, bytes, name), becomes: 'harmless' };
}

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([size, body, check]);
}

const PNG_SIGN = Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1');

/** A PNG that says it is so large, with so many bytes behind it once unpacked. */
function pngSaying(width: number, height: number, unpackedBytes: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const data = deflateSync(Buffer.alloc(unpackedBytes));
  const chunks = [
    pngChunk('IHDR', head),
    pngChunk('IDAT', data),
    pngChunk('IEND', Buffer.alloc(0)),
  ];
  return Buffer.concat([PNG_SIGN, ...chunks]);
}

/** After the head of a PNG, something of ours. */
function pngWith(png: Buffer, ...chunks: readonly Buffer[]): Buffer {
  const headEnd = PNG_SIGN.length + 25;
  return Buffer.concat([png.subarray(0, headEnd), ...chunks, png.subarray(headEnd)]);
}

function small(): Sharp {
  const background = { r: 200, g: 40, b: 40 };
  return sharp({ create: { width: 60, height: 40, channels: 3, background } });
}

const GPS = {
  IFD0: { Artist: SECRET_WORDS, Copyright: SECRET_WORDS },
  IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '47/1 22/1 37/1', GPSMapDatum: SECRET_WORDS },
};

/** Pictures that carry something, break something, or are none. */
export async function hostilePictures(): Promise<readonly Hostile[]> {
  const png = await small().png().toBuffer();
  const jpeg = await small().jpeg().toBuffer();
  const webp = await small().webp().toBuffer();
  const gif = await small().gif().toBuffer();
  const avif = await small().avif().toBuffer();
  const after = Buffer.from(SCRIPT);
  const archive = zipOf([{ name: 'evil.html', content: SCRIPT, stored: true }]);
  return [
    ...carrying({ png, jpeg, webp, gif }, { after, archive }),
    ...(await located()),
    ...bombs(png),
    harmless('an AVIF with a page behind it', Buffer.concat([avif, after])),
    refused(
      'a GIF that is a script',
      `GIF89a/*${'\u0001'.repeat(20)}*/=1;${SECRET_WORDS}`,
      'x.gif',
    ),
    refused('a PNG’s head and then a page', Buffer.concat([PNG_SIGN, after]), 'x.png'),
    refused('a JPEG’s head and then a page', Buffer.concat([jpeg.subarray(0, 4), after]), 'x.jpg'),
    refused('a WebP’s head and then a page', Buffer.concat([webp.subarray(0, 12), after])),
    refused('an AVIF’s head and then a page', Buffer.concat([avif.subarray(0, 16), after])),
    refused('half a PNG', pngWith(png).subarray(0, png.length / 2)),
    refused('a JPEG of three bytes', Buffer.from([0xff, 0xd8, 0xff])),
    refused('half a WebP', webp.subarray(0, webp.length / 2)),
    refused('a TIFF', await small().tiff().toBuffer(), 'x.png'),
    refused('a BMP', Buffer.from(`BM${'\u0000'.repeat(60)}`, 'latin1'), 'x.png'),
    refused('an icon', Buffer.from([0, 0, 1, 0, 1, 0, 16, 16, 0, 0]), 'x.ico'),
    refused('a Photoshop picture', `8BPS\u0000\u0001${SCRIPT}`, 'x.png'),
    refused('an HEIC', Buffer.from(`\u0000\u0000\u0000\u0018ftypheic${SCRIPT}`), 'x.png'),
    refused('a film', Buffer.from(`\u0000\u0000\u0000\u0018ftypisom${SCRIPT}`), 'x.png'),
    refused('an EPS', `%!PS-Adobe-3.0 EPSF\u0000${SCRIPT}`, 'x.png'),
    refused('an ImageMagick script', `\u0000push graphic-context\nfill url(|id)`, 'x.mvg'),
  ];
}

type Plain = Readonly<Record<'png' | 'jpeg' | 'webp' | 'gif', Buffer>>;

function carrying(
  { png, jpeg, webp, gif }: Plain,
  { after, archive }: { readonly after: Buffer; readonly archive: Buffer },
): readonly Hostile[] {
  const words = Buffer.from(`Comment\u0000${SCRIPT}`, 'latin1');
  const packed = Buffer.concat([Buffer.from('Comment\u0000\u0000'), deflateSync(after)]);
  const flood = Buffer.concat([
    Buffer.from('Comment\u0000\u0000'),
    deflateSync(Buffer.alloc(60_000_000)),
  ]);
  const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, after.length + 2]), after]);
  return [
    harmless('a PNG with a page behind it', Buffer.concat([png, after]), 'x.html'),
    harmless('a JPEG with a page behind it', Buffer.concat([jpeg, after]), 'x.html'),
    harmless('a WebP with a page behind it', Buffer.concat([webp, after]), 'x.svg'),
    harmless('a GIF with a script behind it', Buffer.concat([gif, after]), 'x.js'),
    harmless('a PNG with an archive behind it', Buffer.concat([png, archive]), 'x.zip'),
    harmless('a JPEG with an archive behind it', Buffer.concat([jpeg, archive]), 'x.jar'),
    harmless('a GIF with an archive behind it', Buffer.concat([gif, archive]), 'x.jar'),
    harmless('a PNG with a script as its text', pngWith(png, pngChunk('tEXt', words))),
    harmless('a PNG with a packed script', pngWith(png, pngChunk('zTXt', packed))),
    harmless('a PNG with sixty megabytes of packed text', pngWith(png, pngChunk('zTXt', flood))),
    harmless('a PNG with a part nobody knows', pngWith(png, pngChunk('evIl', after))),
    harmless(
      'a JPEG with a script as its comment',
      Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]),
    ),
  ];
}

/** Where a photo was taken is nobody's affair. */
async function located(): Promise<readonly Hostile[]> {
  const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description>${SECRET_WORDS}</rdf:Description></rdf:RDF></x:xmpmeta>`;
  return [
    harmless('a JPEG with its place', await small().jpeg().withExif(GPS).toBuffer()),
    harmless('a PNG with its place', await small().png().withExif(GPS).toBuffer()),
    harmless('a WebP with its place', await small().webp().withExif(GPS).toBuffer()),
    harmless('an AVIF with its place', await small().avif().withExif(GPS).toBuffer()),
    harmless('a JPEG with XMP', await small().jpeg().withXmp(xmp).toBuffer()),
    harmless('a PNG with XMP', await small().png().withXmp(xmp).toBuffer()),
  ];
}

function bombs(png: Buffer): readonly Hostile[] {
  const gifHead = Buffer.from('GIF89a\u00ff\u00ff\u00ff\u00ff\u0000\u0000\u0000', 'latin1');
  const jpegHead = Buffer.from([
    ...[0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0xff, 0xff, 0xff, 0xff, 1, 1, 0x11, 0],
    ...[0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0, 0, 0xff, 0xd9],
  ]);
  return [
    refused('a PNG of 2.5 thousand million points', pngSaying(50_000, 50_000, 1_000)),
    refused('a PNG of the largest size that can be said', pngSaying(0x7fffffff, 0x7fffffff, 10)),
    refused('a PNG of no size', pngSaying(0, 0, 10)),
    refused('a PNG one point too wide', pngSaying(8_193, 1, 8_194)),
    refused('a PNG one point too high', pngSaying(1, 8_193, 16_386)),
    refused('a PNG of 49 million points', pngSaying(7_000, 7_000, 7_001 * 7_000)),
    refused('a PNG with less in it than it says', pngSaying(2_000, 2_000, 100)),
    refused('a GIF of four thousand million points', gifHead),
    refused('a JPEG of four thousand million points', jpegHead),
    refused('a PNG whose sum is wrong', withWrongSum(png)),
  ];
}

function withWrongSum(png: Buffer): Buffer {
  const wrong = Buffer.from(png);
  const at = wrong.indexOf('IDAT') + 6;
  wrong[at] = (wrong[at] ?? 0) ^ 0xff;
  return wrong;
}
