import sql, { join } from 'sql-template-tag';
import { type EvidenceText, mentions, type Quotation } from '../../domain/evidence/evidence';
import { parseFacts } from '../../domain/evidence/facts';
import { quotationWarnings, saysDate, sharesWord, unsupported } from '../../domain/evidence/support';
import type { FieldValues } from '../../domain/fields';
import { foldName } from '../../domain/fold';
import { Problem, refused } from '../../domain/problem';
import type { DraftOf } from '../../domain/record';
import { type EntityName, entities, pluralLabel } from '../../domain/schema';
import { withCommas } from '../../domain/text';
import { type Named, namesOf } from '../directory';
import type { Recorded, Recorder } from '../record/recorder';
import type { ParsedRecord } from './parsedRecord';

/** The document to record in each meeting for the source. */
interface SourceDocument {
  readonly title: string;
  readonly file: string;
  readonly sha256: string;
  /** In bytes. */
  readonly size: number;
}

/** A record that was saved after its evidence was checked. */
interface Checked {
  readonly entity: EntityName;
  readonly given: FieldValues;
  readonly stored: object;
  readonly id: number;
  readonly ref: string;
  readonly outcome: Recorded['outcome'];
}

/** The minimum number of words of evidence for a fact of a meeting: "in Astana", "Place: Geneva". */
const minFactWords = 2;

/** The number of records to list in a warning. */
const maxRefs = 3;

/** The facts of a meeting that its evidence should support. */
const facts = ['date', 'place', 'chair'] as const;

/**
 * Refuses imported decisions whose evidence is not in the source, and warns about claims that the evidence does not support.
 */
export class EvidenceGuard {
  readonly #text: EvidenceText;
  readonly #document: SourceDocument;
  readonly #quotations = new WeakMap<FieldValues, Quotation>();
  readonly #meetings = new Set<number>();
  /** The new and changed records of entities without evidence. */
  readonly #unchecked = new Map<EntityName, string[]>();

  constructor(text: EvidenceText, document: SourceDocument) {
    this.#text = text;
    this.#document = document;
  }

  /** The problems with the evidence of a parsed record; none for entities without evidence. */
  problems({ item, fields, problems }: ParsedRecord): readonly Problem[] {
    // unreadable fields are already reported
    if (item.incomplete || problems.some(({ column }) => column === 'evidence')) return [];
    return this.check(item.entity, fields);
  }

  /** The problems with the evidence of a decision or meeting. */
  check(entity: EntityName, fields: FieldValues): readonly Problem[] {
    const { evidence } = fields as { evidence?: string | null };
    if (entity === 'meeting') return evidence ? this.#ofMeeting(evidence) : [];
    if (entity !== 'decision') return [];
    if (!evidence) {
      const advice = `quote ${this.#text.name}, or remove the decision`;
      return [refused('evidence is missing', advice, 'evidence')];
    }
    const found = this.#find(evidence);
    if (found instanceof Problem) return [found];
    this.#quotations.set(fields, found);
    return [];
  }

