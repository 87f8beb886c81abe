/** Whether the long form runs: npm run test:faults. */
export const long = process.env.CICA_FAULTS === 'long';

/** So often in the long form, and so often in the short one that runs with all tests. */
export const times = (often: number, short: number): number => (long ? often : short);
