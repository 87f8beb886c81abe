import { Problem } from './problem';
import { cleanLine } from './text';
import { type Answer, answers, parseWord, type Relation, relations } from './vocabulary';

/** How a decision bears on an earlier one, as it is written: the earlier one by its reference or symbol. */
export interface NamedLink {
  readonly relation: Relation;
  readonly ref: string;
  /** What an answer says; null for other relations. */
  readonly answer: Answer | null;
  readonly note: string | null;
}

/** A link as it comes in, word by word. */
export interface RawLink {
  readonly relation?: string | null;
  readonly ref?: string | null;
  readonly answer?: string | null;
  readonly note?: string | null;
}

const howToWrite = 'write it as RELATION:REF, like cites:SOC-2023-12-12/5, or answers:SOC-2023-12-12/5:accept';

/**
 * A link as it is typed: `cites:SOC-2023-12-12/5`, `answers:SOC-2023-12-12/5:accept`.
 *
 * @throws Problem `usage` for an unknown relation, no reference, or an answer that is missing or out of place.
 */
export function parseLinkText(text: string): NamedLink {
  const colon = text.indexOf(':');
  if (colon === -1) throw new Problem('usage', `"${text}" is not a link`, howToWrite);
  const [relation, rest] = [text.slice(0, colon).trim(), text.slice(colon + 1)];
  // a symbol may have a colon too: only what follows the last one can be the answer
  const [, ref, answer] = /^(.*):\s*([a-z]+)\s*$/is.exec(rest) ?? [];
  return parseWord(relations, 'relation', relation) === 'answers' && ref !== undefined
    ? parseLink({ relation, ref, answer: answer ?? null })
    : parseLink({ relation, ref: rest });
}

/**
 * A link from its words.
 *
 * @throws Problem `usage` as `parseLinkText` does.
 */
export function parseLink(raw: RawLink): NamedLink {
  const relation = parseWord(relations, 'relation', raw.relation ?? '');
  const ref = cleanLine('ref', raw.ref ?? '');
  if (ref === '') throw new Problem('usage', `"${relation}" without a decision`, howToWrite);
  const note = cleanLine('note', raw.note ?? '');
  return { relation, ref, answer: parseAnswer(relation, raw.answer ?? ''), note: note === '' ? null : note };
}

function parseAnswer(relation: Relation, text: string): Answer | null {
  const given = text.trim();
  if (relation !== 'answers') {
    if (given === '') return null;
    throw new Problem('usage', `"${relation}" has no answer`, 'only "answers" says accept or decline');
  }
  if (given === '') throw new Problem('usage', 'an answer that says neither yes nor no', 'say accept or decline');
  return parseWord(answers, 'answer', given.replace(/^(accept|decline)e?d$/i, '$1'));
}

/** Links as one text, as CSV keeps them and import reads them: in JSON where one has a note. */
export function linksText(links: readonly NamedLink[]): string {
  // a symbol in the place of a reference may have a semicolon
  if (links.some(({ note, ref }) => note !== null || ref.includes(';')))
    return JSON.stringify(links.map(linkWithoutNulls));
  return links.map(linkText).join('; ');
}

/** A link as it is typed, without its note. */
export function linkText({ relation, ref, answer }: Omit<NamedLink, 'note'>): string {
  return `${relation}:${ref}${answer === null ? '' : `:${answer}`}`;
}

/** A link with the words that it has, as YAML writes it. */
export function linkWithoutNulls({ relation, ref, answer, note }: NamedLink): object {
  return { relation, ref, ...(answer === null ? {} : { answer }), ...(note === null ? {} : { note }) };
}
