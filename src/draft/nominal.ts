import { actionOfNoun, reportedVerbs } from '../domain/reportedVerbs';
import { type Action, actionClass } from '../domain/vocabulary';

const result =
  /\b(?:focus|highlight|outcomes?|results?|decisions?|achievements?|items?|development|step|action|feature)s?\b[^.;]{0,120}?\b(?:was|were|is|are|included?|includes|came with|(?=:)):?\s+(?:also )?(?:(?:the|an?|its)\s+)?([a-z\u00c0-\u024f]+) of\s+/i;

/** "Highlights include recommendations to: …", "outcomes were decisions to …". */
const plural =
  /\b(?:highlights?|outcomes?|results?|achievements?|conclusions?|motions?|actions?)\b[^.;:]{0,80}?\b(?:was|were|is|are|included?|includes)\s+(?:the |several |two |three )?(recommendation|decision|agreement|request|resolution|approval|consensus|endorsement|support)s? (?:to|on|that|for|of):?\s+/i;
const actionOfPlural: Readonly<Record<string, Action>> = {
  recommendation: 'recommend',
  decision: 'decide',
  agreement: 'agree',
  request: 'request',
  resolution: 'adopt',
  approval: 'approve',
  consensus: 'agree',
  endorsement: 'endorse',
  support: 'support',
};

const begins =
  /\b(?:(?:began|begins|commenced|concluded|ended|opened|started|culminated|moved forward|proceeded|went ahead) (?:with|in)|(?:began|opened|concluded|ended|closed|started) [^.;]{3,100}?,? with(?= the (?!aim|view|support|participation|exception|adoption|approval|signing))|resulted in|led to|witnessed|saw|these (?:include|included|were|are)) (?:the |an? )?(?:unanimous |formal )?(?:([a-z\u00c0-\u024f]+) (?:by acclamation )?of|(agreement) (?:on|to))\s+/i;

const decided =
  /^[^.;,]{0,40}\b(?:decisions? (?:[a-z\u00c0-\u024f]+ ){0,3}?(?:was|is) (?=(?:the|to|an?) )|(?:decisions|resolutions) (?:[a-z\u00c0-\u024f]+ ){0,3}?(?:were|are) (?=to ))/i;

const relative =
  /^(?:.*\b(?:was|were|is|are|included?|moved on to|turned to|presented|tabled|introduced) )?(.{3,300}?),? (?:which|that) (?:was|were|has been|have been) (?:also |then |ultimately |unanimously |subsequently )?([a-z\u00c0-\u024f]+)(?= (?:unanimously|without|by consensus)|[,.]|(?<=\bunanimously [a-z]+) by the )/i;

/** "Ms Hall presented the accounts, which the Board adopted". */
const relativeActive =
  /^(?:.*\b(?:was|were|is|are|included?|moved on to|turned to|presented|tabled|introduced|submitted|proposed) )?(.{3,200}?),? which (?:the (?:board|council|committee|commission|cabinet|assembly|senate|meeting|ministers|members|leaders|plenary)|it|they) (?:also |then |unanimously |subsequently )?([a-z\u00c0-\u024f]+)(?= (?:unanimously|without|by consensus)|[,.]|$)/i;

/** "A key outcome was an agreement by states to invest", "moved on with the appointment of Ms Roe": an agreement, or something done. */
const single =
  /\b(?:outcomes?|results?|highlights?|achievements?)\b[^.;:]{0,80}?\b(?:was|is|were) (?:the |an? )?(?:[a-z-]+ )?(agreement|decision|commitment|pledge|consensus)(?: (?:by|of|among|between) [^,;.]{3,60}?)? (?:to|on|that)\s+/i;
const decisions =
  /\b(?:took|made|adopted|reached|taken|passed) [^.;:]{0,60}?\b(?:decisions|resolutions|steps|conclusions)\b[^.;:]{0,40}?,? (?:including|among them|namely|notably)(?: on)? (?:the )?([a-z]+) of (?:the |an? )?/i;
const withAct =
  /[^,.;] (?:today |yesterday |on [A-ZÀ-ỿ][a-z]+day )?with the (appointment|election|adoption|approval|signing|signature|establishment|endorsement|ratification) of\s+/;
const actionOfSingle: Readonly<Record<string, Action>> = {
  agreement: 'agree',
  decision: 'decide',
  commitment: 'agree',
  pledge: 'agree',
  consensus: 'agree',
};

/** The action that a noun names, and where its object begins in the sentence. */
export function nominalAction(sentence: string): { readonly action: Action; readonly start: number } | undefined {
  const found = result.exec(sentence) ?? begins.exec(sentence);
  const action = actionOfNoun((found?.[1] ?? found?.[2])?.toLowerCase() ?? '');
  if (found !== null && action !== undefined) return { action, start: found.index + found[0].length };
  const several = plural.exec(sentence);
  const named = actionOfPlural[several?.[1]?.toLowerCase() ?? ''];
  if (several !== null && named !== undefined) return { action: named, start: several.index + several[0].length };
  const one = single.exec(sentence);
  const agreed = actionOfSingle[one?.[1]?.toLowerCase() ?? ''];
  if (one !== null && agreed !== undefined) return { action: agreed, start: one.index + one[0].length };
  const act = decisions.exec(sentence) ?? withAct.exec(sentence);
  const acted = actionOfNoun(act?.[1] ?? '');
  if (act !== null && acted !== undefined) return { action: acted, start: act.index + act[0].length };
  const decision = decided.exec(sentence);
  if (decision !== null) return { action: 'decide', start: decision[0].length };
  const [whole, object = '', verb = ''] = relative.exec(sentence) ?? relativeActive.exec(sentence) ?? [];
  const passive = reportedVerbs(verb.toLowerCase()).find(({ form, rest }) => form === 'past' && rest.length === 0);
  if (whole === undefined || passive === undefined || actionClass(passive.action) !== 'decides') return undefined;
  return { action: passive.action, start: sentence.indexOf(object) };
}

/** "Approval of the report and the election of a chair": the object of each noun, with offsets in the words. */
export function nominalItems(words: string, first: Action): { action: Action; from: number; to: number }[] {
  const items = [{ action: first, from: 0, to: words.length }];
  for (const { 0: found, 1: noun = '', index } of words.matchAll(
    /(?:[,;]|[,;]? and|,? as well as) (?:the |an? )?([a-z]+) of /gi,
  )) {
    const action = actionOfNoun(noun.toLowerCase());
    if (action === undefined) continue;
    const last = items.at(-1);
    if (last !== undefined) last.to = index;
    items.push({ action, from: index + found.length, to: words.length });
  }
  return items;
}
