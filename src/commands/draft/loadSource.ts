import { type Context, packagePath } from '../../context';
import type { Source } from '../../formats/source/source';
import { visible } from '../../terminal/output';

/** Reads the source named on the command line, `-` for standard input, and prints warnings about unreadable parts. */
export async function loadSource(context: Context, name: string): Promise<Source> {
  const [{ readSource }, { workerExtractor }] = await Promise.all([
    import('../../formats/source/source'),
    import('../../formats/source/worker'),
  ]);
  if (name === '-') context.stdinRead = true;
  const source = await readSource(name, context.io.stdin, workerExtractor(packagePath('dist', 'extract.cjs')));
  const { output } = context;
  for (const warning of source.warnings) {
    output.say(`${output.messageColour.yellow('warning:')} ${visible(`${source.name}: ${warning}`)}`);
  }
  return source;
}
