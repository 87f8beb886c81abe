import { actionClass } from '../domain/vocabulary';
import { actorOf } from './actors';
import type { Clause, Found } from './clause';
import { isOperativeContinuous } from './joinedClauses';
import { finiteVerb } from './subjects';
import type { Token } from './tokens';

/** "…, with ministers endorsing the plan"; "Adopting resolution 5, the Council …": a participle that says what was done. */
export function participialClause(found: Found, parts: Omit<Clause, 'actor'>): Clause | undefined {
  const { tokens, verb, sentence, context } = found;
  const start = parts.predicate;
  const isDecided = actionClass(verb.action) === 'decides';
  if (!isDecided && (start === 0 || !isOperativeContinuous(verb.action))) return undefined;
  const subject =
    start === 0 ? subjectAfterComma(tokens) : (subjectOfEnd(tokens, start) ?? subjectAfterWith(tokens, start));
  if (subject.length === 0 || actorOf(subject, sentence, context.before, context) !== 'meeting') return undefined;
  return { ...parts, start: start - (start === 0 ? 0 : subject.length), actor: 'meeting' };
}

/** "The Council ended its session by approving", "met on Monday, approving": the subject of the sentence. */
function subjectOfEnd(tokens: readonly Token[], until: number): readonly Token[] | undefined {
  const isAchieved =
    tokens[until - 1]?.lower === 'in' && tokens.slice(0, until).some(({ lower }) => achieving.test(lower));
  if (!isAchieved && !/^(?:by|after|,)$/.test(tokens[until - 1]?.lower ?? '')) return undefined;
  const isBy = tokens[until - 1]?.lower === 'by';
  const verb = tokens.findIndex(
    ({ text }, index) =>
      index > 0 &&
      index < until &&
      (ending.test(text) || (isAchieved && achieving.test(text)) || (isBy && finiteVerb.test(text))),
  );
  return verb < 0 ? undefined : tokens.slice(0, verb);
}

/** "Reached a milestone in approving", "succeeded in adopting". */
const achieving = /^(?:achieved|succeeded|reached)$/;
const ending =
  /^(?:conclude[ds]|end(?:ed|s)|close[ds]|wrapped|finished|adjourned|completed|opened|began|met|turned|convened|gathered|held|took|moved|acted|responded)$/;

function subjectAfterWith(tokens: readonly Token[], until: number): readonly Token[] {
  const opener = tokens.findLastIndex(({ lower }, index) => lower === 'with' && index < until && index > until - 12);
  return opener < 0 ? [] : tokens.slice(opener + 1, until);
}

/** The subject after an opening participle: at most five words, up to their verb. */
function subjectAfterComma(tokens: readonly Token[]): readonly Token[] {
  const comma = tokens.findIndex(({ text, isAside }) => text === ',' && !isAside);
  const after = comma < 0 ? [] : tokens.slice(comma + 1, comma + 6);
  const verb = after.findIndex(({ text }, index) => index > 0 && finiteVerb.test(text));
  return verb < 0 ? after : after.slice(0, verb);
}
