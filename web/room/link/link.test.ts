import { describe, expect, it } from 'vitest';
import { linkIn } from './link.ts';

describe('A link to a room', () => {
  it('carries its code in the path and its secret in the fragment', () => {
    expect(linkIn({ pathname: '/r/K7MPQ2X', hash: '#abc_DEF-1' })).toEqual({
      code: 'K7MPQ2X',
      secret: 'abc_DEF-1',
    });
  });

  it('may come without the secret, when somebody typed the code', () => {
    expect(linkIn({ pathname: '/r/k7mpq2x/', hash: '' })).toEqual({
      code: 'k7mpq2x',
      secret: null,
    });
    expect(linkIn({ pathname: '/r/k7mpq2x', hash: '#' })?.secret).toBeNull();
  });

  it.each(['/', '/r/', '/r', '/desk/', '/r/one/two', `/r/${'x'.repeat(41)}`])(
    'is not in %s',
    (pathname) => {
      expect(linkIn({ pathname, hash: '#secret' })).toBeNull();
    },
  );
});
