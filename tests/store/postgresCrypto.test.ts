import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  deriveKey,
  hashByName,
  hmacSha256,
  postgresMd5PasswordHash,
  randomBytes,
  sha256,
} from '../../src/store/postgres/crypto';

const ours = { postgresMd5PasswordHash, deriveKey, hashByName, hmacSha256, randomBytes, sha256 };

const require = createRequire(import.meta.url);
type Computed = Promise<Uint8Array | string>;
const theirs = require(join(dirname(require.resolve('pg')), 'crypto', 'utils.js')) as {
  readonly [name in keyof typeof ours]: (...parts: readonly unknown[]) => Computed;
};

const bytes = fc.uint8Array({ minLength: 1, maxLength: 40 }).map((list) => Buffer.from(list));
const text = fc.string({ unit: 'grapheme', maxLength: 40 });

it.each<[Exclude<keyof typeof ours, 'randomBytes'>, readonly fc.Arbitrary<unknown>[]]>([
  ['sha256', [bytes]],
  ['hashByName', [fc.constantFrom('SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'), bytes]],
  ['hmacSha256', [bytes, text]],
  ['deriveKey', [text, bytes, fc.constantFrom(1, 2, 4096)]],
  ['postgresMd5PasswordHash', [text, text, bytes]],
])('the build’s %s gives what pg’s own gives', async (name, parts) => {
  const compute = ours[name] as (...given: readonly unknown[]) => Uint8Array | string;
  const plain = (result: Uint8Array | string): string =>
    typeof result === 'string' ? result : Buffer.from(result).toString('hex');
  await fc.assert(
    fc.asyncProperty(fc.tuple(...parts), async (given) => {
      expect(plain(compute(...given))).toBe(plain((await theirs[name](...given)) as Uint8Array | string));
    }),
    { numRuns: 30 },
  );
});

it('has all that pg’s own has, but what pg itself does not call', () => {
  expect([...Object.keys(ours), 'md5'].toSorted()).toEqual(Object.keys(theirs).toSorted());
});
