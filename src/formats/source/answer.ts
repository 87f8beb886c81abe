/** The records in the answer of a language model: JSON or YAML, and its first line in the answer, from 1. */
export interface AnswerRecords {
  readonly source: string;
  readonly line: number;
}

const fence = /^ {0,3}(`{3,}|~{3,})[^\n]*\n([\s\S]*?)^ {0,3}\1/gm;
const beginsObject = /\{\s*"(?:meeting|decisions)"\s*:/g;
const isKey = /^(?:meeting|agenda|decisions|objections|tasks|documents):/;

/**
 * Finds the records in an answer, in a code fence or in prose. Of several it takes the last: a model may show drafts first.
 * Undefined if there are none.
 */
export function findAnswerRecords(text: string): AnswerRecords | undefined {
  const unified = text.replaceAll(/\r\n?/g, '\n');
  const fenced = [...unified.matchAll(fence)].findLast(([, , content = '']) => hasRecords(content));
  if (fenced !== undefined) {
    const [block, , content = ''] = fenced;
    const { start, end } = lastObject(content) ?? { start: 0, end: content.length };
    return answerAt(unified, fenced.index + block.indexOf('\n') + 1 + start, content.slice(start, end));
  }
  const object = lastObject(unified);
  if (object !== undefined) return answerAt(unified, object.start, unified.slice(object.start, object.end));
  const lines = unified.split('\n');
  const first = lines.findIndex((line) => isKey.test(line));
  if (first === -1) return undefined;
  const after = lines.findIndex((line, index) => index > first && /^[^\s#-]/.test(line) && !isKey.test(line));
  return { source: lines.slice(first, after === -1 ? undefined : after).join('\n'), line: first + 1 };
}

const hasRecords = (content: string): boolean =>
  lastObject(content) !== undefined || /^(?:meeting|decisions):/m.test(content);

/** JSON is read as YAML, which refuses tabs as indentation; JSON strings cannot contain them. */
const answerAt = (text: string, start: number, source: string): AnswerRecords => ({
  source: source.startsWith('{') ? source.replaceAll('\t', ' ') : source,
  line: text.slice(0, start).split('\n').length,
});

/** The maximum number of unclosed objects that are skipped: each is scanned to the end of the text. */
const maxUnclosed = 20;

/** The last complete top-level JSON object that has records. */
function lastObject(text: string): { readonly start: number; readonly end: number } | undefined {
  let last: { start: number; end: number } | undefined;
  let cut = 0;
  for (const { index } of text.matchAll(beginsObject)) {
    if (last !== undefined && index < last.end) continue;
    const end = endOfObject(text, index);
    if (end !== undefined) last = { start: index, end };
    else cut += 1;
    if (cut === maxUnclosed) break;
  }
  return last;
}

/** The end of the object that starts at an offset; undefined if it is cut off. */
function endOfObject(text: string, start: number): number | undefined {
  let depth = 0;
  let isQuoted = false;
  for (let offset = start; offset < text.length; offset += 1) {
    const character = text.charAt(offset);
    if (isQuoted && character === '\\') offset += 1;
    else if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && character === '{') depth += 1;
    else if (!isQuoted && character === '}') depth -= 1;
    if (depth === 0) return offset + 1;
  }
  return undefined;
}
