import type inquirer from 'inquirer';

/** Inquirer, an ES module: the only one that is imported, by a file of its own beside the bundle (scripts/build.mjs). */
export async function loadInquirer(): Promise<typeof inquirer> {
  return (await import('inquirer')).default;
}
