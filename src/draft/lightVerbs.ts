import type { Action } from '../domain/vocabulary';
import { firstNouns, firstPassives, given, passives } from './lightPassives';
import { firstVerbs, type Pattern, patterns } from './lightVerbLists';

/** A verb that says little with a noun that names the action: "held a discussion on". */
export interface LightVerb {
  readonly action: Action;
  /** The length of the words, in UTF-16 units; what follows is the object. */
  readonly length: number;
  /** `subject`: what was done, was done to the subject. */
  readonly voice: 'active' | 'passive' | 'subject';
  /** What its subject must name. */
  readonly subject?: RegExp;
}

/** The maximum length of text that a pattern looks at. */
const longest = 200;

/** The light verb that begins at a place in a sentence. `word` is the word there. */
export function lightVerbAt(sentence: string, place: number, word: string): LightVerb | undefined {
  const words = sentence.slice(place, place + longest);
  for (const [first, list, voice] of [
    [firstPassives, given, 'subject'],
    [firstVerbs, patterns, 'active'],
    [firstNouns, passives, 'passive'],
  ] as const) {
    // the expressions of a list are compiled only where one may match
    if (!first.test(word)) continue;
    for (const [pattern, action, subject] of list as readonly (readonly [Pattern, Action, RegExp?])[]) {
      const found = pattern.exec(words);
      if (found !== null) return { action, length: found[0].length, voice, ...(subject && { subject }) };
    }
  }
  return undefined;
}
