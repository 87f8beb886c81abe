import type { Output } from '../../terminal/output';

/** A page of help that belongs to no command. */
interface Topic {
  readonly name: string;
  readonly summary: string;
  readonly text: (output: Output) => Promise<string>;
}

/** The pages that `cica help TOPIC` shows. */
export const topics: readonly Topic[] = [
  {
    name: 'words',
    summary: 'verbs and kinds',
    text: async (output) => (await import('./words')).wordsText(output),
  },
];
