import { reportedVerbs } from '../domain/reportedVerbs';
import type { Action } from '../domain/vocabulary';
import { objectsOf } from './objects';
import type { Outcome } from './outcome';
import type { Range } from './paragraphs';

/** "Among the documents are", "These include", before a list without a colon. */
const listing =
  /^(?:among (?:the|these|them)\b[^,;:.]{0,60}? (?:are|were|was|is)|(?:these|they|the (?:(?:key|main|signed|adopted|approved) )?(?:documents|decisions|texts|agreements|resolutions|instruments)(?: (?:signed|adopted|approved))?) include[ds]?) (?=(?:the|an?|its|two|three|four|five|six|[A-ZÀ-ỿ]))/iu;

const ofOutcomes = /^among [^.]*\b(?:outcomes|decisions|documents|resolutions)\b/i;

/** The documents that a sentence lists; `lastAction` is what the sentences before say was done to them. */
export function listedIn(text: string, sentence: Range, words: string, lastAction: Action | undefined): Outcome[] {
  const opening = listing.exec(words)?.[0];
  if (opening === undefined) return [];
  const [, participle = ''] = /\b(adopted|approved|signed|endorsed|agreed)\b/i.exec(opening) ?? [];
  const own = reportedVerbs(participle.toLowerCase()).find(({ form }) => form === 'past')?.action;
  const action = own ?? lastAction ?? (ofOutcomes.test(opening) ? 'adopt' : undefined);
  if (action === undefined) return [];
  const matter = { start: sentence.start + opening.length, end: sentence.start + words.replace(/[.\s]+$/, '').length };
  return objectsOf(text, matter, 'any').map((one) => ({ action, ...one, clause: words, evidence: [sentence] }));
}

/** "The decision on ports; the decision on fees; the plan": three items or more in one paragraph. */
export function itemsIn(text: string, { start, end }: Range): readonly Range[] {
  const stops = [...text.slice(start, end).matchAll(/;\s+(?:and )?(?=[A-ZÀ-ỿ]|the |an? )/gu)];
  if (stops.length < 2) return [{ start, end }];
  const starts = [start, ...stops.map(({ 0: stop, index }) => start + index + stop.length)];
  return starts.map((from, at) => ({ start: from, end: start + (stops[at]?.index ?? end - start) }));
}
