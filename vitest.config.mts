import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: ['tests/support/build.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    projects: [
      { extends: true, test: { name: 'SQLite', include: ['tests/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'PostgreSQL',
          env: { CICA_TEST_ENGINE: 'postgres' },
          include: [
            'tests/register/{importer,references,roundTrip,lines}.test.ts',
            'tests/faults/model.test.ts',
            'tests/cli/*.test.ts',
          ],
        },
      },
    ],
  },
});
