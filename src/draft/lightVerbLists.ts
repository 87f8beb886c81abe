import type { Action } from '../domain/vocabulary';

const some = "(?:(?!(?:of|for|on|to|that|in|with|without|after|before|until|by|and|at|from|about) )[a-z][a-z’'-]* )";
const about = '(?:on|of|about|over|regarding|concerning|around|with regard to|with respect to|to|for|that|with)';

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
  [verb('there was', `(?:consensus|agreement) ${about}`), 'agree'],
  [verb('there was', `support (?:for|of)`), 'support'],
  [verb('reached|reaches|achieved|attained|came to|arrived at|agreed|struck|brokered', `(?:agreements?|consensus|understanding|orientation|compromise|conclusions?|approach|position|deal|accord|settlement) ${about}`), 'agree'],
  [verb('shared|swapped|exchanged', `(?:views|opinions|ideas) ${about}`), 'exchange views'],
  [verb('issued|released|published|put out', '(?=(?:statements?|communiqu[eé]s?|declarations?|conclusions)\\b)'), 'adopt'],
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
  [verb('made|took|take|takes|taken|reached', `(?:decisions?) (?:(?=not to)|${about})`), 'decide'],
  [verb('made', `amendments? (?=to)`), 'adopt'],
  [verb('passed|adopted', `(?:motion) (?:to|for)`), 'adopt'],
  [verb('was|were|is|are', '(?:pleased|delighted) (?:with|to note|to see|by)'), 'welcome'],
  [verb('was|were|is|are|remains|remained', '(?=concerned (?:about|at|over|by|that))'), 'express'],
  [verb('received|receives', '(?=(?:reports?|briefings?|updates?|presentations?|statements?)\\b)'), 'hear'],
  [/^(?:increased|reduced|raised|lowered|cut|reopened|re-opened|strengthened|expanded|restored|reinstated|readmitted|froze|banned|prohibited|restricted|merged|renamed|adjusted|corrected|added|purchased|bought|sold|leased|retained|engaged|funded|accredited|certified|inscribed|listed|defined|moved forward|transferred|released|disbursed|lodged) (?=(?:the|its|their|an?|all|both|two|three|four|five|six|seven|eight|nine|ten|\d[\d,.]*) )/i, 'decide'],
  [/^(?:deleted|removed|delisted|expelled|excluded) (?=(?:the|its|an?|all|both|two|three|\d+) )/i, 'terminate'],
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
  [/^closed (?=(?:the |an? )?(?:issues?|cases?|tickets?|complaints?|investigations?)\b)/i, 'terminate'],
  [/^OK(?:'d|’d|ed|ayed)\b/, 'approve'],
  [/^scheduled (?=(?:an?|the|its|their|another) )/i, 'decide'],
  [/^commission(?:ed|s) (?=(?:an?|the) (?:\w+ )?(?:study|report|review|audit|survey)\b)/i, 'charge'],
  [verb('focused on|centered on|centred on', '(?:discussions?|consideration|deliberations?) of'), 'discuss'],
  [/^(?:set|sets|fixed|fixes) (?=(?:the|an?|its|their|new) (?:[\w-]+ ){0,4}?(?:deadlines?|dates?|venue|timetable|targets?|rates?|fees?|levy|levies|precept|prices?|quotas?|limits?|salary|salaries|(?:public )?hearings?|budget|scale)\b)/i, 'decide'],
  [/^(?:was|were|ha[sd] been|have been) (?:also |again |then |further )?(?:briefed|updated|informed|apprised|told)(?: by [^,;]{1,80}?)? (?:on|about|of|regarding|that)\b/i, 'hear'],
  [verb('began|begins|started|starts|opened|resumed|continued|continues', `(?:discussions?|debates?|deliberations?|consideration|talks) ${about}`), 'discuss'],
  [verb('commenced|began|started|kicked off', '(?=(?:process|project|review|study|inquiry|investigation|consultations?|initiative|campaign|pilot|programme|program|dialogue) (?:on|of|to|for|into|with|aimed)\\b)'), 'launch'],
  [verb('proposed|proposes|put forward|offered|formulated|issued|issues', '(?=(?:recommendations?) )'), 'recommend'],
  [/^(?:removed|deleted|delisted|expelled|excluded|struck) (?=\p{Lu}[^.;]{2,80} from (?:the|its) )/u, 'terminate'],
  [/^(?:added|placed|included|put|inscribed|moved) (?=\p{Lu}[^.;]{2,80} (?:to|on|in|onto) (?:the|its) (?:[^\s,.;]+ ){0,5}?(?:list|register|agenda|schedule|annex)\b)/u, 'decide'],
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
  [/^complement(?:ed|s) (?=the \p{Lu}[^.;]{2,80} (?:for|on) (?:the|its|their)\b)/u, 'commend'],
  [/^compliment(?:ed|s) (?=\S)/, 'commend'],
  [/^(?:fined|sanctioned|reprimanded|disqualified) (?=(?:the|an?|both|two|three|\p{Lu}))/u, 'decide'],
  [/^(?:pledged|pledges) (?=(?:[$€£¥]|US\$|USD|EUR|\d))/, 'agree'],
  [/^cited (?=(?:the|its|their) )/, 'emphasize'],
];

/** Finds a light verb at the beginning of words. */
export interface Pattern {
  exec(words: string): RegExpExecArray | null;
}

/** The expression is compiled for a verb that occurs: all of them would take longer than the rest of a draft. */
function verb(forms: string, noun: string): Pattern {
  const tail = noun.startsWith('(?=') ? noun.replace('(?=', `(?=${some}{0,6}`) : `${some}{0,6}${noun}\\b`;
  const first = new RegExp(`^(?:${forms}) `, 'i');
  let whole: RegExp | undefined;
  return {
    exec(words) {
      if (!first.test(words)) return null;
      whole ??= new RegExp(`^(?:${forms}) ${tail}`, 'i');
      return whole.exec(words);
    },
  };
}

/** Nouns of which a verb says that they took place: their object follows. */
// biome-ignore format: a line is a noun
export const passives: readonly (readonly [RegExp, Action])[] = [
  [/^no (?:objections?|comments?) (?:was|were) (?:also )?(?:raised|made|received|submitted) (?:to|on|about|against|regarding)\b/i, 'agree'],
  [/^(?:discussions?|debates?|deliberations?|talks) (?:was|were|ha(?:s|ve) been) (?:also )?(?:held|conducted) (?:on|about|regarding|concerning|over)\b/i, 'discuss'],
  [/^(?:discussions?|debates?) (?:also )?took place (?:on|about|regarding|concerning|over)\b/i, 'discuss'],
  [/^exchanges? of (?:views|opinions) (?:also )?(?:took place|was held|were held) (?:on|about|regarding|concerning|ahead of|with)\b/i, 'exchange views'],
  [/^amendments? (?:was|were|ha(?:s|ve) been) (?:also )?made (?=to\b)/i, 'adopt'],
  [/^hearings? (?:was|were) (?:also )?held (?:on|about|regarding|concerning|for)\b/i, 'hear'],
  [/^attention (?:was|were|ha(?:s|ve) been) (?:also )?(?:paid|given|devoted) to\b/i, 'discuss'],
  [/^(?:agreements?|consensus) (?:was|ha(?:s|ve) been) (?:also )?reached (?:on|about|that|to|regarding)\b/i, 'agree'],
  [/^(?:consensus|sense|view|feeling|opinion|will) of (?:the )?(?:\p{L}+ ){1,4}?(?:was|is) (?:that|to)\b/iu, 'agree'],
  [/^consensus (?:was|emerged) (?:that|to)\b/i, 'agree'],
  [/^(?:approval|assent|consent|permission|authority) (?:was|were|ha(?:s|ve) been) (?:also )?(?:given|granted) (?:to|for)\b/i, 'approve'],
  [/^support (?:was|ha(?:s|ve) been) (?:also )?(?:expressed|voiced|given) (?:for|to)\b/i, 'support'],
  [/^(?:thanks|gratitude) (?:was|were) (?:also )?(?:expressed|extended|conveyed|given) to\b/i, 'thank'],
  [/^note (?:was|has been) (?:also )?taken of\b/i, 'note'],
  [/^consensus emerged (?:on|about|around)\b/i, 'agree'],
  [/^(?:agreements?|consensus|common ground) (?:was|were|ha(?:s|ve) been) (?:also )?(?:found|achieved) (?:on|about|that|to|regarding)\b/i, 'agree'],
  [/^(?:decisions?|resolutions?) (?:taken|made) (?:also )?(?:concern(?:s|ed)|cover(?:s|ed)|relat(?:es|ed) to|dealt with|address(?:es|ed))\b/i, 'decide'],
  [/^(?:decisions|resolutions) (?:(?:were|are|included?)(?=:)|(?:also )?included? (?=(?:the|an?) (?!(?:[a-z]+ )?(?:approval|adoption|creation|election|establishment|endorsement|appointment|launch|acceptance|extension|signing|confirmation|renewal)\b)))/i, 'adopt'],
  [/^(?:documents|decisions|texts|resolutions|declarations|instruments) adopted (?:(?:at|during|by) [^,]{1,60}? )?concern(?:ed)?\b/i, 'adopt'],
  [/^focus (?:was|were) (?:also )?on\b/i, 'discuss'],
  [/^emphasis (?:was|were|has been) (?:also )?(?:placed|laid|put) (?:on|upon)\b/i, 'emphasize'],
  [/^views (?:was|were) (?:also )?exchanged (?:on|about|regarding)\b/i, 'exchange views'],
  [/^agenda (?:also )?featured\b/i, 'discuss'],
  [/^(?:discussions?|debates?|talks|deliberations?|conversations?|exchanges?) (?:(?:also|mainly|largely|primarily) )?(?:focus(?:s)?ed|cent(?:e?red|red)|concentrated|touched|revolved) (?:on|upon|around|about)\b/i, 'discuss'],
  [/^(?:discussions?|talks|agenda) (?:also )?covered\b/i, 'discuss'],
  [/^(?:documents|decisions|texts|resolutions|declarations|instruments) (?:that were )?(?:adopted|taken)(?: (?:at|during|by) [^,]{1,60}?)? (?:included?|were|are)\b/i, 'adopt'],
  [/^(?:documents|agreements|memoranda|texts|instruments) (?:that were )?signed(?: (?:at|during|by) [^,]{1,60}?)? (?:included?|were|are)\b/i, 'sign'],
  [/^(?:topics|issues|matters|subjects|items|questions|themes) (?:(?:that were|which were|under) )?(?:discussed|discussion|debated|addressed|considered)(?: at the meeting)? (?:included?|were|are)\b/i, 'discuss'],
  [/^decisions? (?:was|were|ha(?:s|ve) been) (?:also )?(?:made|taken) (?:to|that|on|regarding|concerning)\b/i, 'decide'],
];

/** What was done to their subject, which must match the last pattern if there is one. */
export const given: readonly (readonly [RegExp, Action, RegExp?])[] = [
  [/^(?:received|gained|won|secured|got|obtained) (?:[a-z]+ )?approval\b/i, 'approve'],
  [
    /^(?:was|were|ha(?:s|ve) been) (?:also )?(?:issued|released|published)\b/i,
    'adopt',
    /\b(?:statement|communiqu|declaration|conclusions)/i,
  ],
  [
    /^(?:was|were|ha(?:s|ve) been) (?:also )?(?:put to (?:the|a) vote and )?carried\b/i,
    'adopt',
    /\b(?:resolution|amendment|motion|proposal|recommendation|bill|item)/i,
  ],
  [/^(?:was|were) (?:given|granted) (?:[a-z]+ )?(?:approval|permission|assent)\b/i, 'approve'],
  [
    /^(?:was|were) taken as (?:having been )?(?:read|correct)(?:,? (?:approved|agreed|confirmed))?(?:,? and (?:duly )?signed)?/i,
    'approve',
    /\bminutes\b/i,
  ],
  [
    /^(?:was|were) (?:then |duly )?signed (?:by the chair\w*|as (?:an?|being an?) (?:true|correct|accurate))/i,
    'approve',
    /\bminutes\b/i,
  ],
  [
    /^(?:was|were) (?:set|fixed) (?:at|for|to)\b/i,
    'decide',
    /\b(?:precept|fees?|rates?|levy|prices?|salar(?:y|ies)|dates?|deadlines?|meetings?|hearing|quotas?|limits?|target)\b/i,
  ],
  [
    /^(?:was|were) (?:received and )?(?:filed|placed on file)\b/i,
    'accept',
    /\b(?:report|statement|correspondence|letter|communication|accounts|minutes|petition)/i,
  ],
  [
    /^(?:was|were) (?:defeated|voted down|lost)\b/i,
    'reject',
    /\b(?:proposal|motion|amendment|resolution|bill|plan|ordinance|measure)/i,
  ],
  [/^(?:was|were) (?:continued|held over|carried (?:over|forward)) (?:to|until)\b/i, 'defer'],
  [/^(?:was|were) closed\b/i, 'terminate', /\b(?:issue|case|ticket|complaint|investigation)/i],
  [/^(?:received|gained|won|secured) (?:[a-z]+ )?endorsement\b/i, 'endorse'],
  [/^(?:received|gained|won|secured) (?:[a-z]+ ){0,2}(?:support|backing)\b/i, 'support'],
  [
    /^(?:was|were|has been|have been) (?:also |accordingly |further )?(?:revised|amended)\b/i,
    'adopt',
    /\b(?:rules?|regulations?|polic(?:y|ies)|guidelines?|measures?|plans?|statutes?|by-?laws|procedures?|terms|standards?|strateg(?:y|ies)|mandates?|agreements?|annex\w*|schedules?|guidance|code|charter)\b/i,
  ],
  [
    /^(?:was|were|has been|have been) (?:also )?(?:raised|increased|reduced|lowered|cut) (?:to|by|from)\b/i,
    'decide',
    /\b(?:fees?|rates?|dues|subscriptions?|quotas?|limits?|levy|salar(?:y|ies)|price|tariffs?|catch\w*|contributions?|tax)\b/i,
  ],
  [/^(?:was|were|has been|have been) (?:also )?(?:removed|deleted) from (?:the|its) /i, 'terminate'],
  [
    /^(?:was|were|has been|have been) (?:also )?(?:added to|placed on|inscribed (?:on|in)) (?:the|its) (?:[^\s,.;]+ ){0,5}?(?:list|register)\b/i,
    'decide',
  ],
  [/^(?:got|received|won|was given|were given) (?:the |a |its )?(?:green light|go-ahead|nod|blessing)\b/i, 'approve'],
  [
    /^(?:was|were|has been|have been) (?:also )?raised(?=[.,;]|$| (?:at|during|by|in) )/i,
    'discuss',
    /\b(?:issues?|questions?|matters?|concerns?|subject|topic)\b/i,
  ],
  [/^(?:was |were )?met with (?:[a-z]+ ){0,2}(?:support|approval)\b/i, 'support'],
  [/^(?:was|were) (?:given|accorded) (?=(?:the |an? )?(?:\w+ ){0,2}status\b)/i, 'grant'],
  [/^(?:was|were) given the (?:task|mandate|responsibility) of\b/i, 'charge'],
  [/^(?:was|were) (?:newly |also )?voted (?=(?:in|onto|on to|to (?:stay|remain|continue|serve))\b)/i, 'elect'],
  [
    /^will be (?:reviewed|discussed|considered|taken up|revisited|voted (?:on|upon)|decided|addressed|dealt with|put to (?:a|the) vote|placed on the agenda) (?:again )?(?:at|in|for|on) (?:the |our |its |a )?(?:next|following|future|subsequent|\p{Lu}\p{Ll}+)(?: \d{4})? (?:\p{L}+ )?(?:meeting|session)s?\b/iu,
    'defer',
    /\b(?:minutes|matter|item|issue|discussion|resolution|request|application|proposal|motion|decision|ordinance|bill|consideration|election)s?\b/i,
  ],
  [/^(?:was|were) (?:also |high |all )?on the agenda\b/i, 'discuss'],
];

export const firstVerbs =
  /^(?:continue[sd]|closed|began|begins|start(?:s|ed)|opened|resumed|commenced|kicked|proposed|proposes|formulated|struck|placed|included|inscribed|revised|moderni[sz]ed|overhauled|streamlined|restated|shares|attach(?:ed|es)?|stood|stands?|rallied|united|spoke|cleared|paved|compl[ei]ment(?:ed|s)|fined|sanctioned|reprimanded|disqualified|cited|observed|recorded|suggests?|suggested|achieved|attained|identifie[sd]|mapped|laid|worked|produced|yielded|delivered|offers?|offered|completed|finished|developed|elaborated|dealt|concurred|announced|provided|increased|reduced|raised|lowered|cut|reopened|re-opened|strengthened|expanded|restored|reinstated|readmitted|froze|banned|prohibited|restricted|merged|renamed|adjusted|corrected|added|purchased|bought|sold|leased|retained|funded|accredited|certified|inscribed|listed|defined|moved|transferred|disbursed|lodged|deleted|removed|delisted|expelled|excluded|outlined|devised|paid|pays|devoted|saw|sent|take|remain|submitted|scheduled|shared|swapped|exchanged|issue[sd]|released|published|put|concluded|entered|placed|made|makes|renew(?:ed|s)|reiterates|repeated|struck|brokered|agreed|pledge[ds]|threw|ok['’]?d|ok['’]?ed|commission(?:ed|s)|there|h[eo]ld|has|had|have|holds|conducted|engaged|carried|undertook|reache[ds]|came|arrived|gave|gives|granted|accorded|express|expressed|expresses|voiced|reiterated|declared|extends?|extended|lent|conveyed|offered|ma[dk]es?|took|takes?|taken|adopted|passed|was|were|is|are|remain(?:s|ed)|receive[sd]|focused|cent(?:e?red|red)|sets?|fixe[sd])$/i;
export const firstNouns =
  /^(?:no|sense|view|feeling|opinion|will|approval|assent|consent|permission|authority|support|thanks|gratitude|note|conversations?|agenda|documents|texts|resolutions|declarations|instruments|memoranda|topics|issues|matters|subjects|items|questions|themes|resolutions?|common|emphasis|views|focus|hearings?|discussions?|debates?|deliberations?|talks|exchanges?|amendments?|attention|agreements?|consensus|decisions?)$/i;
export const firstPassives = /^(?:was|were|will|met|has|have|received|gained|won|got|obtained|secured)$/i;
