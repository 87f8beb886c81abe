import { Command } from 'commander';
import type { Context } from '../../context';
import { find } from '../../register/find';
import { visible } from '../../terminal/output';
import { wrapAfter } from '../../terminal/wrap';
import {
  compareVersions,
  type DecisionDifference,
  differenceDocument,
  linesOf,
  notByWord,
  type Piece,
  versionOrigin,
} from '../compose/difference';
import { type Verb, withExamples } from '../flags/flags';
import { argument, named } from '../flags/values';
import { printText, type TextFlags, textFlags } from '../print/document';

/** `cica decision diff`: compares the text of two decisions. */
export const verb: Verb = (context) => {
  const command = new Command('diff')
    .summary('compare the text of two decisions')
    .description(
      'Compares the title and text of two decisions word by word: REF with OTHER, or with the decision that it amends or supersedes. Removed words are red, added words green; without colours they are written as [-removed-] and {+added+}.',
    )
    .addArgument(argument('<ref>', 'the decision, or the earlier one of two', named('decision')))
    .addArgument(argument('[other]', 'the later decision', named('decision')));
  withExamples(
    textFlags(command),
    'cica decision diff SOC-2023-12-12/1 SOC-2024-12-05/1',
    'cica decision diff SOC-2023-12-12/1 SOC-2024-12-05/1 --format markdown',
  );
  return command.action(async (reference: string, other: string | undefined, flags: TextFlags) => {
    const register = await context.register();
    const { earlierVersion, versions } = await import('../../register/decision/versions');
    const pair = await register.snapshot(async (reader) => {
      const one = await find(reader, 'decision', reference);
      if (other === undefined) return versions(reader, await earlierVersion(reader, one), one.id);
      return versions(reader, one.id, (await find(reader, 'decision', other)).id);
    });
    const difference = compareVersions(pair);
    await printText(context, flags, {
      text: () => differenceText(difference, context),
      document: () => differenceDocument(difference),
    });
    const changed = [difference.title, difference.text].some(({ segments }) =>
      segments.some((one) => !('same' in one)),
    );
    if (!changed) context.output.say('title and text are the same');
  });
};

/** A difference as text for people. */
function differenceText(difference: DecisionDifference, { output }: Context): string {
  const { colour, isTerminal, width } = output;
  const { before, after, title, text } = difference;
  const room = isTerminal ? width : Number.POSITIVE_INFINITY;
  const wrapped = (first: string, line: string) => wrapAfter(first, '  ', line, room);
  const section = (heading: string, pieces: readonly Piece[][]) => [
    '',
    colour.bold(heading),
    ...pieces.flatMap((line) =>
      line.length === 0 ? [''] : wrapped('  ', line.map((piece) => pieceText(piece, output)).join('')),
    ),
  ];
  const lines = [
    ...[before, after].flatMap((version) => wrapped(`${colour.cyan(version.ref)}  `, visible(versionOrigin(version)))),
    ...section('Title', linesOf(title)),
    ...(text.segments.length === 0 ? [] : section('Text', linesOf(text))),
    ...(title.byWord && text.byWord ? [] : ['', notByWord]),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

/** A piece of text with its mark; colours end with each word, since a pager begins each line without any. */
function pieceText({ text, change }: Piece, { colour }: Context['output']): string {
  const safe = visible(text);
  if (change === undefined) return safe;
  if (colour.level === 0) return change === 'added' ? `{+${safe}+}` : `[-${safe}-]`;
  const paint = change === 'added' ? colour.green : colour.red;
  return safe.replaceAll(/[^ ]+/g, (word) => paint(word));
}
