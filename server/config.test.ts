import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';

const RIGHT = {
  DATABASE_URL: 'postgres://parley:word@127.0.0.1:5432/parley',
  PARLEY_SECRET: '0123456789abcdef0123456789abcdef',
};

const S3 = {
  PARLEY_FILES: 's3',
  PARLEY_S3_ENDPOINT: 'https://s3.example',
  PARLEY_S3_BUCKET: 'parley',
  PARLEY_S3_ACCESS_KEY: 'key',
  PARLEY_S3_SECRET_KEY: 'secret',
};

describe('the configuration', () => {
  test('needs a database and a secret, and fills in the rest', () => {
    expect(readConfig(RIGHT)).toMatchObject({
      host: '127.0.0.1',
      port: 8080,
      publicUrl: 'http://localhost:8080',
      files: { kind: 'disk', folder: resolve('data/files') },
      tls: null,
    });
    expect(readConfig({ ...RIGHT, PARLEY_PUBLIC_URL: 'https://help.example/' }).publicUrl).toBe(
      'https://help.example',
    );
  });

  test('keeps files in a bucket where that is asked for', () => {
    expect(readConfig({ ...RIGHT, ...S3 }).files).toEqual({
      kind: 's3',
      endpoint: 'https://s3.example',
      bucket: 'parley',
      region: 'us-east-1',
      accessKey: 'key',
      secretKey: 'secret',
    });
  });

  const wrong: readonly [string, Record<string, string>, RegExp][] = [
    ['no database', { DATABASE_URL: '' }, /DATABASE_URL is not set/],
    ['another kind of database', { DATABASE_URL: 'mysql://x' }, /must look like postgres/],
    ['a short secret', { PARLEY_SECRET: 'short' }, /PARLEY_SECRET must be at least 32/],
    ['a port that is none', { PORT: '80x' }, /PORT must be a number/],
    ['a port out of range', { PORT: '70000' }, /PORT must be a number/],
    ['an address with a path', { PARLEY_PUBLIC_URL: 'https://a.example/b' }, /without a path/],
    ['an origin that is none', { PARLEY_ORIGINS: 'shop.example' }, /PARLEY_ORIGINS/],
    ['a store of files that is none', { PARLEY_FILES: 'tape' }, /must be disk or s3, not "tape"/],
    ['S3 without its address', { PARLEY_FILES: 's3' }, /PARLEY_S3_ENDPOINT must be like/],
    ['S3 without a bucket', { ...S3, PARLEY_S3_BUCKET: '' }, /the name of a bucket/],
    ['S3 without its key', { ...S3, PARLEY_S3_SECRET_KEY: '' }, /PARLEY_S3_SECRET_KEY is needed/],
    ['a certificate alone', { PARLEY_TLS_CERT: 'a.pem' }, /needed together/],
    [
      'a certificate that is not there',
      { PARLEY_TLS_CERT: 'nowhere.pem', PARLEY_TLS_KEY: 'nowhere.pem' },
      /PARLEY_TLS_CERT names a file that cannot be read/,
    ],
  ];
  test.each(wrong)('with %s is refused in one sentence', (_case, env, words) => {
    expect(() => readConfig({ ...RIGHT, ...env })).toThrow(words);
  });
});
