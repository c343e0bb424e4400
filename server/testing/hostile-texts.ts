import { deflateRawSync, gzipSync } from 'node:zlib';
import { type Hostile, SCRIPT, SECRET_WORDS } from './hostile-pictures.ts';
import { docxWith, odtWith, type ZipPart, zipOf } from './zip-file.ts';

const SVG = `<svg xmlns="http://www.w3.org/2000/svg" onload="${SECRET_WORDS}">${SCRIPT}</svg>`;
const HTML = `<!doctype html><html><body>${SCRIPT}</body></html>`;

const NOT_TAKEN: Readonly<Record<string, readonly [name: string, content: string | Buffer]>> = {
  'an SVG with a script': ['x.svg', SVG],
  'an SVG called PNG': ['x.png', SVG],
  'an SVG called JPEG': ['x.jpg', `\n\n  ${SVG}`],
  'an SVG with a declaration': ['x.svg', `<?xml version="1.0"?>${SVG}`],
  'an SVG with a byte order mark': ['x.svg', `\ufeff${SVG}`],
  'an SVG after a comment': ['x.txt', `<!-- nothing -->${SVG}`],
  'an SVG that reads files': [
    'x.svg',
    `<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>`,
  ],
  'an SVG that grows': ['x.svg', `<!DOCTYPE s [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><s>&b;</s>`],
  'an SVG in a name space': [
    'x.txt',
    `<s:svg xmlns:s="http://www.w3.org/2000/svg">${SCRIPT}</s:svg>`,
  ],
  'an SVG in UTF-16': ['x.svg', Buffer.from(`\ufeff${SVG}`, 'utf16le')],
  'a packed SVG': ['x.svgz', gzipSync(SVG)],
  'an SVG with a page in it': [
    'x.svg',
    `<svg><foreignObject><body>${SCRIPT}</body></foreignObject></svg>`,
  ],
  'a page': ['x.html', HTML],
  'a page called PNG': ['x.png', HTML],
  'a page called PDF': ['x.pdf', HTML],
  'a page called text': ['x.txt', HTML],
  'a page with a byte order mark': ['x.txt', `\ufeff${HTML}`],
  'a page after empty lines': ['x.txt', `\r\n\t ${HTML}`],
  'a page in capitals': ['x.txt', HTML.toUpperCase()],
  'a page in UTF-16': ['x.html', Buffer.from(`\ufeff${HTML}`, 'utf16le')],
  'a script in the middle of a text': ['x.txt', `Dear all\n${SCRIPT}\n`],
  'a frame in the middle of a text': ['x.txt', `Dear all\n<iframe src="javascript:x">\n`],
  'a program for applications of pages': ['x.hta', `<hta:application>${SCRIPT}`],
  XHTML: [
    'x.xml',
    `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">${SCRIPT}</html>`,
  ],
  'a style sheet that runs': ['x.xsl', `<xsl:stylesheet>${SCRIPT}</xsl:stylesheet>`],
  'a PHP page': ['x.jpg', `<?php system($_GET[0]);`],
  'a shell script': ['x.png', `#!/bin/sh\nrm -rf /\n`],
  'a program for Linux': ['x.png', Buffer.from('\u007fELF\u0002\u0001\u0001\u0000', 'latin1')],
  'a program for Windows': ['x.pdf', Buffer.from('MZ\u0090\u0000\u0003\u0000', 'latin1')],
  'a program for browsers': ['x.wasm', Buffer.from('\u0000asm\u0001\u0000\u0000\u0000')],
  'a class': ['x.jpg', Buffer.from('cafebabe00000034', 'hex')],
  'a Flash film': ['x.swf', Buffer.from('CWS\u0009\u0000\u0001', 'latin1')],
  'a link to a program': ['x.lnk', Buffer.from('4c0000000114020000000000', 'hex')],
  'an archive of ours in another coat': ['x.gz', gzipSync('x'.repeat(1_000))],
  'a tape archive': ['x.tar', Buffer.alloc(1_024, 0)],
  'a 7z archive': ['x.7z', Buffer.from('377abcaf271c0004', 'hex')],
  'an old office document': ['x.doc', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
  'RTF with a program': ['x.png', `{\\rtf1{\\object\\objdata 4d5a}}\u0000`],
  'a PDF without an end': ['x.pdf', `%PDF-1.7\n1 0 obj\n`],
  'a page before a PDF': ['x.pdf', `${HTML}%PDF-1.7\n%%EOF`],
  'one empty byte': ['x.txt', Buffer.alloc(1)],
  'what is no UTF-8': ['x.txt', Buffer.from([0x61, 0xc3, 0x28, 0x61])],
};

const PDF = `%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n%%EOF\n`;

const MADE_HARMLESS: Readonly<Record<string, readonly [name: string, content: string]>> = {
  'a PDF with a script': ['x.pdf', PDF],
  'a PDF that is a page too': ['x.html', PDF.replace('1 0 obj', `%${HTML.slice(15)}\n1 0 obj`)],
  'a script': ['x.js', `window.x = 1;\n`],
  'a batch file': ['x.bat', `del /s /q c:\\\n`],
  'a script for Windows': ['x.vbs', `CreateObject("WScript.Shell")\n`],
  'a way to another page': ['x.url', `[InternetShortcut]\nURL=https://evil.example/\n`],
  'a desktop entry': ['x.desktop', `[Desktop Entry]\nExec=sh\n`],
  'a page in UTF-7': ['x.html', `+ADw-script+AD4-alert(1)+ADw-/script+AD4-`],
  'a mail with a page': ['x.mhtml', `MIME-Version: 1.0\nContent-Type: text/html\n\nPGI+\n`],
  'a table that calculates': ['x.csv', `=cmd|'/c calc'!A1\n`],
  'settings of a web server': ['.htaccess', `AddType text/html .txt\n`],
};

/** Texts, programs and archives that are not what they should be. */
export function hostileTexts(): readonly Hostile[] {
  return [
    ...listed(NOT_TAKEN, 'refused'),
    ...listed(MADE_HARMLESS, 'harmless'),
    ...Object.entries(archives()).map(
      ([what, bytes]): Hostile => ({ what, bytes, name: 'x.docx', becomes: 'refused' }),
    ),
  ];
}

function listed(
  all: Readonly<Record<string, readonly [string, string | Buffer]>>,
  becomes: Hostile['becomes'],
): readonly Hostile[] {
  return Object.entries(all).map(([what, [name, content]]) => {
    return { what, name, bytes: Buffer.from(content), becomes };
  });
}

function part(name: string, more: Partial<ZipPart> = {}): ZipPart {
  return { name, content: 'x', ...more };
}

function archives(): Readonly<Record<string, Buffer>> {
  const zeros = Buffer.alloc(160 * 1024 * 1024);
  const bomb = deflateRawSync(zeros, { level: 1 });
  const plain = docxWith();
  return {
    'an archive': zipOf([part('a.txt')]),
    'an archive of archives': zipOf([{ name: 'a.zip', content: zipOf([part('b')]) }]),
    'an empty archive': zipOf([]),
    'a document that unpacks to 160 megabytes': docxWith(part('word/x.xml', { content: zeros })),
    'a document that says less than it holds': docxWith(
      part('word/x.xml', { content: 'x'.repeat(100_000), saysBytes: 10 }),
    ),
    'a document that says more than it holds': docxWith(part('word/x.xml', { saysBytes: 9_999 })),
    'a document whose parts are one': docxWith(part('word/x.xml', { saysAt: 0 })),
    'a document with a packed bomb as it is': docxWith(
      part('word/x.xml', { content: bomb.subarray(0, 1_000), stored: true, saysBytes: 2 ** 31 }),
    ),
    'a document with macros': docxWith(part('word/vbaProject.bin')),
    'a table with macros': zipOf([
      part('[Content_Types].xml'),
      part('xl/workbook.xml'),
      part('xl/macrosheets/sheet1.xml'),
    ]),
    'a document with a program': docxWith(part('word/embeddings/run.exe')),
    'a document with a script': docxWith(part('word/media/run.js')),
    'a document that is locked': docxWith(part('word/x.xml', { flags: 1 })),
    'a document that climbs out': docxWith(part('../../etc/cron.d/x')),
    'a document that writes to the root': docxWith(part('/etc/passwd')),
    'a document that climbs out of Windows': docxWith(part('..\\..\\x.txt')),
    'a document with one name twice': docxWith(part('word/document.xml')),
    'a document of four thousand parts': docxWith(
      ...Array.from({ length: 4_000 }, (_, index) => part(`word/${index}.xml`)),
    ),
    'a document behind a page': Buffer.concat([Buffer.from(HTML), plain]),
    'a document before a page': Buffer.concat([plain, Buffer.from(HTML)]),
    'half a document': plain.subarray(0, plain.length / 2),
    'an open document with scripts': odtWith(part('Scripts/python/x.py')),
    'an open document with Basic': odtWith(part('Basic/Standard/x.xml')),
    'an open document of no known kind': zipOf([
      { name: 'mimetype', content: 'text/html', stored: true },
    ]),
  };
}
