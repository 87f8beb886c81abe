import { daysBetween, firstDay, longDate } from '../../domain/date';
import { onDate } from '../../domain/prose';
import type { Row } from '../../domain/row';
import { withArticle } from '../../domain/text';
import { type Action, pastTense } from '../../domain/vocabulary';
import {
  type Block,
  bullets,
  type Content,
  heading,
  type Inline,
  note,
  paragraph,
  reference,
  subtitle,
  type TableColumn,
  type TextDocument,
  table,
  verbatim,
} from '../../formats/document/textDocument';
import type { BriefFacts } from '../../register/party/brief';
import { lang } from './meeting';
import { named, quoted, sentence, textOf, texts, theBody } from './wording';

/** Writes a brief on a party. The past begins at `since`, and tables have at most `limit` rows; null for no limit. */
export function partyBrief(facts: BriefFacts, since: string | null, limit: number | null): TextDocument {
  const tables = new Tables(limit);
  const from = since === null ? '' : `; the past since ${longDate(since)}`;
  const parts = [
    standingBlocks(facts),
    openBlocks(facts),
    waitingBlocks(facts),
    ...roleParts(facts).map(({ title, rows }) => decisionsBlocks(title, rows, tables)),
    dissentBlocks(facts),
    treatyBlocks(facts, tables),
    chairBlocks(facts, tables),
  ];
  const name = textOf(facts.party, 'name');
  return {
    title: `Brief: ${name}`,
    lang,
    blocks: [
      subtitle(`As of ${longDate(facts.day)}${from}`),
      ...parts.flat(),
      ...(tables.isTruncated ? [note('Tables show the newest rows; more are on record.')] : []),
    ],
  };
}

/** Builds tables of at most `limit` rows. */
class Tables {
  readonly #limit: number | null;
  /** Whether rows were left out. */
  isTruncated = false;

  constructor(limit: number | null) {
    this.#limit = limit;
  }

  /** A table under a heading; nothing if it has no rows. */
  blocks(title: Content, columns: readonly TableColumn[], rows: readonly (readonly Content[])[]): Block[] {
    if (rows.length === 0) return [];
    const shown = this.#limit === null ? rows : rows.slice(0, this.#limit);
    if (shown.length < rows.length) this.isTruncated = true;
    return [heading(1, ...title), table(columns, shown)];
  }
}

const column = (text: string, width: number): TableColumn => ({ heading: [text], width });

/** The current standing of the party, and earlier ones: "Mongolia has been a member since 1 June 1999." */
function standingBlocks({ party, standings }: BriefFacts): Block[] {
  const name = named(textOf(party, 'name'));
  const now = textOf(party, 'standing');
  const since = textOf(party, 'since');
  const current = standings.find((step) => step.standing === now && textOf(step, 'since') === since);
  const present =
    now === ''
      ? sentence(...name, ' has no standing on record')
      : since === ''
        ? sentence(...name, ` is ${withArticle(now)}; the date on which it became one is not on record`)
        : sentence(...name, ` has been ${withArticle(now)} since ${longDate(since)}`, ...givenBy(current));
  const past = standings.filter((step) => step !== current && step.standing !== 'none').toReversed();
  return [
    paragraph(...present),
    ...(past.length === 0 ? [] : [bullets(past.map((step) => ({ content: stepSentence(step) })))]),
  ];
}

/** The decision by which a step was taken: " (granted by MC-2023-12-26/1)". */
function givenBy(step: Row | undefined): Inline[] {
  const by = step === undefined ? '' : textOf(step, 'given_by');
  return step === undefined || by === '' ? [] : [` (${textOf(step, 'step')} by `, reference(by), ')'];
}

/** An earlier standing: "Observer from 2010 until 20 May 2014." */
function stepSentence(step: Row): Content {
  const [since, until] = [textOf(step, 'since'), textOf(step, 'until')];
  const days = [since === '' ? '' : ` from ${longDate(since)}`, until === '' ? '' : ` until ${longDate(until)}`].join(
    '',
  );
  return sentence(`${textOf(step, 'standing')}${days}`, ...givenBy(step));
}

/** Open tasks and requests of the party, most urgent first. */
function openBlocks({ party, open, day }: BriefFacts): Block[] {
  const rows = [
    ...open.tasks.map((task): Content[] => [
      dueContent(textOf(task, 'due_on'), day),
      [verbatim(textOf(task, 'what'))],
      [reference(textOf(task, 'decision'))],
    ]),
    ...open.requests.map((row): Content[] => [
      ['–'],
      [verbatim(textOf(row, 'title'))],
      [reference(textOf(row, 'ref'))],
    ]),
  ];
  return new Tables(null).blocks(
    ['Asked of ', ...named(textOf(party, 'name'))],
    [column('By', 5), column('What', 14), column('Decision', 5)],
    rows,
  );
}

/** A deadline, in bold if it has passed. */
const dueContent = (due: string, day: string): Content => {
  if (due === '') return ['–'];
  return due < day ? [{ text: `${longDate(due)} (overdue)`, bold: true }] : [longDate(due)];
};

function waitingBlocks({ waiting, bodies, day }: BriefFacts): Block[] {
  if (waiting.length === 0) return [];
  const items = waiting.map((row) => ({ content: waitingSentence(row, bodies, day) }));
  return [heading(1, 'Pending'), bullets(items)];
}

