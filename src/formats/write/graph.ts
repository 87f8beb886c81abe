/** A graph with labels: several lines per node, a word per edge. */
export interface Graph {
  readonly nodes: readonly { readonly id: number; readonly lines: readonly string[] }[];
  readonly edges: readonly { readonly from: number; readonly to: number; readonly text: string }[];
}

/** A Mermaid flowchart (mermaid.js.org/syntax/flowchart.html), top down; special characters become entities. */
export function mermaidGraph({ nodes, edges }: Graph): string {
  const text = (line: string) => line.replaceAll(/[&<>"#;`]/g, (sign) => `#${sign.charCodeAt(0)};`);
  return [
    'flowchart TD',
    ...nodes.map(({ id, lines }) => `  d${id}["${lines.map(text).join('<br>')}"]`),
    ...edges.map((edge) => `  d${edge.from} -->|"${text(edge.text)}"| d${edge.to}`),
    '',
  ].join('\n');
}

/** A graph in the language of Graphviz (graphviz.org/doc/info/lang.html). */
export function dotGraph({ nodes, edges }: Graph): string {
  const text = (line: string) => line.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
  return [
    'digraph decisions {',
    '  node [shape=box];',
    ...nodes.map(({ id, lines }) => `  d${id} [label="${lines.map(text).join('\\n')}"];`),
    ...edges.map((edge) => `  d${edge.from} -> d${edge.to} [label="${text(edge.text)}"];`),
    '}',
    '',
  ].join('\n');
}
