import { foldName } from '../../domain/fold';
import { groupBy } from '../../domain/groupBy';
import type { Reader } from '../../store/store';
import { Directory, type NamedEntity, namesOf } from '../directory';
import type { NameOwner } from './names';
import { allTags } from './tags';

const plurals = { body: 'bodies', party: 'parties', instrument: 'instruments' } as const;

/**
 * Describes records that share a name, and tags with several spellings, in one sentence each that says how to fix it. Older
 * versions allowed them. The register is not corrupt, but only the spelling of such a name says which record is meant.
 */
export async function similarNames(reader: Reader): Promise<string[]> {
  const load = async (entity: NamedEntity): Promise<NameOwner[]> =>
    [...(await Directory.load(reader, entity)).all()].map((record) => ({ entity, record }));
  const [bodies, parties, instruments] = [await load('body'), await load('party'), await load('instrument')];
  const mixed = pairs([...bodies, ...parties]).filter(([one, other]) => one.entity !== other.entity);
  const sharing = [...pairs(parties), ...pairs(bodies), ...mixed, ...pairs(instruments)];
  const spellings = [...groupBy(await allTags(reader), foldName).values()].filter((tags) => tags.length > 1);
  return [...sharing.map(sentence), ...spellings.map(tagSentence)];
}

type Pair = readonly [one: NameOwner, other: NameOwner, name: string];

/** Each pair of records that share a name, the older one first. */
function pairs(records: readonly NameOwner[]): Pair[] {
  const names = records.flatMap((owner) =>
    [...new Set(namesOf(owner.record).map(foldName))].map((name): [string, NameOwner] => [name, owner]),
  );
  const found = new Map<string, Pair>();
  for (const group of groupBy(names, ([name]) => name).values()) {
    const sharing = group.map(([, owner]) => owner).toSorted((a, b) => a.record.id - b.record.id);
    const [first, ...others] = sharing as [NameOwner, ...NameOwner[]];
    for (const other of others) {
      const key = `${first.entity} ${first.record.id} ${other.entity} ${other.record.id}`;
      if (!found.has(key)) found.set(key, [first, other, commonName(first, other)]);
    }
  }
  return [...found.values()];
}

function commonName(one: NameOwner, other: NameOwner): string {
  const folded = new Set(namesOf(other.record).map(foldName));
  return namesOf(one.record).find((name) => folded.has(foldName(name))) ?? one.record.code;
}

function sentence([one, other, name]: Pair): string {
  const [first, second] = [one.record.code, other.record.code];
  if (one.entity !== other.entity) {
    const [body, party] = one.entity === 'body' ? [first, second] : [second, first];
    return `the body ${body} and the party ${party} are both called "${name}"; rename one: cica body edit ${body}, or cica party edit ${party}`;
  }
  const both = `the ${plurals[one.entity]} ${first} and ${second} are both called "${name}"; `;
  if (one.entity === 'instrument') return `${both}retitle one: cica instrument edit ${second}`;
  return `${both}if they are the same: cica ${one.entity} merge ${second} ${first}`;
}

function tagSentence(tags: readonly string[]): string {
  const quoted = tags.map((tag) => `"${tag}"`);
  const all = `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`;
  return `the tags ${all} differ only in spelling; find their decisions with \`cica decision list --tag ${quoted[0]}\`, and edit each: \`cica decision edit REF --tag\`, with all its tags`;
}
