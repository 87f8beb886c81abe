import type { Action, kinds } from '../domain/vocabulary';

type Kind = (typeof kinds)[number];

/** The words that name a kind, the more specific first; what comes first in a title names its kind. */
// biome-ignore format: a line is a kind
const words: readonly (readonly [Kind, RegExp])[] = [
  ['concept paper', /\bconcept (?:paper|note|document)s?\b/i],
  ['action plan', /\b(?:action plan|plan of action|programme of action)s?\b/i],
  ['roadmap', /\broad ?-?maps?\b/i],
  ['observer status', /\bobserver (?:state |country )?status\b|\bstatus of (?:an? )?observer\b|\bas (?:an? )?observers?\b|\bobserver state status\b|\bobservership\b|\b(?:become|be|becoming) (?:an? )?observers?\b/i],
  ['membership', /\bmembership\b|\b(?:as|become) (?:a )?(?:full |new )*members?\b|\bmember country status\b|\baccession .{0,60}\bas (?:a )?(?:new )?member\b/i],
  ['coordinator', /\bco-?(?:ordinator|coordinator|co-ordinator)s?\b|\bcoordinators?\b/i],
  ['ratification', /\bratif(?:ication|ying|ied|y)\b|\baccessions?\b|\bacced(?:e|ing)\b/i],
  ['budget', /\bbudgets?\b|\bbudgetary\b|\bappropriat(?:ions?|ing|e)\b|\bfinancial estimates\b/i],
  ['rules', /\b(?:rules of procedure|rules|regulations?|by-?laws|statutes?|terms of reference|guidelines|polic(?:y|ies)|ordinance|code of conduct|procedures)\b/i],
  ['declaration', /\bdeclarations?\b/i],
  ['statement', /\b(?:statements?|communiqu[eé]s?|outcome documents?)\b/i],
  ['report', /\b(?:reports?|minutes|financial statements|accounts)\b/i],
  ['fund', /\bfunds?\b/i],
  ['programme', /\bprogram(?:me)?s?\b/i],
  ['plan', /\b(?:work ?plans?|plans?|strateg(?:y|ies)|strategic directions)\b/i],
  ['instrument', /\b(?:convention|treaty|protocol|memorand(?:um|a)|agreements?|charter|accord|covenant)s?\b/i],
  ['appointment', /\b(?:appointments?|elections?|nominations?|candida(?:cy|tes?|ture)|chairmanship|(?:executive|deputy) director|secretary[- ]general|chair(?:man|person|woman)?|vice-chair)\b/i],
  ['cooperation', /\b(?:cooperation|co-operation|collaboration|partnerships?|closer ties|relations with)\b/i],
  ['body', /\b(?:working group|task force|sub-?committee|committee|centre|center|commission|council|network|secretariat|platform)\b/i],
  ['meeting', /\b(?:summit|meetings?|session|conference|forum|hosting|venue|agenda)s?\b/i],
];

/** The kinds that a word indicates only with some verbs: thanking a working group is not a decision on a body. */
const onlyWith: Partial<Record<Kind, readonly Action[]>> = {
  body: ['establish', 'launch', 'terminate', 'extend'],
  appointment: [
    'elect',
    'appoint',
    'approve',
    'confirm',
    'recommend',
    'endorse',
    'decide',
    'agree',
    'nominate' as Action,
  ],
  meeting: ['decide', 'agree', 'welcome', 'accept', 'finalize', 'discuss', 'endorse', 'adopt', 'approve', 'defer'],
};

/** Where a noun ends, and its matter begins. */
const complement = /\b(?:on|for|of|to|in|at|with|regarding|concerning|about|under|by|from|within)\b/gi;

/**
 * The kind of a decision, from the words of its object: the kind named by the noun that the object is about, or else the first one
 * named. "Report of the auditor on the budget" is a report.
 */
