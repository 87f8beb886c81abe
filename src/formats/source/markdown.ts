/**
 * Replacements that reduce Markdown to the text that a reader sees, in this order. No pattern scans past the next mark, so
 * hostile text takes linear time.
 */
const replacements: readonly (readonly [RegExp, string])[] = [
  [/^---\n[\s\S]*?\n---(?:\n|$)/, ''], // front matter
  [/^ {0,3}(?:`{3,}|~{3,}).*$/gm, ''],
  [/^ {0,3}#{1,6} +(.*?)(?: +#+)? *$/gm, '$1\n'],
  [/^ {0,3}(?:=+|(?:[-*_] *){3,})$/gm, ''], // underlines of headings, and rules
  [/^(?: {0,3}> ?)+/gm, ''],
  [/^ {0,3}\[[^\]\n]+\]:\s.*$/gm, ''], // the addresses of links
  [/!\[[^[\]\n]*\]\([^()\n]*\)/g, ''],
  [/\[([^[\]\n]+)\](?:\([^()\n]*\)|\[[^[\]\n]*\])/g, '$1'],
  [/<(https?:[^<>\s]+)>/g, '$1'],
  [/<\/?[a-z][^<>\n]*>/gi, ''],
  [/(\*\*|__)(?=\S)((?:(?!\1).)+)(?<=\S)\1/gs, '$2'],
  [/(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=\S)\*(?!\w)/g, '$1'],
  [/(?<![\w_])_(?=[^\s_])([^_\n]+?)(?<=\S)_(?!\w)/g, '$1'],
  [/`([^`\n]+)`/g, '$1'],
  [/\\([!-/:-@[-`{-~])/g, '$1'],
];

/** Strips Markdown syntax; lists keep their bullets, as in plain text. */
export function markdownText(markdown: string): string {
  const text = withoutComments(markdown.replaceAll(/\r\n?/g, '\n'));
  return replacements.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text);
}

/** Removes HTML comments; an unclosed one counts as text. */
function withoutComments(text: string): string {
  const parts: string[] = [];
  let from = 0;
  for (;;) {
    const start = text.indexOf('<!--', from);
    const end = start === -1 ? -1 : text.indexOf('-->', start);
    if (end === -1) return parts.join('') + text.slice(from);
    parts.push(text.slice(from, start));
    from = end + '-->'.length;
  }
}
