import sql, { empty, raw } from 'sql-template-tag';
import { uniqueBy } from '../../domain/fields';
import { foldName, symbolKey } from '../../domain/fold';
import { groupBy } from '../../domain/groupBy';
import { maxCandidates, missing, type Problem, refused } from '../../domain/problem';
import type { RowOf } from '../../domain/record';
import { type FoundRecord, parseReference } from '../../domain/reference';
import { queryInChunks } from '../../store/queryInChunks';
import type { Reader } from '../../store/store';
import { meetingOf } from '../meeting/find';

/**
 * The document with a symbol or title, or with a symbol in a meeting.
 *
 * @throws Problem `missing` if there is none, `refused` if there are several.
 */
export async function findDocument(reader: Reader, text: string): Promise<FoundRecord> {
  const [, meeting = '', rest = ''] = /^(\S+)\s+(.+)$/s.exec(text.trim()) ?? [];
  const reference = parseReference(meeting);
  const within = reference?.kind === 'meeting' ? await meetingOf(reader, reference.meeting) : null;
  const name = within === null ? text.trim() : rest;
  const matching = bestMatches(name, await documentsCalled(reader, name, within?.id));
  const [found] = matching;
  if (found === undefined) {
    throw missing(
      `no document "${text}"`,
      'a document is named by its symbol, or its whole title; `cica document list` shows all',
    );
  }
  if (matching.length > 1) throw severalDocuments(name, matching);
  return { entity: 'document', id: found.id, ref: found.symbol ?? found.title };
}

/** The best matches for a name: the documents with that symbol, or else those without a symbol. */
function bestMatches<Named extends { readonly symbol: string | null }>(
  name: string,
  candidates: readonly Named[],
): readonly Named[] {
  const bySymbol = candidates.filter(({ symbol }) => symbol !== null && symbolKey(symbol) === symbolKey(name));
  const byTitle = candidates.filter(({ symbol }) => symbol === null);
  return [bySymbol, byTitle, candidates].find((some) => some.length > 0) ?? [];
}

/**
 * The documents that texts name exactly by symbol or title, by text, with a few queries. Omits texts that name a document in
 * another way, several documents, or none.
 */
export async function documentsNamed(
  reader: Reader,
  texts: readonly string[],
): Promise<ReadonlyMap<string, FoundRecord>> {
  const alone = texts.filter((text) => parseReference(text.trim().split(/\s/, 1)[0] ?? '') === null);
  const rows = async (column: string, values: readonly (string | null)[]) =>
    queryInChunks(
      values.filter((value) => value !== null),
      (list) =>
        reader.rows<{ readonly id: number; readonly symbol: string | null; readonly title: string }>(
          sql`select id, symbol, title from document where ${raw(column)} in (${list})`,
        ),
    );
  const bySymbol = groupBy(await rows('symbol_key', alone.map(symbolKey)), ({ symbol }) => symbolKey(symbol));
  const byTitle = groupBy(await rows('title', alone), ({ title }) => title);
  return new Map(
    alone.flatMap((text): [string, FoundRecord][] => {
      const candidates = [...(bySymbol.get(symbolKey(text)) ?? []), ...(byTitle.get(text) ?? [])];
      const matching = uniqueBy(bestMatches(text, candidates), ({ id }) => String(id));
      const [found] = matching;
      if (found === undefined || matching.length > 1) return [];
      return [[text, { entity: 'document', id: found.id, ref: found.symbol ?? found.title }]];
    }),
  );
}

/** What identifies a document. */
export type KnownDocument = RowOf<'document', 'symbol' | 'title' | 'meeting_id'> & {
  /** The reference of its meeting. */
  readonly meeting: string | null;
};

/** The columns that a query selects for these. */
export const documentColumns = sql`e.id, e.symbol, e.title, e.meeting_id, m.ref as meeting
  from document e left join meeting m on m.id = e.meeting_id`;

/** The documents with a symbol or title, in a meeting if one is given; if none is spelled like that, all are compared. */
async function documentsCalled(reader: Reader, name: string, meeting: number | undefined): Promise<KnownDocument[]> {
  const inMeeting = meeting === undefined ? empty : sql`and e.meeting_id = ${meeting}`;
  const written = await reader.rows<KnownDocument>(sql`
    select ${documentColumns} where (e.symbol_key = ${symbolKey(name)} or e.title = ${name}) ${inMeeting} order by e.id`);
  if (written.length > 0) return written;
  const all = await reader.rows<KnownDocument>(sql`select ${documentColumns} where 1 = 1 ${inMeeting} order by e.id`);
  return all.filter(({ title }) => foldName(title) === foldName(name));
}

/** The problem that a name is ambiguous, with an unambiguous name for each document. */
export function severalDocuments(name: string, documents: readonly KnownDocument[]): Problem {
  return refused(
    `${documents.length} documents are called "${name}"`,
    'name one by its meeting and symbol, or by its symbol',
    {
      details: documents.slice(0, maxCandidates).map(({ symbol, title, meeting }) => {
        const ownName = symbol ?? title;
        return `${meeting === null ? ownName : `"${meeting} ${ownName}"`}  ${title}`;
      }),
    },
  );
}
