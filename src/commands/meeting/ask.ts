import type { Context } from '../../context';
import { columnOf, entities } from '../../domain/entities';
import type { RawValue } from '../../domain/fields';
import { modes } from '../../domain/vocabulary';
import { confirm } from '../../terminal/prompts';
import { askColumn, askWord, chooseRecord, confirmed } from '../ask';
import { askDecisions } from '../decision/ask';
import { addRecord, type WriteFlags } from '../record';

/** Asks for what a meeting needs and what is usually known of one, then offers to record its decisions. */
export async function askMeeting(context: Context, given: Record<string, RawValue>, flags: WriteFlags): Promise<void> {
  const { meeting } = entities;
  const raw = { ...given };
  const column = (name: string) => columnOf(meeting, name);
  raw.body ??= await chooseRecord(context, 'body', 'Which body met?');
  raw.date ??= await askColumn(context, column('date'), 'First day (12 Dec 2023, today, 2023-09)');
  raw.end_date ??= await askColumn(context, column('end_date'), 'Last day, if it took several');
  raw.title ??= await askColumn(context, column('title'), 'Title');
  raw.place ??= await askColumn(context, column('place'), 'Place');
  raw.mode ??= await askWord('How did it meet?', modes, 'not known');
  raw.chair ??= await askColumn(context, column('chair'), 'Who chaired it?');
  if (raw.chair) {
    raw.chair_title ??= await askColumn(context, column('chair_title'), 'Title of the chair');
    raw.chair_party ??= await chooseRecord(context, 'party', 'Party of the chair', 'not known');
  }
  raw.source ??= await askColumn(context, column('source'), 'Source');
  if (!(await confirmed(context, meeting, raw, flags))) return;
  const ref = await addRecord(context, 'meeting', raw, flags);
  if (!flags.dryRun && (await confirm('Record a decision of it?', true))) {
    await askDecisions(context, { meeting: ref }, flags);
  }
}
