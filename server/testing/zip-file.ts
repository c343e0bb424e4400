import { crc32, deflateRawSync } from 'node:zlib';

/** An entry of an archive; what is not said is as it should be. */
export type ZipPart = {
  readonly name: string;
  readonly content: string | Buffer;
  readonly stored?: boolean;
  readonly flags?: number;
  /** What the list claims, whatever is true. */
  readonly saysBytes?: number;
  /** Where the list says that it begins. */
  readonly saysAt?: number;
};

const LOCAL_BYTES = 30;
const LIST_BYTES = 46;

/** Writes an archive by hand: one that can lie. */
export function zipOf(parts: readonly ZipPart[]): Buffer {
  const local: Buffer[] = [];
  const list: Buffer[] = [];
  let at = 0;
  for (const part of parts) {
    const { head, body } = localOf(part);
    local.push(head, body);
    list.push(listedAs(part, { at: part.saysAt ?? at, packedBytes: body.length }));
    at += head.length + body.length;
  }
  const listed = Buffer.concat(list);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...local, listed, end]);
}

function localOf({ name, content, stored, flags = 0 }: ZipPart): { head: Buffer; body: Buffer } {
  const plain = Buffer.from(content);
  const body = stored === true ? plain : deflateRawSync(plain);
  const head = Buffer.alloc(LOCAL_BYTES);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(20, 4);
  head.writeUInt16LE(flags, 6);
  head.writeUInt16LE(stored === true ? 0 : 8, 8);
  head.writeUInt32LE(crc32(plain), 14);
  head.writeUInt32LE(body.length, 18);
  head.writeUInt32LE(plain.length, 22);
  head.writeUInt16LE(Buffer.byteLength(name), 26);
  return { head: Buffer.concat([head, Buffer.from(name)]), body };
}

function listedAs(
  { name, content, stored, flags = 0, saysBytes }: ZipPart,
  { at, packedBytes }: { readonly at: number; readonly packedBytes: number },
): Buffer {
  const plain = Buffer.from(content);
  const line = Buffer.alloc(LIST_BYTES);
  line.writeUInt32LE(0x02014b50, 0);
  line.writeUInt16LE(20, 4);
  line.writeUInt16LE(20, 6);
  line.writeUInt16LE(flags, 8);
  line.writeUInt16LE(stored === true ? 0 : 8, 10);
  line.writeUInt32LE(crc32(plain), 16);
  line.writeUInt32LE(packedBytes, 20);
  line.writeUInt32LE(saysBytes ?? plain.length, 24);
  line.writeUInt16LE(Buffer.byteLength(name), 28);
  line.writeUInt32LE(at, 42);
  return Buffer.concat([line, Buffer.from(name)]);
}

/** A document of a text program, with more in it. */
export function docxWith(...more: readonly ZipPart[]): Buffer {
  return zipOf([
    { name: '[Content_Types].xml', content: '<Types/>' },
    { name: 'word/document.xml', content: '<w:document/>' },
    ...more,
  ]);
}

export function odtWith(...more: readonly ZipPart[]): Buffer {
  const content = 'application/vnd.oasis.opendocument.text';
  const parts = [{ name: 'mimetype', content, stored: true }, ...more];
  return zipOf([...parts, { name: 'content.xml', content: '<office/>' }]);
}
