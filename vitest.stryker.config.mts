import { defineConfig } from 'vitest/config';

/** Commands on records import the source in place of the bundle: CICA_TEST_SOURCE. Threads share the time zone, so timeZones is not among them. */
const commands = [
  'tests/cli/{calendar,export,followUp,import,lists,merge,record,references,remove,search,story,undo,verify}.test.ts',
  'tests/faults/{model,updates}.test.ts',
];

/** The tests that run the code of a layer in their own process, where they can see a mutant of it: stryker.config.mjs. */
const testsOf: Record<string, readonly string[]> = {
  domain: ['tests/domain/**/*.test.ts'],
  register: ['tests/{formats,register}/**/*.test.ts', ...commands],
  store: [
    'tests/{register,store}/**/*.test.ts',
    ...commands,
    'tests/cli/{attached,backup,badFiles,registerNames}.test.ts',
    'tests/faults/planted.test.ts',
    'tests/postgres/address.test.ts',
  ],
};

const { CICA_MUTANTS: layer = 'domain', CICA_MUTANTS_TESTS: tests } = process.env;

export default defineConfig({
  test: {
    globalSetup: layer === 'domain' ? [] : ['tests/support/buildOnly.ts'],
    setupFiles: layer === 'domain' ? [] : ['tests/support/loadSource.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    env: { CICA_TEST_IN_PROCESS: '1', CICA_TEST_SOURCE: '1' },
    include: tests ? [tests] : [...(testsOf[layer] ?? [])],
    // the first asks a server, the others take half a minute each time
    exclude: ['tests/store/postgres.test.ts', 'tests/register/{plans,roundTrip}.test.ts'],
  },
});
