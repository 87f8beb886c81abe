import { Document, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Draft, DraftedOutcome } from './draft';
import { decisionFields, meetingFields, oneLine, printable } from './fields';
import type { MeetingFacts } from './meeting';
import type { Range } from './paragraphs';

/** The maximum length of a line of a comment or quotation. */
const lineWidth = 100;

/**
 * A draft as YAML that `cica import` takes: the meeting, and a decision for each outcome. What was left out, and what is uncertain,
 * is in comments at its position.
 *
 * @param from the name of the source, for the comment at the top
 * @param date of the meeting, if a person gave it
 */
export function draftYaml(draft: Draft, from: string, date?: string): string {
  const document = new Document({ meeting: meetingFields(draft, date), decisions: [] as unknown[] });
  document.commentBefore = comment(
    `Draft from ${from}. Nothing is recorded yet.\nCheck each line against the source and complete it, then: cica import DRAFT.yaml --check-evidence SOURCE`,
  );
  addNotes(document, draft.meeting, date);
  addDecisions(document, draft);
  return document.toString({ lineWidth, nullStr: '' });
}

/** Adds comments: beside an empty field, why it is empty; below the others, what is missing. */
function addNotes(document: Document, meeting: MeetingFacts, given: string | undefined): void {
  const map = document.get('meeting', true) as YAMLMap<Node, Node>;
  const notes: Record<string, string> = { ...meeting.notes };
  if (given !== undefined) delete notes.date;
  for (const { key, value } of map.items) {
    const note = notes[String(key)];
    if (note !== undefined && value !== null) value.comment = ` ${oneLine(printable(note))}`;
  }
  const missing = [
    ...(meeting.place === undefined && meeting.mode !== 'online'
      ? ['place: the text does not say where the body met']
      : []),
    ...(meeting.chair === undefined ? ['chair: the text does not say who chaired'] : []),
  ];
  const last = map.items.find(({ key }) => String(key) === 'evidence');
  const lines = missing.map((line) => ` ${line}`).join('\n');
  if (lines !== '' && last !== undefined) last.key.commentBefore = lines;
  else if (lines !== '') map.comment = lines;
}

function addDecisions(document: Document, draft: Draft): void {
  const list = document.get('decisions', true) as YAMLSeq<Node>;
  list.flow = false;
  let waiting: string[] = [];
  for (const entry of draft.entries) {
    if (!('outcomes' in entry)) {
      waiting.push(notTaken(draft, entry));
      continue;
    }
    for (const outcome of entry.outcomes) {
      const node = decisionNode(document, draft, outcome);
      if (waiting.length > 0) node.commentBefore = waiting.join('\n');
      node.spaceBefore = list.items.length > 0;
      waiting = [];
      list.add(node);
    }
  }
  if (waiting.length > 0) document.comment = waiting.join('\n');
  if (list.items.length === 0) list.flow = true;
}

const maxCommentLength = 1_000;

function notTaken({ text, joined }: Draft, { sentence, reason }: { sentence: Range; reason: string }): string {
  const words = text.slice(sentence.start, Math.min(sentence.end, sentence.start + maxCommentLength));
  const isCut = sentence.end - sentence.start > maxCommentLength;
  return comment(`${joined(oneLine(words))}${isCut ? ' …' : ''}\nnot taken: ${reason}`);
}

function decisionNode(document: Document, draft: Draft, outcome: DraftedOutcome): YAMLMap {
  const { details } = outcome;
  const node = document.createNode(decisionFields(draft, outcome)) as YAMLMap;
  for (const party of (node.get('parties', true) as YAMLSeq<YAMLMap> | undefined)?.items ?? []) party.flow = true;
  const pairs = node.items as Pair<Node, Node>[];
  if (details.unknownBody !== undefined) {
    const last = pairs.find(({ key }) => String(key) === 'evidence');
    if (last !== undefined)
      last.key.commentBefore = ` referred_to: ${printable(details.unknownBody)}, which the register does not have`;
  }
  return node;
}

/** The lines of a comment, which YAML marks with #. */
const comment = (text: string): string =>
  printable(text)
    .split('\n')
    .flatMap((line) => line.match(new RegExp(`\\S.{0,${lineWidth - 3}}(?=\\s|$)|\\S+`, 'gu')) ?? [''])
    .map((line) => ` ${line}`)
    .join('\n');
