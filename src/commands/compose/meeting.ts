import { dateRange, ordinal } from '../../domain/prose';
import { formatValue, type Row } from '../../domain/row';
import {
  type Block,
  type Inline,
  type ListItem,
  paragraph,
  reference,
  subtitle,
  verbatim,
} from '../../formats/document/textDocument';
import { type Names, sentence, textOf, texts } from './wording';

/** The language of the documents. */
export const lang = 'en-GB';

/** The lines below the title: which meeting, where, when, and how if not in person. */
export function meetingHead(meeting: Row, names: Names): Block[] {
  const number = meeting.ordinal === null ? '' : `${ordinal(meeting.ordinal as number)} meeting`;
  const title = textOf(meeting, 'title');
  const which = [number === '' ? [] : [number], title === '' ? [] : [verbatim(title)]].filter(
    ({ length }) => length > 0,
  );
  const place = textOf(meeting, 'place');
  const dates = dateRange(formatValue(meeting.date), (meeting.end_date as string | null) ?? null);
  const mode = modes[textOf(meeting, 'mode')] ?? '';
  const state = states[textOf(meeting, 'status')];
  return [
    ...(which.length === 0 ? [] : [subtitle(...joined(which, ': '))]),
    subtitle(...joined([place === '' ? [] : [verbatim(place)], [dates], mode === '' ? [] : [mode]], ', ')),
    ...chairParagraph(meeting, names),
    ...(state === undefined ? [] : [paragraph(state)]),
  ];
}

const modes: { readonly [mode: string]: string } = {
  online: 'held online',
  hybrid: 'held in person and online',
  written: 'by written procedure',
};

const states: { readonly [status: string]: string } = {
  postponed: 'The meeting was postponed.',
  cancelled: 'The meeting was cancelled.',
};

/** "The meeting was chaired by Alibek Bakayev, Deputy Foreign Minister (Kazakhstan)." */
function chairParagraph(meeting: Row, { parties }: Names): Block[] {
  const [chair, title, code] = texts(meeting, 'chair', 'chair_title', 'chair_party');
  const party = parties.get(code) ?? code;
  const who = joined([chair === '' ? [] : [verbatim(chair)], title === '' ? [] : [verbatim(title)]], ', ');
  if (who.length === 0 && party === '') return [];
  const by = who.length === 0 ? [verbatim(party)] : [...who, ...(party === '' ? [] : [' (', verbatim(party), ')'])];
  return [paragraph(...sentence(meeting.status === 'held' ? 'the meeting was chaired by ' : 'chair: ', ...by))];
}

/** Joins contents with a separator; empty ones are left out. */
export function joined(contents: readonly (readonly Inline[])[], separator: string): Inline[] {
  return contents
    .filter(({ length }) => length > 0)
    .flatMap((content, index) => (index === 0 ? content : [separator, ...content]));
}

/** An agenda as a numbered list if its numbers are 1, 2, 3 …, or else with its own numbers as labels. */
export function agendaList(agenda: readonly Row[], blocksOf: (item: Row) => readonly Block[]): Block {
  const isSequential = agenda.every(({ number }, index) => number === String(index + 1));
  const items = agenda.map((item): ListItem => {
    const presenter = textOf(item, 'presenter');
    const blocks = blocksOf(item);
    return {
      content: [
        verbatim(textOf(item, 'title')),
        ...(presenter === '' ? [] : [' (presented by ', verbatim(presenter), ')']),
      ],
      ...(isSequential ? {} : { label: textOf(item, 'number') }),
      ...(blocks.length === 0 ? {} : { blocks }),
    };
  });
  return { kind: 'list', start: isSequential ? 1 : null, items };
}

/** A language tag such as "en", "pt-BR". */
const languageTag = /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i;

/** The name of a language: "Russian" for "ru". */
const languageName = (language: string): string =>
  languageTag.test(language) ? (new Intl.DisplayNames('en', { type: 'language' }).of(language) ?? language) : language;

/** A document in a list: symbol, title, kind and language, with a link to its address. */
export function documentItem(row: Row, ...about: readonly string[]): ListItem {
  const [symbol, title, kind, language, url] = texts(row, 'symbol', 'title', 'kind', 'language', 'url');
  const style = {
    ...(url === '' ? {} : { href: url }),
    ...(languageTag.test(language) ? { lang: language } : {}),
  };
  const notes = [kind === 'other' ? '' : kind, languageName(language), ...about].filter((text) => text !== '');
  return {
    content: [
      ...(symbol === '' ? [] : [reference(symbol), ', ']),
      verbatim(title, style),
      ...(notes.length === 0 ? [] : [' (', verbatim(notes.join(', ')), ')']),
    ],
  };
}
