/** Replacements that leave the text of Markdown as a reader sees it, in this order. */
const replacements: readonly (readonly [RegExp, string])[] = [
  [/^---\n[\s\S]*?\n---(?:\n|$)/, ''], // front matter
  [/<!--[\s\S]*?-->/g, ''],
  [/^ {0,3}(?:`{3,}|~{3,}).*$/gm, ''],
  [/^ {0,3}#{1,6} +(.*?)(?: +#+)? *$/gm, '$1\n'],
  [/^ {0,3}(?:=+|(?:[-*_] *){3,})$/gm, ''], // underlines of headings, and rules
  [/^(?: {0,3}> ?)+/gm, ''],
  [/^ {0,3}\[[^\]\n]+\]:\s.*$/gm, ''], // the addresses of links
  [/!\[[^\]\n]*\]\([^)\n]*\)/g, ''],
  [/\[([^\]\n]+)\](?:\([^)\n]*\)|\[[^\]\n]*\])/g, '$1'],
  [/<(https?:[^>\s]+)>/g, '$1'],
  [/<\/?[a-z][^>\n]*>/gi, ''],
  [/(\*\*|__)(?=\S)(.+?)(?<=\S)\1/gs, '$2'],
  [/(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=\S)\*(?!\w)/g, '$1'],
  [/(?<![\w_])_(?=[^\s_])([^_\n]+?)(?<=\S)_(?!\w)/g, '$1'],
  [/`([^`\n]+)`/g, '$1'],
  [/\\([!-/:-@[-`{-~])/g, '$1'],
];

/** The text of Markdown without its marks; lists keep their bullets, as in plain text. */
export function markdownText(markdown: string): string {
  const text = markdown.replaceAll(/\r\n?/g, '\n');
  return replacements.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text);
}
