import sql, { join, type Sql } from 'sql-template-tag';
import { parseNamedParty } from '../../domain/fields';
import { Problem } from '../../domain/problem';
import { searchTerms } from '../../domain/searchText';
import { type PartyRole, parseWord, partyRoles } from '../../domain/vocabulary';
import type { Reader } from '../../store/store';
import { Directory } from '../directory';
import { type FilterValues, wholeText } from '../list/alternatives';
import { type Filters, filterBy, isSpelled } from '../list/filters';
import { allTags } from '../record/tags';

/** The conditions of filters by parties, tags and words, which are stored apart from the decision. */
export async function partConditions(reader: Reader, filters: Filters): Promise<Sql[]> {
  return [
    ...(await partyConditions(reader, filters.party)),
    ...(await filterBy(filters.role, (texts) => hasRole(reader, texts))),
    ...(await filterBy(filters.tag, (texts) => hasTag(reader, texts))),
    ...(await filterBy(filters.text, ([words = '']) => hasText(reader, words), wholeText)),
  ];
}

async function partyConditions(reader: Reader, uses: FilterValues): Promise<Sql[]> {
  if (uses === undefined) return [];
  const directory = await Directory.load(reader, 'party');
  return filterBy(uses, (texts) => {
    const wanted = texts.map((text) => {
      const { role, party } = partyInRole(text);
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
    // the plus keeps SQLite from reading all that the party has for each decision
    const has = sql`select 1 from decision_party where decision_id = d.id and (${is(sql`+party_id`)}) limit 1`;
    return among(reader, ids, sql`(${has}) is not null`);
  });
}

/** A party in any role, or in one: `SAU`, `applicant:SAU`, `role=applicant:SAU`, which reaches a role named "not", too. */
function partyInRole(text: string): { readonly role: PartyRole | null; readonly party: string } {
  const typed = text.replace(/^role=/i, '');
  if (typed.endsWith(':')) throw new Problem('usage', `"${text}" has no party`, 'any party in a role: --role ROLE');
  const { role, party } = parseNamedParty(typed);
  return { role: typed.includes(':') ? role : null, party };
}

function hasRole(reader: Reader, texts: readonly string[]): Promise<Sql> {
  const is = sql`role in (${join(texts.map((text) => parseWord(partyRoles, 'role', text)))})`;
  // by party, since the index begins with it
  const ids = sql`select decision_id from decision_party where party_id in (select id from party) and ${is}`;
  const has = sql`select 1 from decision_party where decision_id = d.id and ${is} limit 1`;
  return among(reader, ids, sql`(${has}) is not null`);
}

/** `tag=` before a tag reaches one that begins with "not:" or a hyphen. */
async function hasTag(reader: Reader, texts: readonly string[]): Promise<Sql> {
  const names = texts.map((text) => text.replace(/^tag=/i, ''));
  const ids = sql`select decision_id from decision_tag where ${isSpelled(sql`tag`, await allTags(reader), names)}`;
  return among(reader, ids, sql`(${ids} and decision_id = d.id limit 1) is not null`);
}

function hasText(reader: Reader, words: string): Promise<Sql> {
  const terms = searchTerms(words);
  if (terms.length === 0) throw nothingToSearch(words);
  const fields = ['title', 'text'] as const;
  const ids = reader.dialect.matching(terms, fields, 'decision');
  return among(reader, ids, reader.dialect.matches(terms, fields, 'decision', sql`d.id`));
}

/** Up to so many decisions are looked up and sorted; of more the list is walked in its order until enough have it. */
const sortedAtMost = 5_000;

/**
 * Where a decision is among those of a query of ids. `has` says it of one decision: the first 50 of a party that has 66,000
 * of a million take 0.3 s when all of these are sorted, and no longer than of 10,000 so; for few it is the other way round.
 */
async function among(reader: Reader, ids: Sql, has: Sql): Promise<Sql> {
  const [row] = await reader.rows<{ number: number }>(
    sql`select count(*) as number from (${ids} limit ${sortedAtMost}) as found`,
  );
  return Number(row?.number) < sortedAtMost ? sql`d.id in (${ids})` : has;
}

/** The problem that a search has no word in it. */
export function nothingToSearch(words: string): Problem {
  return new Problem('usage', `nothing to search for in "${words}"`, 'give a word with letters or digits');
}
