import { Problem } from './problem';
import { cleanLine } from './text';
import { type Answer, answers, parseWord, type Relation, relations } from './vocabulary';

/** A link as users write it: the earlier decision is named by its reference or symbol. */
export interface NamedLink {
  readonly relation: Relation;
  readonly ref: string;
  /** Null unless the relation is "answers". */
  readonly answer: Answer | null;
  readonly note: string | null;
}

/** An unparsed link. */
export interface RawLink {
  readonly relation?: string | null;
  readonly ref?: string | null;
  readonly answer?: string | null;
  readonly note?: string | null;
}

const howToWrite = 'write it as RELATION:REF, like cites:SOC-2023-12-12/5, or answers:SOC-2023-12-12/5:accept';

/**
 * Parses a link as typed: `cites:SOC-2023-12-12/5`, `answers:SOC-2023-12-12/5:accept`.
 *
 * @throws Problem `usage` for an unknown relation, a missing reference, or a missing or misplaced answer.
 */
export function parseLinkText(text: string): NamedLink {
  const colon = text.indexOf(':');
  if (colon === -1) throw new Problem('usage', `"${text}" is not a link`, howToWrite);
  const [relation, rest] = [text.slice(0, colon).trim(), text.slice(colon + 1)];
  // a symbol may contain a colon, so only what follows the last colon can be the answer
  const [, ref, answer] = /^(.*):\s*([a-z]+)\s*$/is.exec(rest) ?? [];
  return parseWord(relations, 'relation', relation) === 'answers' && ref !== undefined
    ? parseLink({ relation, ref, answer: answer ?? null })
    : parseLink({ relation, ref: rest });
}

/**
 * Parses the parts of a link.
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
    throw new Problem('usage', `"${relation}" has no answer`, 'only "answers" takes accept or decline');
  }
  if (given === '') throw new Problem('usage', 'an answer that says neither yes nor no', 'say accept or decline');
  return parseWord(answers, 'answer', given.replace(/^(accept|decline)e?d$/i, '$1'));
}

/** Links as one string, as written to CSV and read by import; as JSON if any has a note. */
export function formatLinks(links: readonly NamedLink[]): string {
  // a symbol used as the reference may contain a semicolon
  if (links.some(({ note, ref }) => note !== null || ref.includes(';')))
    return JSON.stringify(links.map(linkWithoutNulls));
  return links.map(formatLink).join('; ');
}

/** A link as users type it, without its note. */
export function formatLink({ relation, ref, answer }: Omit<NamedLink, 'note'>): string {
  return `${relation}:${ref}${answer === null ? '' : `:${answer}`}`;
}

/** A link without its empty parts, as written to YAML. */
export function linkWithoutNulls({ relation, ref, answer, note }: NamedLink): object {
  return { relation, ref, ...(answer === null ? {} : { answer }), ...(note === null ? {} : { note }) };
}
