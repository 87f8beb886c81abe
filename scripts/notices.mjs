// The licences of the packages whose code a bundle contains.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './esbuild.mjs';

/** What a package contains of others and does not name in its licence, with the file of the licence in scripts/licences. */
const contained = { unpdf: ['PDF.js, Copyright Mozilla Foundation (Apache-2.0)', 'Apache-2.0.txt'] };

/** The name, version and licence text of each package whose code is in esbuild's results. */
export function notices(results) {
  const inputs = results.flatMap(({ metafile }) => Object.keys(metafile.inputs));
  const folders = new Set(inputs.flatMap((file) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? []));
  const parts = [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    return `${name} ${version} (${license})\n\n${licenceOf(folder)}${licenceWithin(name)}`;
  });
  return `cica contains code of these packages.\n\n${parts.map((part) => `${'-'.repeat(72)}\n\n${part}\n`).join('\n')}`;
}

function licenceOf(folder) {
  const path = join(root, folder);
  const name = existsSync(path) ? readdirSync(path).find((one) => /^licen[cs]e/i.test(one)) : undefined;
  if (name !== undefined) return readFileSync(join(path, name), 'utf8').trim();
  const [, section] = readFileSync(join(path, readme(path)), 'utf8').split(/^#+ Licen[cs]e.*$/im);
  return section?.trim() ?? '';
}

function licenceWithin(name) {
  const [title, file] = contained[name] ?? [];
  if (file === undefined) return '';
  return `\n\n${name} contains ${title}\n\n${readFileSync(join(root, 'scripts', 'licences', file), 'utf8').trim()}`;
}

const readme = (path) => readdirSync(path).find((one) => /^readme/i.test(one)) ?? 'package.json';
