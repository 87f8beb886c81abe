import { setFlagsFromString } from 'node:v8';
import type { Draft } from './draft';
import type { Names } from './meeting';

export { draftYaml } from './draftYaml';
export { foreignLanguage } from './language';
export { NameFinder } from './names';

/*
 * The entry point of the rules that read a text and write a draft. The build bundles them separately: no other command needs them.
 */

/** Loads the rules, and returns the draft of a text as `readDraft` does. */
export async function readByRules(text: string, names: Names): Promise<Draft> {
  compilePatterns({ atOnce: true, optimized: text.length > shortText });
  try {
    return (await import('./draft')).readDraft(text, names);
  } finally {
    compilePatterns({ atOnce: false, optimized: true });
  }
}

/** The length up to which optimizing does not pay, in UTF-16 units: some four pages. */
const shortText = 10_000;

/**
 * Tells V8 how to compile patterns that are created from now on. By default, it interprets them first and compiles those used twice: a
 * page took 240 ms without the first step, and 323 with it. Optimizing takes another 7 ms, which pays in texts of five pages or more.
 */
function compilePatterns({ atOnce, optimized }: { readonly atOnce: boolean; readonly optimized: boolean }): void {
  setFlagsFromString(`--regexp-tier-up-ticks=${atOnce ? 0 : 1}`);
  setFlagsFromString(optimized ? '--regexp-optimization' : '--no-regexp-optimization');
}
