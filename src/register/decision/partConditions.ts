import sql, { join, type Sql } from 'sql-template-tag';
import { parseNamedParty } from '../../domain/fields';
import { Problem } from '../../domain/problem';
import type { SearchField } from '../../domain/schema';
import { operatorNotes } from '../../domain/searchOperators';
import { matches, type SearchTerm, searchTerms } from '../../domain/searchText';
import { type PartyRole, parseWord, partyRoles } from '../../domain/vocabulary';
import type { Reader } from '../../store/store';
import { Directory } from '../directory';
import { type FilterValues, wholeText } from '../list/alternatives';
import { type Filters, filterBy, isSpelled, unknownNames } from '../list/filters';
import { allTags } from '../record/tags';

/**
 * The conditions of filters by parties, tags and words, which are stored in tables of their own. Adds to `notes` what to tell
 * the user, such as that a tag is unknown.
 */
export async function partConditions(reader: Reader, filters: Filters, notes: string[]): Promise<Sql[]> {
  return [
    ...(await partyConditions(reader, filters.party)),
    ...(await filterBy(filters.role, (texts) => hasRole(reader, texts))),
    ...(await filterBy(filters.tag, (texts) => hasTag(reader, texts, notes))),
    ...(await filterBy(filters.text, ([words = '']) => hasText(reader, words, notes), wholeText)),
  ];
}

async function partyConditions(reader: Reader, uses: FilterValues): Promise<Sql[]> {
  if (uses === undefined) return [];
  const directory = await Directory.load(reader, 'party');
  return filterBy(uses, (texts) => {
    const wanted = texts.map((text) => {
      const { role, party } = partyInRole(text);
      const isRole = role === null && (partyRoles as readonly string[]).includes(party.toLowerCase());
      if (isRole && directory.lookup(party) === undefined) throw roleAlone(party);
      return { id: directory.find(party).id, role };
    });
    const is = (column: Sql): Sql =>
      join(
        wanted.map(({ id, role }) =>
          role === null ? sql`${column} = ${id}` : sql`(${column} = ${id} and role = ${role})`,
        ),
        ' or ',
      );
    const ids = sql`select decision_id from decision_party where ${is(sql`party_id`)}`;
    // the plus keeps SQLite from reading all rows of the party for each decision
    const has = sql`select 1 from decision_party where decision_id = d.id and (${is(sql`+party_id`)}) limit 1`;
    return chooseCondition(reader, ids, sql`(${has}) is not null`);
  });
}

/** Parses a party in any role or in one: `SAU`, `applicant:SAU`, or `role=applicant:SAU`, which allows a role named "not". */
function partyInRole(text: string): { readonly role: PartyRole | null; readonly party: string } {
  const typed = text.replace(/^role=/i, '');
  if (typed.endsWith(':')) throw roleAlone(typed.slice(0, -1));
  if (typed.trimStart().startsWith(':')) {
    throw new Problem('usage', 'a party without its role', 'write ROLE:PARTY, or the party alone for any role');
  }
  const { role, party } = parseNamedParty(typed);
  return { role: typed.includes(':') ? role : null, party };
}

const roleAlone = (role: string): Problem =>
  new Problem('usage', `the role "${role}" without a party`, `for any party in it write --role ${role}`);

function hasRole(reader: Reader, texts: readonly string[]): Promise<Sql> {
  const is = sql`role in (${join(texts.map((text) => parseWord(partyRoles, 'role', text)))})`;
  // by party, since the index begins with it
  const ids = sql`select decision_id from decision_party where party_id in (select id from party) and ${is}`;
  const has = sql`select 1 from decision_party where decision_id = d.id and ${is} limit 1`;
  return chooseCondition(reader, ids, sql`(${has}) is not null`);
}

