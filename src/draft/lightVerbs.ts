import type { Action } from '../domain/vocabulary';

/** A verb that says little with a noun that names the action: "held a discussion on". */
export interface LightVerb {
  readonly action: Action;
  /** The length of the words, in UTF-16 units; what follows is the object. */
  readonly length: number;
  /** `subject`: what was done, was done to the subject. */
  readonly voice: 'active' | 'passive' | 'subject';
}

const some = "(?:(?!(?:of|for|on|to|that|in|with|by|and|at|from|about) )[a-z][a-z’'-]* )";
const about = '(?:on|of|about|over|regarding|concerning|around|with regard to|with respect to|to|for|that|with)';

/** The pattern of a light verb, from its first word on; `(?=…)` leaves a word to the object. */
// biome-ignore format: a line is a verb
const patterns: readonly (readonly [Pattern, Action])[] = [
  [verb('h[eo]ld|holds|had|ha[sd] had|ha[sd] held|conducted|has conducted|engaged in', `(?:discussions?|debates?|deliberations?|talks) ${about}`), 'discuss'],
  [verb('h[eo]ld|holds|had|conducted|engaged in', `exchanges? of (?:views|opinions) ${about}`), 'exchange views'],
  [verb('h[eo]ld|had|conducted|carried out|undertook', `(?:reviews?|assessments?|evaluation) ${about}`), 'review'],
  [verb('h[eo]ld|had|conducted', `hearings? (?:${about}|concerning)`), 'hear'],
  [verb('h[eo]ld|had|conducted', `(?:reading|consideration) ${about}`), 'consider'],
  [verb('there was|there were', `(?:discussions?|debate) ${about}`), 'discuss'],
  [verb('there was|there were', `exchanges? of (?:views|opinions) ${about}`), 'exchange views'],
  [verb('there was', `(?:consensus|agreement) ${about}`), 'agree'],
  [verb('there was', `support (?:for|of)`), 'support'],
  [verb('reached|reaches|came to|arrived at', `(?:agreements?|consensus|understanding|orientation|compromise|conclusions?) ${about}`), 'agree'],
  [verb('gave|gives|granted|accorded', `(?:approval|consent|green light|blessing) (?:to|for)`), 'approve'],
  [verb('gave|gives', `(?:endorsement) (?:to|for)`), 'endorse'],
  [verb('expressed|expresses|voiced|reiterated|declared|extended|lent', `(?:support|backing) (?:for|to|of)`), 'support'],
  [verb('extended|extends|conveyed|offered', `(?=(?:appreciation|condolences|sympathy|solidarity)\\b)`), 'express'],
  [verb('extended|extends|conveyed|offered|expressed', `(?=congratulations\\b)`), 'congratulate'],
  [verb('expressed|expresses|extended|extends|conveyed', `(?=(?:gratitude|thanks)\\b)`), 'thank'],
  [verb('made|makes', `(?:recommendations?) (?=${about})`), 'recommend'],
  [verb('made|took|takes|taken|reached', `(?:decisions?) ${about}`), 'decide'],
  [verb('made', `amendments? (?=to)`), 'adopt'],
  [verb('passed|adopted', `(?:motion) (?:to|for)`), 'adopt'],
  [verb('was|were|is|are', '(?:pleased|delighted) (?:with|to note|to see|by)'), 'welcome'],
  [verb('was|were|is|are|remains|remained', '(?=concerned (?:about|at|over|by|that))'), 'express'],
  [verb('received|receives', '(?=(?:reports?|briefings?|updates?|presentations?|statements?)\\b)'), 'hear'],
  [verb('focused on|centered on|centred on', '(?:discussions?|consideration|deliberations?) of'), 'discuss'],
  [verb('set|fixed', '(?=(?:deadlines?|dates?|venue|timetable|target)\\b)'), 'decide'],
  [/^(?:was|were|ha[sd] been|have been) (?:also |again |then |further )?(?:briefed|updated|informed)(?: by [^,;]{1,80}?)? (?:on|about|of|regarding|that)\b/i, 'hear'],
];

