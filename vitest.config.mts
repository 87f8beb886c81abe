import { defineConfig } from 'vitest/config';

/** What is about records, not about files, streams and processes: its commands are run in the process of the tests. */
const records = 'tests/cli/{export,followUp,lists,record,references,remove,search,undo,verify}.test.ts';

/** What does not ask for files of SQLite or for a terminal can be run on both engines. */
const onBoth = [
  'tests/cli/{badInput,export,lists,record,references,remove,search,story}.test.ts',
  'tests/faults/{model,writers}.test.ts',
  'tests/register/{importer,references,roundTrip,lines}.test.ts',
];
/** What takes longest on a server: npm run test:engines. */
const onBothAtLeisure = 'tests/cli/{badFiles,followUp,import,undo,verify}.test.ts';

const include = process.env.CICA_TEST_ALL === '1' ? [...onBoth, onBothAtLeisure] : onBoth;
const inProcess = { CICA_TEST_IN_PROCESS: '1' };

export default defineConfig({
  test: {
    globalSetup: ['tests/support/build.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    projects: [
      { extends: true, test: { name: 'SQLite', include: ['tests/**/*.test.ts'], exclude: [records] } },
      { extends: true, test: { name: 'SQLite records', include: [records], env: inProcess } },
      { extends: true, test: { name: 'PostgreSQL', include, env: { ...inProcess, CICA_TEST_ENGINE: 'postgres' } } },
    ],
  },
});