/** `tag=` before a tag allows one that begins with "not:" or a hyphen. */
async function hasTag(reader: Reader, texts: readonly string[], notes: string[]): Promise<Sql> {
  const names = texts.map((text) => text.replace(/^tag=/i, ''));
  const onRecord = await allTags(reader);
  notes.push(...unknownNames('no decision has the tag', onRecord, names));
  const ids = sql`select decision_id from decision_tag where ${isSpelled(sql`tag`, onRecord, names)}`;
  return chooseCondition(reader, ids, sql`(${ids} and decision_id = d.id limit 1) is not null`);
}

/** A condition: all words are in the title, text or evidence, or all are in the symbol. */
async function hasText(reader: Reader, words: string, notes: string[]): Promise<Sql> {
  notes.push(...operatorNotes(words, 'exclude it with another --text not:WORD'));
  const terms = searchTerms(words);
  if (terms.length === 0) throw nothingToSearch(words);
  const { ids, has } = withWords(reader, terms, ['title', 'text']);
  const symbols = await withSymbols(reader, terms);
  if (symbols === null) return chooseCondition(reader, ids, has);
  return chooseCondition(reader, sql`${ids} union all ${symbols.ids}`, sql`(${has} or ${symbols.has})`);
}

/** The same set of decisions as a query for their ids, and as a condition on one decision. */
interface DecisionSet {
  readonly ids: Sql;
  readonly has: Sql;
}

const withWords = ({ dialect }: Reader, terms: readonly SearchTerm[], fields: readonly SearchField[]): DecisionSet => ({
  ids: dialect.matching(terms, fields, 'decision'),
  has: dialect.matches(terms, fields, 'decision', sql`d.id`),
});

/** The most tokens by which symbols are looked up: engines limit the depth of a condition. */
const maxTokens = 50;

/**
 * The decisions whose symbol has all words; null if there are none. The index holds symbols together with tags and sources,
 * so candidates are read and compared. If there are too many, it is enough that the symbol contains the words.
 */
async function withSymbols(reader: Reader, terms: readonly SearchTerm[]): Promise<DecisionSet | null> {
  const tokens = terms.flatMap((term) => term.tokens).slice(0, maxTokens);
  const parts = tokens.map((token) => sql`d.symbol_key like ${`%${token}%`}`);
  const { ids, has } = withWords(reader, terms, ['other']);
  const candidates = sql`from decision d
    where d.symbol_key > '' and ${join(parts, ' and ')} and ${await chooseCondition(reader, ids, has)}`;
  const read = await reader.rows<{ id: number; symbol: string }>(
    sql`select d.id, d.symbol ${candidates} limit ${sortedAtMost}`,
  );
  if (read.length === sortedAtMost) {
    return { ids: sql`select d.id ${candidates}`, has: sql`(${join(parts, ' and ')} and ${has})` };
  }
  const found = read.filter(({ symbol }) => terms.every((term) => matches(symbol, [term]).length > 0));
  if (found.length === 0) return null;
  const list = join(found.map(({ id }) => id));
  return { ids: sql`select id from decision where id in (${list})`, has: sql`d.id in (${list})` };
}

/** Up to this many decisions are looked up and sorted; beyond it, the list is walked in its order until enough match. */
const sortedAtMost = 5_000;

/**
 * A condition: a decision is in a set, given as a query for ids and as the condition `has`. A large set is tested with `has`:
 * of a million decisions, sorting the 66,000 of one party takes 0.3 s. A small one is faster to look up.
 */
async function chooseCondition(reader: Reader, ids: Sql, has: Sql): Promise<Sql> {
  const [row] = await reader.rows<{ number: number }>(
    sql`select count(*) as number from (${ids} limit ${sortedAtMost}) as found`,
  );
  return Number(row?.number) < sortedAtMost ? sql`d.id in (${ids})` : has;
}

/** The problem that a search contains no word. */
export function nothingToSearch(words: string): Problem {
  return new Problem('usage', `nothing to search for in "${words}"`, 'give a word with letters or digits');
}