/** "“Observer status” has awaited the answer of the Ministerial Council since 12 December 2023, for 14 days (REF)." */
function waitingSentence(row: Row, bodies: BriefFacts['bodies'], day: string): Content {
  const [date, to] = [textOf(row, 'date'), textOf(row, 'referred_to')];
  const inParentheses: Inline[] = [' (', reference(textOf(row, 'ref')), ')'];
  const title = quoted(textOf(row, 'title'));
  if (row.status === 'provisional') return sentence(...title, ...provisionalUntil(row), ...inParentheses);
  const days = Math.max(0, daysBetween(firstDay(date), day));
  const waited = `, for ${days} day${days === 1 ? '' : 's'}`;
  const body = theBody(to, { bodies, parties: new Map() });
  return sentence(
    ...title,
    ' has awaited the answer of ',
    ...body,
    ` since ${longDate(date)}${waited}`,
    ...inParentheses,
  );
}

/** The condition or silence procedure of a provisional decision, and its deadline. */
function provisionalUntil(row: Row): Inline[] {
  const [silence, condition, until] = texts(row, 'silence_until', 'condition', 'condition_until');
  if (condition === '') return [` is under a silence procedure, with ${longDate(silence)} as the last day to object`];
  return [' depends on a condition: ', verbatim(condition), until === '' ? '' : `, to be met by ${longDate(until)}`];
}

/** The decisions by role of the party, without requests that are still open: these have a table of their own. */
function roleParts({ party, roles, open }: BriefFacts): { readonly title: Content; readonly rows: readonly Row[] }[] {
  const name = named(textOf(party, 'name'));
  const asked = new Set([...open.tasks.map(({ decision }) => decision), ...open.requests.map(({ ref }) => ref)]);
  return [
    { title: ['Proposals'], rows: roles.sponsor },
    { title: ['Applications'], rows: roles.applicant },
    { title: ['Coordination'], rows: roles.coordinator },
    { title: ['Addressed to ', ...name], rows: roles.addressee.filter(({ ref }) => !asked.has(ref ?? null)) },
    { title: ['Decisions on ', ...name], rows: roles.subject },
  ];
}

/** Decisions in a table, newest first. */
const decisionsBlocks = (title: Content, rows: readonly Row[], tables: Tables): Block[] =>
  tables.blocks(
    title,
    [column('Date', 5), column('Decision', 10), column('Status', 4), column('Reference', 5)],
    rows.map((row) => [
      [longDate(textOf(row, 'date'))],
      [`${pastTense(row.action as Action)}: `, verbatim(textOf(row, 'title'))],
      [textOf(row, 'status') === 'referred' ? `referred to ${textOf(row, 'referred_to')}` : textOf(row, 'status')],
      [reference(textOf(row, 'ref'))],
    ]),
  );

/** The reservations and objections of the party. */
function dissentBlocks({ roles, objections, titles }: BriefFacts): Block[] {
  const items = [
    ...roles.reservation.map((row) =>
      sentence(
        'reservation to ',
        ...quoted(textOf(row, 'title')),
        `, ${onDate(textOf(row, 'date'))} (`,
        reference(textOf(row, 'ref')),
        ')',
      ),
    ),
    ...objections.map((row) => objectionSentence(row, titles)),
  ];
  if (items.length === 0) return [];
  return [heading(1, 'Reservations and objections'), bullets(items.map((content) => ({ content })))];
}

function objectionSentence(row: Row, titles: BriefFacts['titles']): Content {
  const [ref, withdrawn, about] = texts(row, 'decision', 'withdrawn_on', 'note');
  return sentence(
    'objection to ',
    ...quoted(titles.get(ref) ?? ref),
    `, ${onDate(textOf(row, 'on'))}`,
    withdrawn === '' ? '' : `, withdrawn ${onDate(withdrawn)}`,
    ...(about === '' ? [] : [': ', verbatim(about)]),
    ' (',
    reference(ref),
    ')',
  );
}

function treatyBlocks({ acts, withoutAct, titles }: BriefFacts, tables: Tables): Block[] {
  const blocks = tables.blocks(
    ['Treaties'],
    [column('Treaty', 10), column('Act', 4), column('Date', 5), column('Noted by', 5)],
    acts.map((row) => [
      [verbatim(titles.get(textOf(row, 'instrument')) ?? textOf(row, 'instrument'))],
      [textOf(row, 'kind')],
      [textOf(row, 'date') === '' ? '–' : longDate(textOf(row, 'date'))],
      [reference(textOf(row, 'noted_by') || '–')],
    ]),
  );
  if (withoutAct.length === 0) return blocks;
  const names = withoutAct.flatMap((row, index): Inline[] => [index === 0 ? '' : '; ', verbatim(textOf(row, 'title'))]);
  return [
    ...(blocks.length === 0 ? [heading(1, 'Treaties')] : blocks),
    paragraph(...sentence('no act is on record for: ', ...names)),
  ];
}

const chairBlocks = ({ chaired }: BriefFacts, tables: Tables): Block[] =>
  tables.blocks(
    ['Meetings chaired'],
    [column('Date', 5), column('Meeting', 14), column('Place', 5)],
    chaired.map((row) => [
      [longDate(textOf(row, 'date'))],
      [reference(textOf(row, 'ref')), ...(textOf(row, 'title') === '' ? [] : [', ', verbatim(textOf(row, 'title'))])],
      [verbatim(textOf(row, 'place') || '–')],
    ]),
  );
