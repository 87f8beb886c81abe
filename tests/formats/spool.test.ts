import { expect, it } from 'vitest';
import { Spool } from '../../src/formats/read/spool';

it('is read from the start again, also after a reader that stopped early', async () => {
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
