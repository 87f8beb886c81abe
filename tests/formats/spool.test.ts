import { expect, it } from 'vitest';
import { Spool } from '../../src/formats/read/spool';

it('can be read again from the start, also after a reader that stopped early', async () => {
  const given = Buffer.alloc(200_000, 'decision ');
  const spool = await Spool.keep(
    (async function* () {
      yield given;
    })(),
  );
  for await (const _ of spool.read()) break;
  const pieces: Uint8Array[] = [];
  for await (const piece of spool.read()) pieces.push(piece);
  expect(Buffer.concat(pieces).equals(given)).toBe(true);
  spool.close();
});
