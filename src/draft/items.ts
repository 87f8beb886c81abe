import { actionOfNoun, reportedVerbs } from '../domain/reportedVerbs';
import type { Action } from '../domain/vocabulary';
import { kindOf } from './kinds';
import { type ObjectPhrase, titleOf } from './objects';
import { officerIn } from './officers';
import type { Outcome } from './outcome';
import type { Range } from './paragraphs';

/** An item of a list that a verb introduced: "Approval of the budget", "Decision on amending the rules". */
export function readItem(text: string, range: Range, announced: Action): Outcome | undefined {
  const words = text.slice(range.start, range.end).replace(/[;,.\s]+(?:and)?\s*$/, '');
  if (words.length > 1_000 || !/[A-Za-zÀ-ỿ]{3}/u.test(words)) return undefined;
  const officer = officerIn(words);
  if (officer !== undefined) return { action: 'elect', ...officer, clause: words, evidence: [range] };
  if (isPerson(words, announced)) return undefined;
  const [whole = '', noun = ''] =
    /^(?:The )?(?:[A-Za-zÀ-ỿ]+ly )?([A-Za-zÀ-ỿ]+) of (?:the )?|^(agreement|approval) (?:(?:by|among|between) [a-z ]{3,30}? )?(?:to|for|on) (?:an? |the )?/iu
      .exec(words)
      ?.filter((one) => one !== undefined) ?? [];
  const named = isDocument(noun, announced) ? undefined : actionOfNoun(noun.toLowerCase());
  const [infinitive = '', verb = ''] = /^(?:to )?([a-z\u00c0-\u024f]+) /i.exec(words) ?? [];
  const operative = reportedVerbs(verb.toLowerCase()).find(
    ({ form, rest }) => form === 'infinitive' && rest.every((word, index) => words.split(/\s+/)[index + 1] === word),
  );
  const about =
    named !== undefined
      ? words.slice(whole.length)
      : operative !== undefined && /^[A-ZÀ-ỿ]?[a-zÀ-ỿ]+$/u.test(verb)
        ? words.slice(infinitive.length + operative.rest.join(' ').length)
        : words;
  const [, decided = about] =
    /^Decisions? (?:of .{1,80}? )?(?:on|regarding|concerning) (?:the |approval of |adoption of |signing |approving |adopting )*(.*)$/is.exec(
      about,
    ) ?? [];
  const [phrase] = [cutItem(decided)];
  if (phrase === undefined) return undefined;
  return {
    action: named ?? operative?.action ?? announced,
    title: phrase.title,
    words: phrase.words,
    clause: words,
    evidence: [range],
  };
}

/** What is signed is a document: "The Declaration of the summit". */
const isDocument = (noun: string, announced: Action): boolean =>
  /^(?:declaration|agreement|recommendation)$/i.test(noun) &&
  ['sign', 'adopt', 'approve', 'endorse'].includes(announced);

/** A name among those that were approved together: who is in a committee, for example. */
const isPerson = (words: string, announced: Action): boolean =>
  ['approve', 'adopt', 'decide', 'agree'].includes(announced) &&
  /^[A-ZÀ-ỿ][a-zÀ-ỿ]+(?: [A-ZÀ-ỿ][A-Za-zÀ-ỿ.’'-]*){1,3}$/u.test(words) &&
  kindOf(announced, words) === 'other';

function cutItem(words: string): ObjectPhrase | undefined {
  const plain = words.replace(/^(?:to|on) (?:the )?/i, '').replace(/\s*\((?:through|via|by)[^)]*\)\s*$/i, '');
  const title = titleOf(plain);
  return title.length < 3 ? undefined : { title, words: plain };
}
