import { Composer, type Document, Lexer, LineCounter, Parser } from 'yaml';
import type { InputProblem, Position } from '../../domain/input';
import { Problem, refused } from '../../domain/problem';
import { recordLimit, textLimit, withCommas } from '../../domain/text';
import { linesOf, type TextStream } from './decode';
import { tooLong } from './tooLong';

/** Every scalar is the text as written. The reader checks for duplicate keys, which is faster. */
const parseOptions = { schema: 'failsafe', uniqueKeys: false, prettyErrors: false } as const;

/** The maximum depth of nested collections; a party in a list of a record in a list of a meeting is far less deep. */
const maxDepth = 64;

/** The maximum length of a text with its indentation and escapes. */
const scalarLimit = 2 * textLimit;

/** The maximum number of tokens of a document; a key with its value is six. This allows some 2,000 decisions. */
const lexemeLimit = 200_000;

/** A YAML document and its position in the file. */
export interface YamlDocument {
  readonly document: Document;
  /** The position in the file of an offset in the document. */
  readonly position: (offset: number) => Position;
}

/** The documents of a file one by one; a problem for each that is too long or nested too deeply. */
export async function* yamlDocuments(text: TextStream): AsyncIterable<YamlDocument | { problem: InputProblem }> {
  for await (const { source, line } of parts(text)) {
    if (source === null) yield { problem: tooLong('the document', { line, column: 1 }) };
    else yield* parsed(source, line - 1);
  }
}

/** The documents of a text that `before` lines precede in its file. */
export function parsed(source: string, before = 0): (YamlDocument | { problem: InputProblem })[] {
  const counter = new LineCounter();
  const position = (offset: number): Position => {
    const { line, col } = counter.linePos(offset);
    return { line: before + Math.max(line, 1), column: Math.max(col, 1) };
  };
  const parser = new Parser(counter.addNewLine);
  counter.addNewLine(0);
  try {
    const composer = new Composer(parseOptions);
    return [...composer.compose(tokens(source, parser))].map((document) => ({ document, position }));
  } catch (error) {
    const { message, advice } = Problem.of(error);
    return [{ problem: { ...position(parser.offset), message, advice } }];
  }
}

/** Like Parser.parse, but limited: composing recurses into each level, and scans texts character by character. */
function* tokens(source: string, parser: Parser) {
  let lexemes = 0;
  for (const lexeme of new Lexer().lex(source)) {
    yield* parser.next(lexeme);
    lexemes += 1;
    if (lexemes > lexemeLimit) {
      throw refused('the document is too long', 'split the meeting into several files, or import CSV');
    }
    if (parser.stack.length > maxDepth)
      throw refused('values are nested too deeply', 'write texts, and lists of texts');
    if (lexeme.length > scalarLimit) {
      throw refused(
        `a text has more than ${withCommas(textLimit)} characters, the limit`,
        'shorten it, or record it as a document',
      );
    }
  }
  yield* parser.end();
}

/** The source of a document, null if it is too long, and the line on which it begins. */
interface Part {
  readonly source: string | null;
  readonly line: number;
}

/**
 * Splits a file into documents: before a line `---`, after a line `...`. No text can contain such a line. Directives,
 * and anything before the first document, belong to the document that follows.
 */
async function* parts(text: TextStream): AsyncIterable<Part> {
  let lines: string[] = [];
  let length = 0;
  let begun = false;
  let [first, number] = [1, 0];
  const part = (): Part => {
    const source = length > recordLimit ? null : `${lines.join('\n')}\n`;
    const found = { source, line: first };
    [lines, length, begun, first] = [[], 0, false, number];
    return found;
  };
  for await (const some of linesOf(text)) {
    for (const line of some) {
      number += 1;
      const starts = line !== null && /^---(?:\s|$)/.test(line);
      if (starts && begun) yield part();
      begun ||= starts || line === null || !/^\s*(?:[#%]|$)/.test(line);
      length += line === null ? recordLimit + 1 : line.length + 1;
      if (length <= recordLimit) lines.push(line as string);
      else lines = [];
      if (line === null || !/^\.\.\.(?:\s|$)/.test(line)) continue;
      const ended = part();
      first = number + 1;
      yield ended;
    }
  }
  if (lines.length > 0 || length > recordLimit) yield part();
}