  #ofMeeting(evidence: string): readonly Problem[] {
    const quoted = parseFacts(evidence);
    if (quoted === null) {
      const advice = 'write a line for each fact, such as place: QUOTATION';
      return [refused('evidence of a meeting does not name its facts', advice, 'evidence')];
    }
    return [...quoted].flatMap(([field, words]) => {
      const found = this.#find(words, minFactWords, `evidence of the ${field}`);
      return found instanceof Problem ? [found] : [];
    });
  }

  #find(quotation: string, minWords?: number, what = 'evidence'): Quotation | Problem {
    try {
      return this.#text.find(quotation, minWords);
    } catch (error) {
      const { kind, message, advice } = Problem.of(error);
      return new Problem(kind, message.replace('evidence', what), advice, 'evidence');
    }
  }

  /**
   * Warns about claims of a recorded decision or meeting that its evidence does not support.
   *
   * @param given the fields that were checked
   * @param stored all stored fields of the record
   */
  async recorded(recorder: Recorder, { entity, given, stored, id, ref, outcome }: Checked): Promise<void> {
    const warn = (sentence: string): void => recorder.warnings.add(ref, sentence);
    if (entity === 'meeting') await this.#warnOfMeeting(recorder, stored as DraftOf<'meeting'>, warn);
    if (entity === 'meeting' && given.evidence) this.#meetings.add(id);
    if (entity !== 'meeting' && entity !== 'decision' && outcome !== 'unchanged') {
      const refs = this.#unchecked.get(entity) ?? [];
      refs.push(ref || String(id));
      this.#unchecked.set(entity, refs);
    }
    const quotation = this.#quotations.get(given);
    if (quotation === undefined) return;
    const decision = stored as DraftOf<'decision'>;
    this.#meetings.add(decision.meeting_id as number);
    const parties = await recorder.directory('party');
    const bodies = await recorder.directory('body');
    const label = (what: string, named: Named) => ({ label: `${what} ${named.code}`, names: namesOf(named) });
    const named = (decision.parties ?? []).map(({ party_id }) => label('party', parties.byId(party_id)));
    const body = decision.referred_to_id ? [label('body', bodies.byId(decision.referred_to_id))] : [];
    const { action, period = null, evidence } = decision as DraftOf<'decision'> & { action: never; evidence: string };
    const missing = unsupported(quotation, { action, period, named: [...named, ...body] });
    if (missing.length > 0) {
      warn(`has no support in its evidence and the sentences around it: ${missing.join(', ')}`);
    }
    const { title, text } = decision;
    for (const [field, value] of Object.entries({ title, text })) {
      if (value && !sharesWord(value, quotation.context)) {
        warn(`has no word of its ${field} in its evidence and the sentences around it`);
      }
    }
    for (const warning of quotationWarnings(evidence, quotation)) warn(warning);
  }

  /** Warns about new and changed records of entities without evidence, such as tasks: no source supports them. */
  warnOfUnchecked(recorder: Recorder): void {
    for (const [name, refs] of this.#unchecked) {
      const entity = entities[name];
      const count = `${withCommas(refs.length)} ${refs.length === 1 ? entity.label : pluralLabel(entity)}`;
      const listed = `${refs.slice(0, maxRefs).join(', ')}${refs.length > maxRefs ? ' …' : ''}`;
      recorder.warnings.addFirst(count, `without evidence, not checked against ${this.#text.name}: ${listed}`);
    }
  }

  async #warnOfMeeting(
    recorder: Recorder,
    meeting: DraftOf<'meeting'>,
    warn: (sentence: string) => void,
  ): Promise<void> {
    const body = (await recorder.directory('body')).byId(meeting.body_id as number);
    if (!namesOf(body).some(this.#text.mentions))
      warn(`has a body that ${this.#text.name} does not mention: ${body.code}`);
    const quoted = parseFacts(meeting.evidence ?? '') ?? new Map<string, string>();
    const given = facts.filter((field) => meeting[field]);
    const without = given.filter((field) => !quoted.has(field));
    if (without.length > 0) warn(`has no evidence for its ${without.join(', ')}`);
    const wrong = given.filter(
      (field) => quoted.has(field) && !says(quoted.get(field) as string, field, meeting[field] as string),
    );
    if (wrong.length > 0) warn(`has evidence that does not mention its ${wrong.join(', ')}`);
  }

  /** Records the source as a document of each meeting whose evidence was checked. Returns the new documents. */
  async recordSource(recorder: Recorder): Promise<readonly Recorded[]> {
    if (this.#meetings.size === 0) return [];
    const { title, sha256, ...file } = this.#document;
    const meetings = await recorder.transaction.rows<{ id: number; ref: string }>(
      sql`select id, ref from meeting where id in (${join([...this.#meetings])}) order by id`,
    );
    const created: Recorded[] = [];
    for (const { id, ref } of meetings) {
      const documents = await recorder.transaction.rows<{ title: string; sha256: string | null }>(
        sql`select title, sha256 from document where meeting_id = ${id}`,
      );
      if (documents.some((document) => document.sha256 === sha256)) continue;
      // an earlier version of the source, or another document with the same name
      const isTaken = documents.some((document) => foldName(document.title) === foldName(title));
      const name = isTaken ? `${title} (${sha256.slice(0, 8)})` : title;
      created.push(await recorder.record('document', { title: name, kind: 'source', meeting: ref, sha256, ...file }));
    }
    return created;
  }
}

const says = (quoted: string, field: (typeof facts)[number], value: string): boolean =>
  field === 'date' ? saysDate(quoted, value) : mentions(quoted, value);
