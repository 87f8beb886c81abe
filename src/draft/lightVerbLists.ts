import type { Action } from '../domain/vocabulary';

const some = "(?:(?!(?:of|for|on|to|that|in|with|without|after|before|until|by|and|at|from|about) )[a-z][a-z’'-]* )";
const about = '(?:on|of|about|over|regarding|concerning|around|with regard to|with respect to|to|for|that|with)';

const someThing =
  '(?=(?:the|its|their|an?|all|both|new|further|additional|another|several|two|three|four|five|six|seven|eight|nine|ten|\\d[\\d,.]*) )';

/** Participles that differ from the past form; they follow "has": "has given its approval". */
export const lightParticiples: Readonly<Record<string, string>> = {
  gave: 'given',
  took: 'taken',
  drew: 'drawn',
  threw: 'thrown',
  began: 'begun',
  saw: 'seen',
};

/** "gave|gives", with "given". */
function withParticiples(forms: string): string {
  const participles = forms.split('|').flatMap((form) => lightParticiples[form] ?? []);
  return [forms, ...participles].join('|');
}

/** The pattern of a light verb, from its first word on; `(?=…)` leaves a word to the object. */
// biome-ignore format: a line is a verb
export const patterns: readonly (readonly [Pattern, Action])[] = [
  [verb('h[eo]ld|holds|had|ha[sd] had|ha[sd] held|conducted|has conducted|engaged in', `(?:discussions?|debates?|deliberations?|talks) ${about}`), 'discuss'],
  [verb('h[eo]ld|holds|had|conducted|engaged in', `exchanges? of (?:views|opinions) ${about}`), 'exchange views'],
  [verb('h[eo]ld|had|conducted|carried out|undertook', `(?:reviews?|assessments?|evaluation) ${about}`), 'review'],
  [verb('h[eo]ld|had|conducted', `hearings? (?:${about}|concerning)`), 'hear'],
  [verb('h[eo]ld|had|conducted', `(?:reading|consideration) ${about}`), 'consider'],
  [verb('there was|there were', `(?:discussions?|debate) ${about}`), 'discuss'],
  [verb('there was|there were', `exchanges? of (?:views|opinions) ${about}`), 'exchange views'],
  [verb('there was', `(?:consensus|agreement|pledge|commitment) ${about}`), 'agree'],
  [verb('there was', `support (?:for|of)`), 'support'],
  [verb('there was|there were', '(?=(?:declarations?|resolutions?|decisions?|statements?) (?:on|supporting|condemning|concerning|regarding)\\b)'), 'adopt'],
  [verb('saw|brought', '(?=(?:declarations?|resolutions?|decisions?|statements?) (?:on|supporting|condemning|concerning|regarding)\\b)'), 'adopt'],
  [verb('reached|reaches|achieved|attained|came to|arrived at|agreed|struck|brokered', `(?:agreements?|consensus|understanding|orientation|compromise|conclusions?|approach|position|deal|accord|settlement) ${about}`), 'agree'],
  [verb('shared|swapped|exchanged', `(?:views|opinions|ideas) ${about}`), 'exchange views'],
  [verb('issued|released|published|put out', '(?=(?:statements?|communiqu[eé]s?|declarations?|conclusions|decisions?|guidelines|directives?)\\b)'), 'adopt'],
  [verb('concluded|entered into', '(?=(?:agreements?|protocol|memorand(?:um|a)|treaty|contract|accord)\\b)'), 'sign'],
  [verb('gave|gives', `(?:first|second|third|final) readings? to`), 'approve'],
  [verb('placed on record|put on record', '(?=(?:appreciation|gratitude|thanks)\\b)'), 'express'],
  [verb('made|makes|issued|issues|renewed|renews|reiterated|reiterates|repeated', `(?:calls?|appeals?) (?:for|on|upon|to)`), 'call upon'],
  [verb('gave|gives|granted|accorded', `(?:approval|assent|consent|agreement|green light|go-ahead|nod|blessing)(?: (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|yesterday|in principle))? (?:to|for|on)`), 'approve'],
  [verb('gave|gives', `(?:endorsement) (?:to|for)`), 'endorse'],
  [verb('expressed|expresses|recorded|voiced|reiterated|reiterates|declared|extended|lent|pledged|pledges|offered|threw', `(?:support|backing|weight) (?:for|to|of|behind)`), 'support'],
  [verb('extended|extends|conveyed|offered', `(?=(?:appreciation|condolences|sympathy|solidarity)\\b)`), 'express'],
  [verb('extended|extends|conveyed|offered|expressed', `(?=congratulations\\b)`), 'congratulate'],
  [verb('expressed|expresses|extended|extends|conveyed', `(?=(?:gratitude|thanks)\\b)`), 'thank'],
  [verb('made|makes', `(?:recommendations?) (?=${about})`), 'recommend'],
  [verb('made|took|take|takes|taken|reached', `(?:[a-z]+ and [a-z]+ )?(?:decisions?) (?:(?=not to)|${about})`), 'decide'],
  [verb('made', `amendments? (?=to)`), 'adopt'],
  [verb('passed|adopted', `(?:motion) (?:to|for)`), 'adopt'],
  [verb('was|were|is|are', '(?:pleased|delighted|honou?red) (?:with|to note|to see|to welcome|by)'), 'welcome'],
  [verb('was|were|is|are|remains|remained', '(?=concerned (?:about|at|over|by|that))'), 'express'],
  [verb('received|receives', '(?=(?:reports?|briefings?|updates?|presentations?|statements?)\\b)'), 'hear'],
  [verb('unveiled|rolled out|kicked off|activated|revived', '(?=(?:plan|strategy|programme|program|initiative|campaign|project|framework|road ?map|platform|fund|mechanism|process|portal|website)\\b)'), 'launch'],
  [verb('convened|organi[sz]ed|assembled|put together', '(?=(?:working group|task force|taskforce|panel|commission|sub-?committee|ad hoc committee)\\b)'), 'establish'],
  [verb('h[eo]ld|holds|had|conducted|carried out|undertook|made', `(?:stocktaking|stock-taking|analysis|examination|study|overview|survey|appraisal) ${about}`), 'review'],
  [verb('completed|concluded|finished', '(?=(?:draft|text|report|rules|guidelines|negotiations|agreement|document|preparations|plan)\\b)'), 'finalize'],
  [verb('put|placed|laid|lays|lay|puts|place|places', `(?:emphasis|stress|accent) (?:on|upon)`), 'emphasize'],
  [verb('expressed|expresses|voiced|declared|announced|confirmed', `(?:backing|endorsement) (?:for|of)`), 'endorse'],
  [verb('gave|gives', `(?:consideration|thought) to`), 'consider'],
  [verb('put|affixed|added', `signatures? to`), 'sign'],
  [/^(?:left|kept|keeps|held|holds) (?=(?:the|its) (?:[\w-]+ ){0,4}?(?:rates?|policy|stance|ratio|targets?|quotas?|fees?|output|production|ceiling)\b)/i, 'decide'],
  [/^set (?=(?:the|an?|its) (?:(?!by\b|out\b)[\w-]+ ){0,4}?(?:catch(?:es)?|TACs?|quotas?|fees?|rates?|limits?|price|levy|precept|deadline|salar(?:y|ies)|dates?)\b)/i, 'decide'],
  [/^settled (?=(?:the|its) [^,;.]{3,60} at )/i, 'decide'],
  [verb('took|takes', `(?:positive|good|due|careful|formal) (?:note|notice) of`), 'note'],
  [verb('made|gave', `(?:commitments?|pledges?|promises?|undertakings?) (?:to|on|for)`), 'agree'],
  [verb('announced|announces', `(?:decisions?|agreements?) (?:to|on|that)`), 'decide'],
  [verb('announced|announces', `(?:establishment|creation|formation) of`), 'establish'],
  [verb('announced|announces', `(?:launch|launching|start) of`), 'launch'],
  [verb('announced|announces', `(?:adoption) of`), 'adopt'],
  [verb('announced|announces', `(?:approval) of`), 'approve'],
  [verb('announced|announces', `(?:appointment|nomination) of`), 'appoint'],
  [verb('announced|announces', `(?:election) of`), 'elect'],
  [verb('announced|announces', `(?:signing|signature|conclusion) of`), 'sign'],
  [/^announce[ds]? (?=(?:that|the|their|its|an?|new|plans|measures) )/i, 'declare'],
  [/^(?:paid|pays) (?:\w+ ){0,2}?(?:homage|respects?) to\b/i, 'commend'],
  [/^(?:was|were|is|are) (?:also |deeply |most |very |truly |extremely |particularly )*(?:grateful|thankful|indebted) (?:to|for)\b/i, 'thank'],
  [/^(?:was|were|is|are) (?:also |fully |firmly |strongly )*(?:convinced|persuaded|confident) (?:of|that)\b/i, 'affirm'],
  [verb('outlined|set forth|devised|mapped out|laid out|worked out', '(?=(?:plan|road ?map|framework|mechanism|measures|procedures?|agenda|timetable|steps|criteria)\\b)'), 'decide'],
  [verb('paid|pays|gave|devoted', `attention to`), 'discuss'],
  [verb('gave|gives|granted', '(?=(?:mandate|authority|authorization|permission|power)s? to\\b)'), 'grant'],
  [verb('saw|had|held', `(?:exchange|debate|dialogue) (?:on|about)`), 'discuss'],
  [verb('shared|sent', `(?=(?:condolences|sympath(?:y|ies)|appreciation|concerns?)\\b)`), 'express'],
  [verb('remain|remains|are|is', `(?:committed|steadfast) (?:to|in)`), 'affirm'],
  [verb('had|has|have|raised|made|offered|submitted', `no (?:comments?|objections?)(?: or (?:comments?|objections?))?(?: (?:to|on|about))?`), 'agree'],
  [verb('gave|gives|provided', '(?:direction|instructions?) to'), 'instruct'],
  [/^received and (?:filed|placed on file)\b/i, 'accept'],
  [/^was the (?:sense|view|feeling|opinion|consensus|will) of (?:the )?(?:[a-z]+ ){1,4}?that\b/i, 'agree'],
  [/^continued (?=(?:the|this|consideration|discussion) .{3,80} (?:to|until) )/i, 'defer'],
  [/^closed (?=(?:the |an? )?(?:[a-z-]+ ){0,3}?(?:issues?|cases?|tickets?|complaints?|investigations?|procedures?)\b)/i, 'terminate'],
  [/^OK(?:'d|’d|ed|ayed)\b/, 'approve'],
  [/^scheduled (?=(?:an?|the|its|their|another) )/i, 'decide'],
  [/^commission(?:ed|s) (?=(?:an?|the) (?:\w+ )?(?:study|report|review|audit|survey)\b)/i, 'charge'],
  [verb('focused on|centered on|centred on', '(?:discussions?|consideration|deliberations?) of'), 'discuss'],
  [/^(?:set|sets|fixed|fixes) (?=(?:the|an?|its|their|new) (?:[\w-]+ ){0,4}?(?:deadlines?|dates?|venue|timetable|targets?|rates?|fees?|levy|levies|precept|prices?|quotas?|limits?|salary|salaries|(?:public )?hearings?|budget|scale)\b)/i, 'decide'],
  [/^(?:was|were|ha[sd] been|have been) (?:also |again |then |further )?(?:briefed|updated|informed|apprised|told)(?: by [^,;]{1,80}?)? (?:on|about|of|regarding|that)\b/i, 'hear'],
  [verb('began|begins|started|starts|opened|resumed|continued|continues', `(?:discussions?|debates?|deliberations?|consideration|talks) ${about}`), 'discuss'],
  [verb('commenced|began|started|kicked off', '(?=(?:process|project|review|study|inquiry|investigation|consultations?|initiative|campaign|pilot|programme|program|dialogue) (?:on|of|to|for|into|with|aimed)\\b)'), 'launch'],
  [verb('proposed|proposes|put forward|offered|formulated|issued|issues', '(?=(?:recommendations?) )'), 'recommend'],
  [/^(?:removed|deleted|delisted|expelled|excluded|struck) (?=[A-ZÀ-ỿ][^.;]{2,80} from (?:the|its) )/u, 'terminate'],
  [/^(?:added|placed|included|put|inscribed|moved) (?=[A-ZÀ-ỿ][^.;]{2,80} (?:to|on|in|onto) (?:the|its) (?:[^\s,.;]+ ){0,5}?(?:list|register|agenda|schedule|annex)\b)/u, 'decide'],
  [/^(?:revised|modernized|modernised|overhauled|streamlined) (?=(?:the|its|their|an?|both|two|three|four|five|six|\d+) )/i, 'adopt'],
  [/^raised (?=(?:the |an? |their )?(?:issues?|questions?|matters?|concerns?|subject|topic) (?:of|about|with|over)\b)/i, 'discuss'],
  [/^(?:developed|elaborated) (?=(?:the|its|an?) (?:[\w-]+ ){0,5}?(?:list|guidelines|plan|framework|strategy|criteria|road ?map|procedures?|rules|code)\b)/i, 'finalize'],
  [/^(?:(?:was|were) devoted to|dealt with)\b/i, 'discuss'],
  [/^(?:was|were) presented with\b/i, 'hear'],
  [/^concurred (?:with|in|that)\b/i, 'agree'],
  [verb('made|makes|announced', '(?=(?:appointments?|nominations?)\\b)'), 'appoint'],
  [verb('gave|gives', `(?:support|backing) (?:to|for)`), 'support'],
  [verb('concluded|completed|finished', 'work on'), 'finalize'],
  [verb('concluded|completed', `(?:reviews?|assessments?|evaluation) of`), 'review'],
  [/^accorded (?=(?:[\w-]+ ){0,3}?(?:status|membership)\b)/i, 'grant'],
  [/^offer(?:s|ed) to (?=(?:host|organi[sz]e|provide|fund|chair)\b)/i, 'agree'],
  [verb('identified|identifies', '(?=(?:priorities|priority areas|areas)\\b)'), 'decide'],
  [verb('produced|yielded|delivered', '(?=(?:declaration|statement|communiqu[eé]|outcome document|road ?map|plan of action)\\b)'), 'adopt'],
  [verb('produced|yielded|delivered', '(?:agreements?|deal|consensus) (?:on|to)'), 'agree'],
  [verb('h[eo]ld|had|conducted', `(?:consultations?|dialogues?|conversations?|negotiations) (?:on|about|over|regarding|concerning)`), 'discuss'],
  [/^suggest(?:ed|s) that (?=[^.;]{3,80} be )/i, 'recommend'],
  [/^observed (?=with (?:concern|satisfaction|appreciation|interest|regret)\b)/i, 'note'],
  [/^sanctioned (?=[$€£₹]|US\$|Rs)/, 'approve'],
  [verb('renewed|renews|restated', '(?=(?:commitments?|determination|resolve|pledges?)\\b)'), 'affirm'],
  [/^(?:was|were|is|are) (?:also |deeply |gravely |seriously )*(?=(?:alarmed|appalled|saddened|shocked|outraged|dismayed|disappointed|disturbed|troubled|worried) (?:about|at|by|over|that|to)\b)/i, 'express'],
  [/^(?:was|were|is|are) (?:also )?(?:encouraged|heartened|gratified) (?:by|that|to note|to see)\b/i, 'welcome'],
  [verb('shared|shares|took|held', '(?:view|opinion|position) that'), 'agree'],
  [/^(?:was|were|is|are) (?:also |all )?(?:of the (?:view|opinion)|in agreement|unanimous) that\b/i, 'agree'],
  [verb('attached|attaches|attach', '(?=importance to\\b)'), 'emphasize'],
  [/^(?:stood|stand|stands) (?:firmly )?(?=in solidarity with\b)/i, 'express'],
  [/^(?:rallied|united|threw their weight|put their weight) behind\b/i, 'support'],
  [/^(?:spoke|came out|were|was|are|is) (?:all |strongly |unanimously |overwhelmingly )?in favou?r of\b/i, 'support'],
  [/^(?:was|were) (?:unanimous|united) in (?:supporting|backing|their support (?:for|of))\b/i, 'support'],
  [/^(?:cleared|paved|opened) the way (?:for|to)\b/i, 'approve'],
  [/^complement(?:ed|s) (?=the [A-ZÀ-ỿ][^.;]{2,80} (?:for|on) (?:the|its|their)\b)/u, 'commend'],
  [/^compliment(?:ed|s) (?=\S)/, 'commend'],
  [/^(?:fined|sanctioned|reprimanded|disqualified) (?=(?:the|an?|both|two|three|[A-ZÀ-ỿ]))/u, 'decide'],
  [/^(?:pledged|pledges) (?=(?:[$€£¥]|US\$|USD|EUR|\d))/, 'agree'],
  [/^(?:placed|put) (?=(?:the|its|an?|two|three|\d+) [^.;]{2,80} on (?:the|its) (?:[^\s,.;]+ ){0,5}?(?:list|register)\b)/i, 'decide'],
  [/^initialled (?=\S)/, 'sign'],
  [/^cited (?=(?:the|its|their) )/, 'emphasize'],
  [what('increased|reduced|raised|lowered|cut|doubled|tripled|halved|capped|limited|tightened|eased|loosened|relaxed|trimmed|slashed|scaled back|scaled up|stepped up|froze|unfroze|maintained|retained|adjusted|corrected|fixed'), 'decide'],
  [what('reopened|re-opened|strengthened|expanded|broadened|widened|restored|reinstated|readmitted|banned|prohibited|outlawed|restricted|exempted|merged|combined|consolidated|divided|renamed|rebranded|upgraded|downgraded|restructured|reorganized|reorganised|reformed|relocated|rescheduled|reallocated|redirected|reserved|set aside|brought forward|transferred|incorporated'), 'decide'],
  [what('added|purchased|bought|acquired|sold|leased|rented|engaged|funded|financed|donated|accredited|certified|licensed|inscribed|listed|defined|prioritized|prioritised|prescribed|released|disbursed|lodged|picked|shortlisted|short-listed|required'), 'decide'],
  [what('deleted|removed|delisted|expelled|excluded|eliminated|scrapped|axed|abandoned|halted|stopped|shut down|phased out|closed down|wound up|retired'), 'terminate'],
  [what('moved forward|advanced'), 'approve'],
  [what('reversed|retracted|undid|voided'), 'rescind'],
  [what('delayed|rescheduled|parked'), 'defer'],
  [what('founded|put in place|set in motion'), 'establish'],
  [what('disapproved|blocked'), 'reject'],
  [verb('introduced', '(?=(?:bans?|measures|fees?|tax|restrictions?|rules|requirements?|systems?|limits?|quotas?|sanctions|moratorium|changes|reforms?|amendments?)\\b)'), 'decide'],
];

/** Finds a light verb at the beginning of words. */
export type Pattern = Pick<RegExp, 'source' | 'exec'>;

/** Verbs of many uses, which report an action only with an object immediately after them. */
function what(forms: string): Pattern {
  return verb(forms, someThing);
}

/** The pattern of a verb, compiled when the verb first occurs. */
function verb(forms: string, noun: string): Pattern {
  const tail =
    noun === someThing
      ? noun
      : noun.startsWith('(?=')
        ? noun.replace('(?=', `(?=${some}{0,6}`)
        : `${some}{0,6}${noun}\\b`;
  const source = `^(?:${withParticiples(forms)}) ${tail}`;
  let expression: RegExp | undefined;
  return {
    source,
    exec(words) {
      expression ??= new RegExp(source, 'i');
      return expression.exec(words);
    },
  };
}
