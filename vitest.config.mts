import { defineConfig } from 'vitest/config';

/** What does not ask for files of SQLite or for a terminal is run on both engines. */
const onBoth = [
  'tests/register/{importer,references,roundTrip,lines}.test.ts',
  'tests/faults/{model,writers}.test.ts',
  'tests/cli/{badFiles,badInput,export,followUp,import,lists,record,references,remove,search,story,undo,verify}.test.ts',
];

export default defineConfig({
  test: {
    globalSetup: ['tests/support/build.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    projects: [
      { extends: true, test: { name: 'SQLite', include: ['tests/**/*.test.ts'] } },
      { extends: true, test: { name: 'PostgreSQL', include: onBoth, env: { CICA_TEST_ENGINE: 'postgres' } } },
    ],
  },
});
