import { longDate } from '../../domain/date';
import { type Segment, type TextDifference, textDifference } from '../../domain/textDifference';
import {
  heading,
  note,
  paragraph,
  reference,
  subtitle,
  type TextDocument,
  verbatim,
} from '../../formats/document/textDocument';
import type { DecisionVersion, VersionPair } from '../../register/decision/versions';
import { lang } from './meeting';

/** The differences between two versions of a decision. */
export interface DecisionDifference extends VersionPair {
  readonly title: TextDifference;
  readonly text: TextDifference;
}

/** Compares the titles and texts of two versions. */
export const compareVersions = ({ before, after }: VersionPair): DecisionDifference => ({
  before,
  after,
  title: textDifference(before.title, after.title),
  text: textDifference(before.text, after.text),
});

/** The body and date of a version: "Senior Officials Committee, 12 December 2023". */
export const versionOrigin = ({ body, date }: DecisionVersion): string => `${body}, ${longDate(date)}`;

/** A piece of text; `change` is set if only one version has it. */
export interface Piece {
  readonly text: string;
  readonly change?: 'added' | 'removed';
}

/** The lines of both versions; removed text precedes the text that replaced it. */
export function linesOf({ segments }: TextDifference): Piece[][] {
  const lines: Piece[][] = [[]];
  const add = (text: string, mark: Pick<Piece, 'change'> = {}): void => {
    for (const [index, line] of text.split('\n').entries()) {
      if (index > 0) lines.push([]);
      if (line !== '') lines.at(-1)?.push({ text: line, ...mark });
    }
  };
  for (const segment of segments) {
    if ('same' in segment) add(segment.same);
    else {
      const { removed, added, between, end } = marked(segment);
      add(removed, { change: 'removed' });
      add(between);
      add(added, { change: 'added' });
      add(end);
    }
  }
  return lines;
}

/** Splits unmarked trailing space off a change; a pilcrow marks a change of line feeds alone. */
function marked({ removed, added }: Change): Change & { readonly between: string; readonly end: string } {
  const ends = [removed, added].filter((text) => text !== '').map((text) => /(?<=\S)\s*$|^\n+$/.exec(text)?.[0] ?? '');
  const end = ends.reduce((one, other) => (one.length < other.length ? one : other));
  const [old, fresh] = [removed, added].map((text) => {
    const inner = text === '' ? '' : text.slice(0, text.length - end.length);
    return text !== '' && /^\n*$/.test(inner) ? '¶' : inner;
  }) as [string, string];
  const isLong = old !== '' && fresh !== '' && `${old}${fresh}`.includes('\n');
  return { removed: old, added: fresh, between: isLong ? '\n' : '', end };
}

type Change = Exclude<Segment, { same: string }>;

/** A difference as a document, with additions and removals marked. */
export function differenceDocument({ before, after, title, text }: DecisionDifference): TextDocument {
  return {
    title: `Changes from ${before.ref} to ${after.ref}`,
    lang,
    blocks: [
      subtitle(reference(before.ref), ': ', verbatim(versionOrigin(before))),
      subtitle(reference(after.ref), ': ', verbatim(versionOrigin(after))),
      heading(1, 'Title'),
      ...paragraphsOf(title),
      ...(text.segments.length === 0 ? [] : [heading(1, 'Text'), ...paragraphsOf(text)]),
      ...(title.byWord && text.byWord ? [] : [note(notByWord)]),
    ],
  };
}

/** The note on texts that were not compared word by word. */
export const notByWord = 'The texts differ so much that some paragraphs were compared as a whole.';

/** The lines of a text as paragraphs, without empty ones. */
const paragraphsOf = (difference: TextDifference) =>
  linesOf(difference)
    .filter((pieces) => pieces.some(({ text }) => text.trim() !== ''))
    .map((pieces) => paragraph(...pieces.map(({ text, ...mark }) => verbatim(text, mark))));
