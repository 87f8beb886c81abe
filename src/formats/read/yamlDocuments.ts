import { Composer, type Document, Lexer, LineCounter, Parser } from 'yaml';
import type { InputProblem, Position } from '../../domain/input';
import { Problem } from '../../domain/problem';
import { recordLimit, textLimit } from '../../domain/text';
import { linesOf, type TextStream } from './decode';
import { tooLong } from './tooLong';

/** Every scalar is the text that was written. That a key is there once is checked by who reads it, in less time. */
const parseOptions = { schema: 'failsafe', uniqueKeys: false, prettyErrors: false } as const;

/** How deep collections may be nested; a meeting, a list, a record, a list, a party and a word are far fewer. */
const maxDepth = 64;

/** The most characters of a text with all that indents or escapes it. */
const scalarLimit = 2 * textLimit;

/** The most signs, words and spaces of a document, of which a key with its value is six: some 2,000 decisions. */
const lexemeLimit = 200_000;

/** A YAML document and its place in the file. */
export interface YamlDocument {
  readonly document: Document;
  /** The position in the file of an offset in the document. */
  readonly position: (offset: number) => Position;
}

/** The documents of a file one by one; a problem for one that is too long, or too deep. */
export async function* yamlDocuments(text: TextStream): AsyncIterable<YamlDocument | { problem: InputProblem }> {
  for await (const { source, line } of parts(text)) {
    if (source === null) yield { problem: tooLong('the document', { line, column: 1 }) };
    else yield* parsed(source, line - 1);
  }
}

/** The documents of a text, of which `before` lines stand before it in its file. */
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

/** As Parser.parse does, within bounds: composing goes into each level by a call, and into a text sign by sign. */
function* tokens(source: string, parser: Parser) {
  let lexemes = 0;
  for (const lexeme of new Lexer().lex(source)) {
    yield* parser.next(lexeme);
    lexemes += 1;
    if (lexemes > lexemeLimit) {
      throw unreadable('the document is too long: divide the meeting among several files, or import CSV');
    }
    if (parser.stack.length > maxDepth) throw unreadable('values are nested too deeply');
    if (lexeme.length > scalarLimit) throw unreadable('a text is longer than any may be');
  }
  yield* parser.end();
}

const unreadable = (message: string): Problem => new Problem('refused', message, 'write texts, and lists of texts');

/** The source of a document, null where it is too long, and the line that it begins on. */
interface Part {
  readonly source: string | null;
  readonly line: number;
}

/**
 * A file divided where documents are: before a line `---`, behind a line `...`. No text can have such a line in it. What
 * is before the first document, and directives, go with the one that follows.
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
