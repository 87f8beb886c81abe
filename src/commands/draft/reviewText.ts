import type { RawRecord } from '../../domain/fields';
import { type Action, pastTense } from '../../domain/vocabulary';
import type { Range } from '../../draft/paragraphs';
import type { Output } from '../../terminal/output';
import { wrap } from '../../terminal/wrap';

/** The length of the context shown before and after a sentence, in UTF-16 units. */
const contextLength = 300;

/** A sentence highlighted in its context. */
export function inContext({ width, colour }: Output, text: string, { start, end }: Range): string {
  const before = text.slice(Math.max(0, start - contextLength), start);
  const after = text.slice(end, end + contextLength);
  const lines = (part: string): string[] => {
    const words = part.replaceAll(/\s+/g, ' ').trim();
    return words === '' ? [] : wrap(words, width - 2);
  };
  return [
    ...lines(start > contextLength ? before.replace(/^\S*\s/, '… ') : before).map((line) => colour.dim(`  ${line}`)),
    ...lines(text.slice(start, end)).map((line) => colour.bold(`▌ ${line}`)),
    ...lines(end + contextLength < text.length ? after.replace(/\s\S*$/, ' …') : after).map((line) =>
      colour.dim(`  ${line}`),
    ),
  ].join('\n');
}

/** A decision in short: "adopted: 2024 budget (budget, 2024, applicant:SAU, to MC)". */
export function decisionLine({ action, title, kind, period, parties, referred_to }: RawRecord): string {
  const facts = [
    kind,
    period,
    ...((parties ?? []) as readonly string[]),
    ...(referred_to ? [`to ${String(referred_to)}`] : []),
  ].filter((fact) => fact);
  return `${pastTense(action as Action)}: ${String(title)} (${facts.join(', ')})`;
}
