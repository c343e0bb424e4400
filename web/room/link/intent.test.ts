import { expect, it } from 'vitest';
import { intentFor } from './intent.ts';

it('leads out of an app on Android with the secret of the link still in it', () => {
  expect(intentFor('https://help.example:8443/r/K7MPQ2X#abc_DEF-1')).toBe(
    'intent://help.example:8443/r/K7MPQ2X#abc_DEF-1#Intent;scheme=https;end',
  );
});
