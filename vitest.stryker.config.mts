import { defineConfig } from 'vitest/config';

/** The tests that run the code of a layer in their own process, where they can see a mutant of it: stryker.config.mjs. */
const testsOf: Record<string, readonly string[]> = {
  domain: ['tests/domain/**/*.test.ts'],
  register: ['tests/{formats,register}/**/*.test.ts'],
  store: ['tests/{register,store}/**/*.test.ts'],
};
/** Those of commands import the source in place of the bundle: CICA_TEST_SOURCE. */
const commands = 'tests/cli/{calendar,export,followUp,lists,record,references,remove,search,undo,verify}.test.ts';

const { CICA_MUTANTS: layer = 'domain', CICA_MUTANTS_TESTS: tests } = process.env;

export default defineConfig({
  test: {
    globalSetup: layer === 'domain' ? [] : ['tests/support/buildOnly.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    env: { CICA_TEST_IN_PROCESS: '1', CICA_TEST_SOURCE: '1' },
    include: tests ? [tests] : [...(testsOf[layer] ?? []), ...(layer === 'domain' ? [] : [commands])],
    // the first asks a server, the others take half a minute each time
    exclude: ['tests/store/postgres.test.ts', 'tests/register/{plans,roundTrip}.test.ts'],
  },
});
