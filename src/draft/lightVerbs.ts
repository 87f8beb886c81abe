import type { Action } from '../domain/vocabulary';
import { firstWords } from './firstWords';
import { given, passives } from './lightPassives';
import { type Pattern, patterns } from './lightVerbLists';

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

/** The maximum length of the text to match, in UTF-16 units. */
const maxMatchLength = 200;

/** The light verb that begins at an offset in a sentence; undefined if there is none. `word` is the word there. */
export function lightVerbAt(sentence: string, offset: number, word: string): LightVerb | undefined {
  known ??= byFirstWord();
  const candidates = known.get(word);
  if (candidates === undefined) return undefined;
  const words = sentence.slice(offset, offset + maxMatchLength);
  for (const { pattern, ...verb } of candidates) {
    const found = pattern.exec(words);
    if (found !== null) return { ...verb, length: found[0].length };
  }
  return undefined;
}

interface Candidate extends Omit<LightVerb, 'length'> {
  readonly pattern: Pattern;
}

/** The patterns by first word, so that only those that may match are compiled: all would take longer than the rest of a draft. */
let known: Map<string, Candidate[]> | undefined;

function byFirstWord(): Map<string, Candidate[]> {
  const candidates = new Map<string, Candidate[]>();
  for (const [list, voice] of [
    [given, 'subject'],
    [patterns, 'active'],
    [passives, 'passive'],
  ] as const) {
    for (const [pattern, action, subject] of list as readonly (readonly [Pattern, Action, RegExp?])[]) {
      const candidate: Candidate = { pattern, action, voice, ...(subject && { subject }) };
      for (const word of firstWords(pattern.source)) {
        const others = candidates.get(word);
        if (others === undefined) candidates.set(word, [candidate]);
        else others.push(candidate);
      }
    }
  }
  return candidates;
}
