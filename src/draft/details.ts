import { type Action, actionClass, type kinds, type PartyRole } from '../domain/vocabulary';
import { kindOf, periodOf } from './kinds';
import type { Names } from './meeting';
import type { NameFinder } from './names';
import type { Outcome } from './outcome';

/** The details of an outcome beyond its verb and title. */
export interface Details {
  readonly kind: (typeof kinds)[number];
  readonly period?: string;
  readonly parties: readonly { readonly role: PartyRole; readonly party: string }[];
  /** The code of the body that is asked to act on it. */
  readonly referredTo?: string;
  /** The body that is asked, if the register does not have it. */
  readonly unknownBody?: string;
}

const standings = new Set(['observer status', 'membership']);
const application = /\b(?:applications?|requests?|bids?|candidac(?:y|ies)|proposals?)\b/i;

/** Reads the details of outcomes in order, since one may refer to an earlier one: "Saudi Arabia's application". */
export function detailsOf(outcomes: readonly Outcome[], names: Names, body: string | undefined): Details[] {
  const applied = new Map<string, Details['kind']>();
  return outcomes.map((outcome) => {
    const named = kindOf(outcome.action, outcome.words);
    const found = names.parties.find(outcome.words).map(({ code }) => code);
    const known = application.test(outcome.words)
      ? found.map((code) => applied.get(code)).find((kind) => kind !== undefined)
      : undefined;
    const kind = known ?? named;
    if (standings.has(kind)) for (const code of found) applied.set(code, kind);
    const period = periodOf(kind, outcome.words);
    return {
      kind,
      ...(period !== undefined && { period }),
      parties: partiesOf(outcome, kind, names.parties),
      ...referral(outcome, names.bodies, body),
    };
  });
}

const sponsored =
  /\b(?:prepared|proposed|submitted|drafted|initiated|presented|tabled|developed|put forward|sponsored|co-sponsored) (?:jointly )?by (.{2,150})$/is;
const endOfNames = /[.;:]|\s(?:as|in|at|on|under|for|which|who|aimed|to|with)\s/;

function partiesOf(
  { action, words, clause, sponsors }: Outcome,
  kind: Details['kind'],
  parties: NameFinder,
): Details['parties'] {
  const by = sponsors ?? sponsored.exec(words)?.[1] ?? sponsored.exec(clause)?.[1] ?? '';
  const stop = endOfNames.exec(by)?.index ?? by.length;
  const sponsorCodes = parties.find(by.slice(0, stop)).map(({ code }) => code);
  const about = sponsored.test(words) ? words.replace(sponsored, '') : words;
  const [role, codes] = others(action, kind, about, clause, parties);
  const all = [
    ...sponsorCodes.map((party) => ({ role: 'sponsor' as const, party })),
    ...codes.map((party) => ({ role, party })),
  ];
  return all.filter(({ party }, index) => all.findIndex((other) => other.party === party) === index);
}

/** Parties other than sponsors: those that apply, or that are next to the verb. */
function others(
  action: Action,
  kind: Details['kind'],
  words: string,
  clause: string,
  parties: NameFinder,
): [PartyRole, string[]] {
  const all = (text: string): string[] => parties.find(text).map(({ code }) => code);
  if (standings.has(kind) || /\bapplications? (?:of|by|from) .{0,80}\bto (?:accede|join)\b/i.test(words))
    return ['applicant', all(words)];
  if (kind === 'coordinator') return ['coordinator', all(words.replace(/^.*?\bfor the\b/, ''))];
  if (kind === 'ratification') return ['subject', all(/\bby (.*)$/is.exec(words)?.[1] ?? '')];
  if (kind === 'cooperation') return ['subject', all(partners(words, clause))];
  const atVerb = atStart(words, parties);
  if (actionClass(action) === 'asks') return ['addressee', atVerb];
  return [
    'subject',
    ['commend', 'congratulate', 'thank', 'welcome', 'support', 'recognize'].includes(action) ? atVerb : [],
  ];
}

/** The parties of a cooperation, named in its words or in those after them, up to the next item of a list. */
function partners(words: string, clause: string): string {
  const [item = ''] = clause.slice(Math.max(0, clause.indexOf(words))).split(';');
  return /\b(?:with|between)\b.*/is.exec(item)?.[0] ?? '';
}

/** The parties with which words begin: "Mongolia and Iran to submit their report". */
function atStart(words: string, parties: NameFinder): string[] {
  const codes: string[] = [];
  let position = 0;
  for (const { code, start, end } of parties.find(words)) {
    if (
      !/^[\s,]*(?:and )?(?:the )?(?:(?:[Gg]overnment|Republic|Kingdom|State|Islamic Republic|people) of (?:the )?){0,2}$/.test(
        words.slice(position, start),
      )
    )
      break;
    codes.push(code);
    position = end;
  }
  return codes;
}

const forDecision =
  /\bfor (?:[a-z\u00c0-\u024f]+ ){0,3}?(?:approval|adoption|consideration|endorsement|decision|signature)\b/i;
const properName =
  /\b(?:to|by|that|of) the ((?:[A-ZÀ-ỿ][A-Za-zÀ-ỿ’'-]+ )*(?:Council|Committee|Commission|Board|Assembly|Meeting|Conference|Summit|Cabinet)(?: of [A-ZÀ-ỿ][A-Za-zÀ-ỿ]+)?)/u;

/** The body to which a matter is referred. */
function referral(
  { action, clause }: Outcome,
  bodies: NameFinder,
  own: string | undefined,
): Pick<Details, 'referredTo' | 'unknownBody'> {
  const refers = actionClass(action) === 'refers';
  const purpose = forDecision.exec(clause);
  if (!refers && purpose === null) return {};
  const after = refers ? afterVerb(clause) : clause.slice(Math.max(0, purpose?.index ?? 0));
  const other = bodies.find(after).find(({ code }) => code !== own);
  if (other !== undefined) return { referredTo: other.code };
  const [, unknownBody] = properName.exec(after) ?? [];
  return unknownBody === undefined || bodies.find(unknownBody).length > 0 ? {} : { unknownBody };
}

/** The words from the verb on: a body before it is the one that refers the matter. */
const afterVerb = (clause: string): string =>
  clause.slice(Math.max(0, clause.search(/\b(?:recommend|refer|submit|forward|transmit)/i)));
