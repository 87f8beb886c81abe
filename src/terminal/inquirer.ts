import type inquirer from 'inquirer';

/** Inquirer, the only ES module: it is imported by a separate file beside the bundle (scripts/build.mjs). */
export async function loadInquirer(): Promise<typeof inquirer> {
  return (await import('inquirer')).default;
}