export function kindOf(action: Action, object: string): Kind {
  if (action === 'elect' || action === 'appoint')
    return /\bco-?ordinators?\b/i.test(object) ? 'coordinator' : 'appointment';
  const applies = ([kind]: readonly [Kind, RegExp]): boolean => onlyWith[kind]?.includes(action) ?? true;
  const candidates = words.filter(applies);
  const standing = candidates.find(([kind, pattern]) => standingKinds.has(kind) && pattern.test(object));
  if (standing !== undefined) return standing[0];
  const head = headPhrase(object);
  const named = candidates
    .map(([kind, pattern]) => ({ kind, match: pattern.exec(head) }))
    .filter(({ match }) => match !== null)
    .sort((one, other) => endOf(other.match) - endOf(one.match));
  if (named[0] !== undefined) return named[0].kind;
  const later = candidates
    .map(([kind, pattern]) => ({ kind, match: pattern.exec(object.slice(0, 200)) }))
    .filter(({ kind, match }) => match !== null && isFoundLater.has(kind))
    .sort((one, other) => (one.match?.index ?? 0) - (other.match?.index ?? 0));
  return later[0]?.kind ?? 'other';
}

const standingKinds = new Set<Kind>(['observer status', 'membership']);
/** What a decision is about even when its noun is another: "progress in ratifying the convention", "draft of the budget". */
const isFoundLater = new Set<Kind>([
  'ratification',
  'concept paper',
  'action plan',
  'roadmap',
  'budget',
  'declaration',
  'rules',
  'cooperation',
  'coordinator',
  'statement',
  'instrument',
  'plan',
  'programme',
  'report',
]);

const endOf = (match: RegExpExecArray | null): number => (match === null ? -1 : match.index + match[0].length);

/** The noun of an object with the words before it; "drafts of", "the text of" and the like are skipped. */
function headPhrase(object: string): string {
  const plain = object.replace(
    /^(?:the |a |an |its |their |two |three |\w+ly )*(?:(?:updated |revised )?drafts?|texts?|versions?|set|series|number|package|content|elements?|application|decisions?|resolutions?|draft decisions?|draft resolutions?) (?:of|for|on|to) /i,
    '',
  );
  for (const { index } of plain.matchAll(complement)) if (index > 0) return plain.slice(0, index);
  return plain;
}

/** Decisions of these kinds cover a period; a year in the title of another is part of a name or a date. */
const withPeriod = new Set<Kind>([
  'plan',
  'budget',
  'report',
  'action plan',
  'programme',
  'concept paper',
  'coordinator',
  'appointment',
  'roadmap',
]);

const year = '((?:19|20)\\d\\d)';
/** `Vision 2025` and `resolution 2334` are names. */
const years = [
  new RegExp(
    `\\bfor (?:the )?(?:fiscal |financial |calendar )?(?:years? |period )?(?:of )?${year}(?:\\s?[-–/]\\s?${year}| (?:to|and) ${year})?\\b(?! (?:summit|session|meeting))`,
    'i',
  ),
  new RegExp(`\\(${year}\\s?[-–]\\s?${year}\\)`),
  new RegExp(`^(?:the |its |their |draft |annual )*${year}(?:\\s?[-–/]\\s?${year})? (?=[a-z])`, 'i'),
  new RegExp(
    `^(?:the |its |their |draft |annual )*${year}(?:\\s?[-–/]\\s?${year})? (?=(?:\\w+ )?(?:plan|budget|programme|program|report|work))`,
    'i',
  ),
  new RegExp(`\\b(?:throughout|covering|in the years?) ${year}(?:\\s?[-–]\\s?${year})?\\b`, 'i'),
];

/** The years that a decision covers, as the object says: "for 2024", "the 2024 budget", "2016-2020 Action Plan". */
export function periodOf(kind: Kind, object: string): string | undefined {
  if (!withPeriod.has(kind)) return undefined;
  for (const pattern of years) {
    const [, first, second, third] = pattern.exec(object) ?? [];
    const last = second ?? third;
    if (first !== undefined && (last === undefined || last >= first))
      return last === undefined || last === first ? first : `${first}-${last}`;
  }
  return undefined;
}
