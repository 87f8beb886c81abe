import { setFlagsFromString } from 'node:v8';
import type { Draft } from './draft';
import type { Names } from './meeting';

export { draftYaml } from './draftYaml';
export { foreignLanguage } from './language';
export { NameFinder } from './names';

/*
 * What reads a text and writes a draft: the build makes a bundle of it, which no other command loads.
 */

/**
 * Loads the rules, and reads a text by them: see `readDraft`. Their patterns are compiled to machine code at their first use. V8
 * would interpret them first, and so compile nearly all of them twice: a page took 240 ms with this, and 323 without.
 */
export async function readByRules(text: string, names: Names): Promise<Draft> {
  setFlagsFromString('--regexp-tier-up-ticks=0');
  try {
    return (await import('./draft')).readDraft(text, names);
  } finally {
    setFlagsFromString('--regexp-tier-up-ticks=1');
  }
}
