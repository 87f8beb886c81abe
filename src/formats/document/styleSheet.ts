import type { Table } from './textDocument';

/** The style sheet of a document: readable on screens of any width, and on paper. Its tables are `t1`, `t2` … */
export const styleSheet = (tables: readonly Table[], landscape: boolean): string =>
  base + (landscape ? landscapeRules : '') + tables.map(columnWidths).join('');

const landscapeRules = `main { max-width: 72rem; }
@media print { @page { size: A4 landscape; } }
`;

const base = `
:root { color-scheme: light; }
body { margin: 0; background: #fff; color: #1a1a1a; font: 1rem/1.55 Georgia, "Times New Roman", "Noto Serif", serif; }
main { max-width: 44rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; overflow-wrap: anywhere; }
h1, h2, h3, h4 { line-height: 1.25; margin: 1.8em 0 0.6em; }
h1 { font-size: 1.7rem; margin-top: 0; }
h2 { font-size: 1.3rem; border-bottom: 1px solid #8a8a8a; padding-bottom: 0.2em; }
h3 { font-size: 1.1rem; }
h4 { font-size: 1rem; }
p, ol, ul, dl { margin: 0.6em 0; }
.subtitle { margin: 0.2em 0; font-size: 1.05rem; }
.note { color: #555; font-size: 0.9rem; }
:not(.note) + .note { margin-top: 1.6em; }
.unbroken { white-space: nowrap; }
blockquote { margin: 0.8em 0; padding-inline-start: 1em; border-inline-start: 3px solid #8a8a8a; }
ol, ul { padding-inline-start: 2em; }
li { margin: 0.5em 0; }
li > :first-child, li > div > :first-child { margin-top: 0; }
.labelled { display: flex; gap: 0.6em; margin-inline-start: -2em; }
.label { flex: none; min-width: 2.6em; }
dt { font-weight: bold; }
dd { margin: 0 0 0.5em 2em; }
.wide { overflow-x: auto; margin: 1em 0; }
table { border-collapse: collapse; width: 100%; overflow-wrap: break-word; font-size: 0.93rem; }
th, td { border: 1px solid #8a8a8a; padding: 0.35em 0.6em; text-align: start; vertical-align: top; }
th { background: #eee; }
.center { text-align: center; }
.end { text-align: end; }
a { color: #0b4f9e; }
@media (max-width: 40rem) {
  main { padding: 1.25rem 1rem; }
  table { font-size: 0.85rem; }
  td .unbroken { white-space: normal; }
}
@media print {
  @page { size: A4; margin: 2.2cm; @bottom-center { content: counter(page) " / " counter(pages); font-size: 9pt; } }
  body { font-size: 10.5pt; }
  main { max-width: none; padding: 0; }
  a { color: inherit; text-decoration: none; }
  h1, h2, h3, h4 { break-after: avoid; }
  li > p, tr { break-inside: avoid; }
  p, blockquote { orphans: 3; widows: 3; }
  thead { display: table-header-group; }
  .wide { overflow: visible; }
}
`;

/** The CSS rules for the column widths of a table, in percent. */
function columnWidths({ columns }: Table, index: number): string {
  const all = columns.reduce((sum, { width = 1 }) => sum + width, 0);
  return columns
    .map(({ width = 1 }, column) => {
      const percent = Math.round((1000 * width) / all) / 10;
      return `.t${index + 1} col:nth-child(${column + 1}) { width: ${percent}%; }\n`;
    })
    .join('');
}
