/**
 * How many small faults in the code the tests find: `npm run test:mutants`, docs/development.md. `CICA_MUTANTS` names the
 * layer: domain, register or store.
 */
const layer = process.env.CICA_MUTANTS || 'domain';
// for vitest.stryker.config.mts, in the processes that run the tests
process.env.CICA_MUTANTS = layer;
process.env.TZ = 'Asia/Almaty';

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'vitest.stryker.config.mts', related: false },
  mutate: [`src/${layer}/**/*.ts`],
  coverageAnalysis: 'perTest',
  // what a module makes when it is loaded can only be tried with all tests: those of the domain are quick
  ignoreStatic: layer !== 'domain',
  concurrency: 1,
  // a mutant that runs for ever is found by how often it runs; time alone says little on a busy machine
  timeoutMS: 60_000,
  timeoutFactor: 4,
  reporters: ['clear-text', 'progress-append-only', 'html', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  // its own reading of tsconfig.json asks for an interface that TypeScript 7 does not have
  tsconfigFile: 'none',
  ignorePatterns: ['bench', 'dist', 'reports'],
};
