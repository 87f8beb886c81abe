import sql, { empty } from 'sql-template-tag';
import { type FieldValue, uniqueBy } from '../../domain/fields';
import type { NamedLink } from '../../domain/links';
import { missing, type Problem, refused } from '../../domain/problem';
import type { StoredLink } from '../../domain/record';
import type { FoundRecord } from '../../domain/reference';
import { oneNameAdvice } from '../../domain/splitNames';
import type { Reader } from '../../store/store';
import { find } from '../find';
import type { Recorded, Recorder } from '../record/recorder';

/** What identifies a link: the relation, and the reference or symbol of the earlier decision. */
type LinkName = Pick<NamedLink, 'relation' | 'ref'>;

/**
 * Adds links to a decision; a link to the same decision in the same relation is replaced.
 *
 * @throws Problem `refused` if it already gives a referral the opposite answer.
 */
export async function linkDecision(recorder: Recorder, later: string, links: readonly NamedLink[]): Promise<Recorded> {
  const { decision, named, known, save } = await linksOf(recorder, later, links);
  const stored = named.map(({ link, earlier }): StoredLink => {
    const { relation, answer, note } = link;
    return { relation, to_id: earlier.id, answer, note };
  });
  for (const { link, earlier } of named) {
    const other = known.find((one) => isSame(one, link, earlier));
    if (other === undefined || other.answer === link.answer) continue;
    throw refused(
      `${decision.ref} already says ${other.answer} to ${earlier.ref}`,
      `remove that answer first: cica decision link ${decision.ref} --answers ${earlier.ref} --remove`,
    );
  }
  const rest = known.filter((one) => !named.some(({ link, earlier }) => isSame(one, link, earlier)));
  return save([...rest, ...uniqueBy(stored, ({ relation, to_id }) => `${relation}:${to_id}`)]);
}

/**
 * Removes links of a decision.
 *
 * @throws Problem `missing` if it has no such link.
 */
export async function unlinkDecision(recorder: Recorder, later: string, links: readonly LinkName[]): Promise<Recorded> {
  const { decision, named, known, save } = await linksOf(recorder, later, links);
  const unlinked = named.find(({ link, earlier }) => !known.some((one) => isSame(one, link, earlier)));
  if (unlinked !== undefined) {
    throw missing(
      `${decision.ref} has no link "${unlinked.link.relation}" to ${unlinked.earlier.ref}`,
      `\`cica decision show ${decision.ref}\` shows its links`,
    );
  }
  return save(known.filter((one) => !named.some(({ link, earlier }) => isSame(one, link, earlier))));
}

/** Records that a decision answers referrals; the links are stored with the answering decision. */
export function answerReferrals(
  recorder: Recorder,
  referrals: readonly string[],
  by: string,
  { answer, note }: Pick<NamedLink, 'answer' | 'note'>,
): Promise<Recorded> {
  return linkDecision(
    recorder,
    by,
    referrals.map((ref) => ({ relation: 'answers', ref, answer, note })),
  );
}

/** The links of a decision and the named ones, read in the transaction that writes them. */
async function linksOf<Link extends LinkName>(recorder: Recorder, later: string, links: readonly Link[]) {
  const { transaction } = recorder;
  const decision = await find(transaction, 'decision', later);
  const named: { link: Link; earlier: FoundRecord }[] = [];
  for (const link of links) named.push({ link, earlier: await find(transaction, 'decision', link.ref) });
  const current = await recorder.current('decision', decision.id);
  const save = (stored: StoredLink[]): Promise<Recorded> =>
    recorder.save('decision', { ...current.fields, links: stored }, current);
  return { decision, named, known: current.fields.links ?? [], save };
}

const isSame = (one: StoredLink, { relation }: LinkName, earlier: FoundRecord): boolean =>
  one.relation === relation && one.to_id === earlier.id;

/**
 * Records a party's objection to a decision, today unless `on` is given. If the party has already objected (that day,
 * or at all), changes that objection.
 *
 * @throws Problem `missing` if the objection to withdraw is not on record.
 */
export async function objectToDecision(
  recorder: Recorder,
  ref: string,
  partyName: string,
  fields: Readonly<Record<string, FieldValue>>,
): Promise<Recorded> {
  const { on, ...others } = fields;
  const { decision, party, known } = await objectionOf(recorder.transaction, ref, partyName, on as string | undefined);
  if (known === undefined && on === undefined && others.withdrawn_on !== undefined) throw noObjection(decision, party);
  if (known !== undefined && Object.keys(others).length > 0) {
    return recorder.record('objection', others, await recorder.current('objection', known.id));
  }
  const values = { ...others, decision: decision.ref, party: party.ref, on: on ?? recorder.today };
  return recorder.record('objection', values);
}

/**
 * A party's objection to a decision: that of a day, or the last one.
 *
 * @throws Problem `missing` if there is none.
 */
export async function findObjection(reader: Reader, ref: string, partyName: string, on?: string): Promise<FoundRecord> {
  const { decision, party, known } = await objectionOf(reader, ref, partyName, on);
  if (known === undefined) throw noObjection(decision, party);
  return { entity: 'objection', id: known.id, ref: decision.ref };
}

async function objectionOf(reader: Reader, ref: string, partyName: string, on: string | undefined) {
  const decision = await find(reader, 'decision', ref);
  const party = await find(reader, 'party', partyName, oneNameAdvice);
  const [known] = await reader.rows<{ id: number }>(sql`
    select id from objection where decision_id = ${decision.id} and party_id = ${party.id}
      ${on === undefined ? empty : sql`and objected_on = ${on}`} order by objected_on desc`);
  return { decision, party, known };
}

function noObjection(decision: FoundRecord, party: FoundRecord): Problem {
  return missing(
    `no objection of ${party.ref} to ${decision.ref} is on record`,
    `\`cica decision show ${decision.ref}\` shows them`,
  );
}
