import { setFlagsFromString } from 'node:v8';
import type { Draft } from './draft';
import type { Names } from './meeting';

export { draftYaml } from './draftYaml';
export { foreignLanguage } from './language';
export { NameFinder } from './names';

/*
 * What reads a text and writes a draft: the build makes a bundle of it, which no other command loads.
 */

/** Loads the rules, and reads a text by them: see `readDraft`. */
export async function readByRules(text: string, names: Names): Promise<Draft> {
  compilePatterns({ atOnce: true, optimized: text.length > shortText });
  try {
    return (await import('./draft')).readDraft(text, names);
  } finally {
    compilePatterns({ atOnce: false, optimized: true });
  }
}

/** In UTF-16 units: some four pages. */
const shortText = 10_000;

/**
 * Tells V8 how to compile patterns that are created from now on. It interprets them first, and then compiles what is used twice: a
 * page took 240 ms without the first step, and 323 with it. Optimizing takes another 7 ms, which pays in texts of five pages or more.
 */
function compilePatterns({ atOnce, optimized }: { readonly atOnce: boolean; readonly optimized: boolean }): void {
  setFlagsFromString(`--regexp-tier-up-ticks=${atOnce ? 0 : 1}`);
  setFlagsFromString(optimized ? '--regexp-optimization' : '--no-regexp-optimization');
}
