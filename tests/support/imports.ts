import type { Input, InputFile, InputRecord } from '../../src/domain/input';
import { Problem } from '../../src/domain/problem';
import { Importer, type ImportSummary } from '../../src/register/import/importer';
import type { Recorder } from '../../src/register/record/recorder';
import { createRecorder } from '../../src/register/recorder';
import type { Store } from '../../src/store/store';
import type { CaseFile } from './importFiles';
import { today } from './register';

/** What an import says: its summary, or its errors. */
export type Outcome = ImportSummary | readonly Pick<Problem, 'location' | 'message' | 'advice'>[];

export interface ImportOptions {
  /** The number of records decided together. */
  readonly batch?: number;
  /** Whether everything is forgotten between batches that can be read again. */
  readonly forgets?: boolean;
}

/** Imports generated files. */
export async function importCaseFiles(
  store: Store,
  files: readonly CaseFile[],
  { batch, forgets = false }: ImportOptions = {},
): Promise<Outcome> {
  try {
    return await store.write('import', (transaction) => {
      const recorder = createRecorder(transaction, today);
      if (forgets) forgetBetweenBatches(recorder);
      return new Importer(recorder, { batch }).run(files.map(inputOf));
    });
  } catch (error) {
    if (!(error instanceof Problem) || error.reason !== 'import') throw error;
    return error.parts.map(({ location, message, advice }) => ({ location, message, advice }));
  }
}

/** More than a generated import has of any entity. */
const maxId = 40;

function forgetBetweenBatches({ known }: Recorder): void {
  const trim = known.trim.bind(known);
  known.trim = () => {
    trim();
    for (const entity of ['decision', 'meeting', 'standing'] as const) {
      for (let id = 1; id <= maxId; id += 1) known.changed(entity, id);
    }
    known.forgetMeetings();
    known.spellings.clear();
    known.documentNames.clear();
    known.tasks.clear();
  };
}

function inputOf({ name, entity, block, records }: CaseFile): InputFile {
  const meetings = new Map<string, InputRecord>();
  const inputs = records.map(({ values, under, ...one }, at): InputRecord => {
    const columns = Object.keys(values);
    const position = (column = '') => ({ line: at + 2, column: columns.indexOf(column) + 1 });
    const meeting = under === undefined ? undefined : meetings.get(under);
    if (meeting !== undefined) {
      const { meeting: _, ...rest } = values;
      return { ...one, values: rest, position, meeting };
    }
    if (!name.endsWith('.yaml')) return { ...one, values, position };
    const whole: InputRecord = { ...one, values, position, isWholeMeeting: true };
    meetings.set(values.ref as string, whole);
    return whole;
  });
  async function* read(): AsyncIterable<readonly Input[]> {
    for (let at = 0; at < inputs.length; at += block) yield inputs.slice(at, at + block);
  }
  return { name, entity, records: read, close: () => undefined };
}
