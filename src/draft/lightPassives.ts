import type { Action } from '../domain/vocabulary';

/** Nouns with verbs that say that they took place; the object follows. */
// biome-ignore format: a line is a noun
export const passives: readonly (readonly [RegExp, Action])[] = [
  [/^no (?:objections?|comments?) (?:was|were) (?:also )?(?:raised|made|received|submitted) (?:to|on|about|against|regarding)\b/i, 'agree'],
  [/^(?:discussions?|debates?|deliberations?|talks) (?:was|were|ha(?:s|ve) been) (?:also )?(?:held|conducted) (?:on|about|regarding|concerning|over)\b/i, 'discuss'],
  [/^(?:discussions?|debates?) (?:also )?took place (?:on|about|regarding|concerning|over)\b/i, 'discuss'],
  [/^exchanges? of (?:views|opinions) (?:also )?(?:took place|was held|were held) (?:on|about|regarding|concerning|ahead of|with)\b/i, 'exchange views'],
  [/^amendments? (?:was|were|ha(?:s|ve) been) (?:also )?made (?=to\b)/i, 'adopt'],
  [/^hearings? (?:was|were) (?:also )?held (?:on|about|regarding|concerning|for)\b/i, 'hear'],
  [/^attention (?:was|were|ha(?:s|ve) been) (?:also )?(?:paid|given|devoted) to\b/i, 'discuss'],
  [/^(?:agreements?|consensus) (?:was|ha(?:s|ve) been) (?:also )?reached (?:by [^,;]{3,50}? )?(?:on|about|that|to|regarding|for)\b/i, 'agree'],
  [/^(?:consensus|sense|view|feeling|opinion|will) of (?:the )?(?:[A-Za-zÀ-ỿ]+ ){1,4}?(?:was|is) (?:that|to)\b/iu, 'agree'],
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
  [/^agenda (?:also )?(?:featured|included|comprised)(?! in)\b/i, 'discuss'],
  [/^on the agenda (?:were|was) (?=(?:the|an?|its|their|two|three) )/i, 'discuss'],
  [/^(?:discussions?|debates?|talks|deliberations?|conversations?|exchanges?) (?:(?:also|mainly|largely|primarily) )?(?:focus(?:s)?ed|cent(?:e?red|red)|concentrated|touched|revolved) (?:on|upon|around|about)\b/i, 'discuss'],
  [/^(?:discussions?|talks|agenda) (?:also )?covered\b/i, 'discuss'],
  [/^(?:documents|decisions|texts|resolutions|declarations|instruments) (?:that were )?(?:adopted|taken)(?: (?:at|during|by) [^,]{1,60}?)? (?:included?|were|are)\b(?!\s+(?:the|an?)\s+(?:[a-z]+ )?(?:approval|adoption|creation|election|establishment|endorsement|appointment|launch|acceptance|extension|signing|confirmation|renewal)\b)/i, 'adopt'],
  [/^(?:documents|agreements|memoranda|texts|instruments) (?:that were )?signed(?: (?:at|during|by) [^,]{1,60}?)? (?:included?|were|are)\b/i, 'sign'],
  [/^(?:topics|issues|matters|subjects|items|questions|themes) (?:(?:that were|which were|under) )?(?:discussed|discussion|debated|addressed|considered)(?: at the meeting)? (?:included?|were|are(?=:))(?![a-z])/i, 'discuss'],
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
    /^(?:was|were) taken as (?:having been )?(?:read|correct)(?:,? (?:approved|agreed|confirmed))?(?:,? and (?:duly )?signed)?(?: by the chair\w*)?/i,
    'approve',
    /\bminutes\b/i,
  ],
  [
    /^(?:was|were) (?:then |duly )?signed (?:by the chair\w*|as (?:an?|being an?) (?:true|correct|accurate))/i,
    'approve',
    /\bminutes\b/i,
  ],
  [
    /^(?:was|were|ha(?:s|ve) been) (?:set|fixed) (?:at|for|to)\b/i,
    'decide',
    /\b(?:precept|fees?|rates?|levy|prices?|salar(?:y|ies)|dates?|deadlines?|meetings?|hearing|quotas?|limits?|target)\b/i,
  ],
  [
    /^(?:was|were) (?:proposed|moved|accepted) (?:as (?:an? )?(?:true|correct|accurate)[a-z ]{0,30}? )?by [^,;.]{2,60}?,? (?:and )?seconded by\b/i,
    'approve',
    /\b(?:minutes|accounts|report)\b/i,
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
    /^will be (?:reviewed|discussed|considered|taken up|revisited|voted (?:on|upon)|decided|addressed|dealt with|put to (?:a|the) vote|placed on the agenda) (?:again )?(?:at|in|for|on) (?:the |our |its |a )?(?:next|following|future|subsequent|[A-ZÀ-ỿ][a-zÀ-ỿ]+)(?: \d{4})? (?:[A-Za-zÀ-ỿ]+ )?(?:meeting|session)s?\b/iu,
    'defer',
    /\b(?:minutes|matter|item|issue|discussion|resolution|request|application|proposal|motion|decision|ordinance|bill|consideration|election)s?\b/i,
  ],
  [/^(?:was|were) (?:also |high |all )?on the agenda\b/i, 'discuss'],
];
