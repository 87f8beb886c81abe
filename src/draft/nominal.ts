import { actionOfNoun, reportedVerbs } from '../domain/reportedVerbs';
import { type Action, actionClass } from '../domain/vocabulary';

const result =
  /\b(?:focus|highlight|outcomes?|results?|decisions?|achievements?|items?|development|step|action|feature)s?\b[^.;]{0,120}?\b(?:was|were|is|are|included?|came with)\s+(?:also )?(?:the |an? |its )?([a-z\u00c0-\u024f]+) of\s+/i;

const begins =
  /\b(?:began|begins|commenced|concluded|ended|opened|started|culminated|moved forward|proceeded|went ahead) with (?:the |an? )?(?:unanimous |formal )?([a-z\u00c0-\u024f]+) of\s+/i;

const decided = /^[^.;,]{0,40}\bdecisions? (?:[a-z\u00c0-\u024f]+ ){0,3}?(?:was|is) (?=(?:the|to|an?) )/i;

const relative =
  /^(?:.*\b(?:was|were|is|are|included?|moved on to|turned to|presented|tabled|introduced) )?(.{3,300}?),? (?:which|that) (?:was|were|has been|have been) (?:also |then |ultimately |unanimously |subsequently )?([a-z\u00c0-\u024f]+)(?= (?:unanimously|without|by consensus)|[,.])/i;

/** The action that a noun names, and where its object begins in the sentence. */
export function nominalAction(sentence: string): { readonly action: Action; readonly start: number } | undefined {
  const found = result.exec(sentence) ?? begins.exec(sentence);
  const action = actionOfNoun(found?.[1]?.toLowerCase() ?? '');
  if (found !== null && action !== undefined) return { action, start: found.index + found[0].length };
  const decision = decided.exec(sentence);
  if (decision !== null) return { action: 'decide', start: decision[0].length };
  const [whole, object = '', verb = ''] = relative.exec(sentence) ?? [];
  const passive = reportedVerbs(verb.toLowerCase()).find(({ form, rest }) => form === 'past' && rest.length === 0);
  if (whole === undefined || passive === undefined || actionClass(passive.action) !== 'decides') return undefined;
  return { action: passive.action, start: sentence.indexOf(object) };
}
