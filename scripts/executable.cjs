// The start of the single executable: unpacks the program into the user's cache once, and runs it from there.
const { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { tmpdir } = require('node:os');
const { dirname, join } = require('node:path');
const { getAsset, getAssetKeys } = require('node:sea');
const { cacheFolder } = require('../bin/load');

const folder = programFolder(cacheFolder(process));
createRequire(join(folder, 'bin', 'cica.js'))('./cica.js');

/** The folder of the unpacked program: in the cache, or if that is not writable, a temporary folder that is removed at exit. */
function programFolder(cache) {
  const place = cache && join(cache, getAsset('id', 'utf8'));
  if (place !== undefined && existsSync(place)) return place;
  try {
    mkdirSync(cache, { recursive: true, mode: 0o700 });
    const draft = mkdtempSync(join(cache, 'unpacking-'));
    unpack(draft);
    return moveTo(draft, place);
  } catch {
    const temporary = mkdtempSync(join(tmpdir(), 'cica-'));
    process.on('exit', () => rmSync(temporary, { recursive: true, force: true }));
    unpack(temporary);
    return temporary;
  }
}

function unpack(folder) {
  for (const key of getAssetKeys().filter((one) => one.startsWith('files/'))) {
    const file = join(folder, key.slice('files/'.length));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, Buffer.from(getAsset(key)));
  }
}

/** Moves a folder to its place, unless another process has just done so. */
function moveTo(draft, place) {
  try {
    renameSync(draft, place);
  } catch (error) {
    if (!existsSync(place)) throw error;
    rmSync(draft, { recursive: true });
  }
  return place;
}
