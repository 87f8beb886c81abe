import type { Context } from '../../context';
import { Problem } from '../../domain/problem';
import { columnNames, type EntityName, entities } from '../../domain/schema';
import { lineLimit, truncate, withCommas } from '../../domain/text';
import { decoded, linesOf } from '../../formats/read/decode';
import { noText } from '../../formats/read/foreign';
import { columnBreak, listReferencesAdvice, type TypedReference } from '../../register/findAll';

/** The argument that stands for references on stdin, one per line. */
const stdinMark = '-';

/** The references that a command was given. */
export interface References {
  readonly list: readonly TypedReference[];
  /** Whether there are or could be several, so that the output is a list. */
  readonly many: boolean;
  /** The number of blank lines, which may be records without the value that was listed. */
  readonly blank: number;
}

/** More references than this are refused: all of them are held in memory. */
const maxReferences = 1_000_000;

/**
 * The references that a command was given as arguments, or on stdin if the only argument is `-`.
 *
 * @throws Problem `usage` for `-` among other arguments, `refused` if stdin is not a list of references.
 */
export async function readReferences(
  context: Context,
  named: EntityName | 'anything',
  typed: readonly string[],
): Promise<References> {
  if (!typed.includes(stdinMark)) return { list: typed.map((text) => ({ text })), many: typed.length > 1, blank: 0 };
  if (typed.length > 1) {
    throw new Problem(
      'usage',
      '- cannot be combined with other references',
      'give references as arguments, or - alone for stdin',
    );
  }
  context.stdinRead = true;
  if (context.io.stdin.isTTY) context.output.say('type one reference per line, and end with Ctrl-D');
  const list: TypedReference[] = [];
  let line = 0;
  let blank = 0;
  for await (const lines of linesOf(decoded(context.io.stdin))) {
    for (const wholeLine of lines) {
      // a carriage return alone also ends a line
      for (const part of wholeLine?.replace(/\r$/, '').split('\r') ?? [null]) {
        line += 1;
        const text = part === null ? null : unquoted(part.trim());
        if (text === '') {
          blank += 1;
          continue;
        }
        checkLine(named, text, line, list.length === 0);
        list.push({ text, line });
        if (list.length > maxReferences) throw tooMany;
      }
    }
  }
  return { list, many: true, blank: list.length === 0 ? 0 : blank };
}

/** Removes the quotes that CSV puts around a value with a comma or a quote. */
const unquoted = (text: string): string =>
  /^"(?:[^"]|"")*"$/.test(text) ? text.slice(1, -1).replaceAll('""', '"').trim() : text;

function checkLine(
  named: EntityName | 'anything',
  text: string | null,
  line: number,
  first: boolean,
): asserts text is string {
  const lineName = `line ${withCommas(line)}`;
  if (text === null || text.length > lineLimit) {
    const length = `${text === null ? 'too many' : withCommas(text.length)} characters`;
    throw new Problem('refused', `${lineName} is not a reference: it has ${length}`, 'give one reference per line');
  }
  if (text.includes('\0')) throw noText();
  if (!first) return;
  const what = /^(?:\[$|\[[\]"{]|\{")/.test(text) ? 'JSON' : isHeader(text) ? 'a header' : null;
  if (what === null) return;
  throw new Problem(
    'refused',
    `${lineName} is ${what}, not a reference: "${truncate(text, 60)}"`,
    listReferencesAdvice(named),
  );
}

/** Whether a line consists of column names, like the header of a list in any format. */
function isHeader(line: string): boolean {
  const columns = new Set(Object.values(entities).flatMap(columnNames));
  return line.split(columnBreak).every((name) => columns.has(name.trim().replaceAll(' ', '_')));
}

const tooMany = new Problem(
  'refused',
  `more than ${withCommas(maxReferences)} references`,
  'split them into several commands, or import the changes from a file',
);
