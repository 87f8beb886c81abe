import { Command } from 'commander';
import type { Context } from '../../context';
import { longDate } from '../../domain/date';
import type { Row } from '../../domain/row';
import { oneNameAdvice } from '../../domain/splitNames';
import { pastTense } from '../../domain/vocabulary';
import { dotGraph, mermaidGraph } from '../../formats/write/graph';
import { type Trace, type TraceLink, type TraceNode, trace } from '../../register/decision/trace';
import { find } from '../../register/find';
import { visible } from '../../terminal/output';
import { wrapAfter } from '../../terminal/wrap';
import { asOfFlag, listFlags, moreFormats, recordArgument, type Verb, withExamples } from '../flags/flags';
import { type ListFlags, printSmallList } from '../print/list';

/** The columns of a chain: a row for each link, and one for each decision at its start. */
const traceColumns = [
  ...['ref', 'date', 'body', 'action', 'title', 'status', 'referred_to'],
  ...['relation', 'answer', 'earlier', 'days'],
];

/** `cica decision trace`: what led to a decision, and what followed from it. */
export const verb: Verb = (context) => {
  const command = new Command('trace')
    .summary('draw where a decision came from and what followed')
    .description(
      'Draws the chain of a decision as a tree: where it was referred, and what answered, amended, revoked or followed it up, with the days in between.',
    )
    .addArgument(recordArgument('decision'));
  moreFormats(asOfFlag(listFlags(command, traceColumns)), 'mermaid', 'dot');
  withExamples(
    command,
    'cica decision trace SOC-2023-12-12/5',
    'cica decision trace MC-2024-03-19/1 --format json',
    'cica decision trace SOC-2023-12-12/7 --format mermaid',
  );
  return command.action(async (reference: string, flags: ListFlags) => {
    const register = await context.register();
    const { id } = await find(register, 'decision', reference, oneNameAdvice);
    const found = await trace(register, id, context.asOf(flags.asOf));
    context.output.startPaging();
    const format = flags.format ?? 'table';
    if (format === 'table' && flags.columns === undefined) return context.output.write(tree(found, id, context));
    if (format === 'mermaid' || format === 'dot') {
      return context.output.writeData((format === 'dot' ? dotGraph : mermaidGraph)(graphOf(found)));
    }
    await printSmallList(context, rowsOf(found), { all: traceColumns }, flags);
  });
};

function rowsOf({ nodes, links }: Trace): Row[] {
  const refs = new Map(nodes.map(({ id, ref }) => [id, ref]));
  return nodes.flatMap((node): Row[] => {
    const outgoing = links.filter(({ later }) => later === node.id);
    if (outgoing.length === 0) return [node];
    return outgoing.map((link) => ({ ...node, ...link, earlier: refs.get(link.earlier) ?? null }));
  });
}

const statusOf = ({ status, referred_to }: TraceNode): string =>
  status === 'referred' ? `referred to ${referred_to}` : (status ?? 'not yet taken');

const daysText = (days: number): string => (days === 1 ? '1 day' : `${days} days`);

const formatLink = ({ relation, answer, days }: TraceLink): string => {
  const what = answer === null ? linkWords[relation] : answer === 'accept' ? 'accepted' : 'declined';
  // a date known only to the month or year may begin before what it answers
  return days < 0 ? what : `${what} after ${daysText(days)}`;
};

/** What happened to the earlier decision. */
const linkWords: Readonly<Record<TraceLink['relation'], string>> = {
  answers: 'answered',
  amends: 'amended',
  supersedes: 'superseded',
  rescinds: 'rescinded',
  'follows up': 'followed up',
  cites: 'cited',
};

function tree({ nodes, links }: Trace, id: number, context: Context): string {
  const { colour, isTerminal, width } = context.output;
  const room = isTerminal ? width : Number.POSITIVE_INFINITY;
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const drawn = new Set<number>();
  const lines: string[] = [];
  const draw = (node: TraceNode, link: TraceLink | null, lead: string, indent: string): void => {
    const how = link === null ? '' : `${formatLink(link)}: `;
    const head = `${how}${node.id === id ? colour.bold(node.ref) : colour.cyan(node.ref)}`;
    const again = drawn.has(node.id);
    drawn.add(node.id);
    if (again) {
      lines.push(`${lead}${head} (see above)`);
      return;
    }
    const referred = node.referred_to === null ? '' : `, referred to ${node.referred_to}`;
    const children = links.filter(({ earlier }) => earlier === node.id);
    const margin = `${indent}${children.length > 0 ? '│ ' : '  '}`;
    const where = `${node.body}, ${longDate(node.date)} [${statusOf(node)}]`;
    const what = `${pastTense(node.action)}${referred}: ${visible(node.title)}`;
    lines.push(...wrapAfter(`${lead}${head}  `, margin, where, room), ...wrapAfter(margin, margin, what, room));
    for (const [index, child] of children.entries()) {
      const last = index === children.length - 1;
      const later = byId.get(child.later);
      if (later !== undefined)
        draw(later, child, `${indent}${last ? '└─ ' : '├─ '}`, `${indent}${last ? '   ' : '│  '}`);
    }
  };
  for (const node of nodes) if (!links.some(({ later }) => later === node.id)) draw(node, null, '', '');
  return `${lines.join('\n')}\n`;
}

function graphOf({ nodes, links }: Trace) {
  return {
    nodes: nodes.map((node) => ({
      id: node.id,
      lines: [
        node.ref,
        `${node.body}, ${longDate(node.date)}`,
        `${pastTense(node.action)}: ${node.title}`,
        statusOf(node),
      ],
    })),
    edges: links.map((link) => ({ from: link.earlier, to: link.later, text: formatLink(link) })),
  };
}
