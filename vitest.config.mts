import { defineConfig } from 'vitest/config';

/** What is about records, not about files, streams and processes: its commands are run in the process of the tests. */
const records = [
  'tests/cli/{agenda,brief,calendar,diff,digest,export,filters,followUp,listItems,lists,meetingRecord,merge,pages,record,references,remove,search,timeZones,undo,verify,warnings}.test.ts',
  'tests/faults/planted.test.ts',
];

/** What does not ask for files of SQLite or for a terminal can be run on both engines. */
const onBoth = [
  'tests/cli/{badInput,calendar,digest,export,lists,record,references,remove,search,slowInput,story,warnings}.test.ts',
  'tests/faults/{model,updates,writers}.test.ts',
  'tests/register/{answers,due,findAll,importer,oneName,order,references,roundTrip,lines,standings,symbols}.test.ts',
];
/** What takes longest: npm run test:slow, not npm test. */
const slow = [
  'tests/docs/later.test.ts',
  'tests/postgres/{attached,backup,copy,difference,faults,replica,roles,search}.test.ts',
];
/** What takes longest on a server, and is run on SQLite by npm test: npm run test:engines. */
const slowOnServer = [
  'tests/cli/{agenda,badFiles,brief,diff,evidence,filters,followUp,import,listItems,manyAtOnce,meetingRecord,pages,undo,verify}.test.ts',
  'tests/faults/planted.test.ts',
  'tests/register/{batches,conditions,everyColumn,links,merge,statuses}.test.ts',
];

const inProcess = { CICA_TEST_IN_PROCESS: '1' };

/** Where tests happen: east and west of Greenwich, so that a day that is taken for a moment is another one somewhere. */
const [east, west, farWest] = [{ TZ: 'Asia/Almaty' }, { TZ: 'America/Sao_Paulo' }, { TZ: 'America/Anchorage' }];
const onServer = { ...inProcess, ...farWest, CICA_TEST_ENGINE: 'postgres' };

export default defineConfig({
  test: {
    globalSetup: ['tests/support/build.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: { name: 'SQLite', include: ['tests/**/*.test.ts'], exclude: [...records, ...slow], env: east },
      },
      { extends: true, test: { name: 'SQLite, slow', include: slow, env: east } },
      { extends: true, test: { name: 'SQLite records', include: records, env: { ...inProcess, ...west } } },
      { extends: true, test: { name: 'PostgreSQL', include: onBoth, env: onServer } },
      { extends: true, test: { name: 'PostgreSQL, slow', include: slowOnServer, env: onServer } },
    ],
  },
});