/** Finds a light verb at the beginning of words. */
interface Pattern {
  exec(words: string): RegExpExecArray | null;
}

/** The expression is compiled for a verb that occurs: all of them would take longer than the rest of a draft. */
function verb(forms: string, noun: string): Pattern {
  const tail = noun.startsWith('(?=') ? noun : `${noun}\\b`;
  const first = new RegExp(`^(?:${forms}) `, 'i');
  let whole: RegExp | undefined;
  return {
    exec(words) {
      if (!first.test(words)) return null;
      whole ??= new RegExp(`^(?:${forms}) ${some}{0,6}${tail}`, 'i');
      return whole.exec(words);
    },
  };
}

/** Nouns of which a verb says that they took place: their object follows. */
// biome-ignore format: a line is a noun
const passives: readonly (readonly [RegExp, Action])[] = [
  [/^(?:discussions?|debates?|deliberations?|talks) (?:was|were|ha(?:s|ve) been) (?:also )?(?:held|conducted) (?:on|about|regarding|concerning|over)\b/i, 'discuss'],
  [/^(?:discussions?|debates?) (?:also )?took place (?:on|about|regarding|concerning|over)\b/i, 'discuss'],
  [/^exchanges? of (?:views|opinions) (?:also )?(?:took place|was held|were held) (?:on|about|regarding|concerning|ahead of|with)\b/i, 'exchange views'],
  [/^amendments? (?:was|were|ha(?:s|ve) been) (?:also )?made (?=to\b)/i, 'adopt'],
  [/^hearings? (?:was|were) (?:also )?held (?:on|about|regarding|concerning|for)\b/i, 'hear'],
  [/^attention (?:was|were|ha(?:s|ve) been) (?:also )?(?:paid|given|devoted) to\b/i, 'discuss'],
  [/^(?:agreements?|consensus) (?:was|ha(?:s|ve) been) (?:also )?reached (?:on|about|that|to|regarding)\b/i, 'agree'],
  [/^consensus (?:was|emerged) (?:that|to)\b/i, 'agree'],
  [/^decisions? (?:was|were|ha(?:s|ve) been) (?:also )?(?:made|taken) (?:to|that)\b/i, 'decide'],
];

/** Nouns for what their subject was given. */
const given: readonly (readonly [RegExp, Action])[] = [
  [/^(?:received|gained|won|secured) (?:[a-z]+ )?approval\b/i, 'approve'],
  [/^(?:received|gained|won|secured) (?:[a-z]+ )?endorsement\b/i, 'endorse'],
];

const firstWords =
  /^(?:there|h[eo]ld|has|had|have|holds|conducted|engaged|carried|undertook|reache[ds]|came|arrived|gave|gives|granted|accorded|express|expressed|expresses|voiced|reiterated|declared|extends?|extended|lent|conveyed|offered|ma[dk]es?|took|takes?|taken|adopted|passed|was|were|is|are|remain(?:s|ed)|receive[sd]|gained|won|secured|focused|cent(?:e?red|red)|set|fixed|hearings?|discussions?|debates?|deliberations?|talks|exchanges?|amendments?|attention|agreements?|consensus|decisions?)$/i;

/** The longest stretch that a pattern looks at. */
const longest = 200;

/** The light verb that begins at a place in a sentence. `word` is the word there. */
export function lightVerbAt(sentence: string, place: number, word: string): LightVerb | undefined {
  if (!firstWords.test(word)) return undefined;
  const words = sentence.slice(place, place + longest);
  for (const [list, voice] of [
    [given, 'subject'],
    [patterns, 'active'],
    [passives, 'passive'],
  ] as const) {
    for (const [pattern, action] of list) {
      const found = pattern.exec(words);
      if (found !== null) return { action, length: found[0].length, voice };
    }
  }
  return undefined;
}
