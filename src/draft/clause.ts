import type { Form } from '../domain/reportedVerbs';
import type { Action } from '../domain/vocabulary';
import type { Actor, ActorContext } from './actors';
import type { Token } from './tokens';

/** An operative verb of a sentence, and who acts. Numbers are indexes of tokens. */
export interface Clause {
  readonly action: Action;
  readonly voice: 'active' | 'passive';
  readonly actor: Actor;
  /** Where its subject begins, or what joins it to the clause before. */
  readonly start: number;
  /** Where its verb begins, auxiliaries and adverbs included. */
  readonly predicate: number;
  /** Where what follows its verb begins. */
  readonly after: number;
  /** The verb is in the present: "welcomes". */
  readonly isPresent: boolean;
  /** The verb has the form of lists and minutes: "Approves the budget". */
  readonly isBare: boolean;
}

/** A verb that was found in a sentence. */
export interface Verb {
  readonly at: number;
  readonly after: number;
  readonly action: Action;
  readonly form: Form | 'light' | 'light passive' | 'light subject';
  /** What its subject must name, for verbs with few subjects: a statement is issued. */
  readonly subject?: RegExp | undefined;
}

/** The context of a sentence. */
export interface SentenceContext extends ActorContext {
  /** Who acted in the sentence before. */
  readonly before: Actor | undefined;
  /** It is an item of minutes, or of a list that a verb introduces, and may begin with its verb. */
  readonly isItem: boolean;
}

/** A verb with its surroundings. */
export interface Found {
  readonly sentence: string;
  readonly tokens: readonly Token[];
  readonly verb: Verb;
  readonly context: SentenceContext;
  /** The first of the adverbs before the verb, or the verb. */
  readonly predicate: number;
  /** The clause before. */
  readonly previous: Clause | undefined;
}

export const isPast = (form: Verb['form']): boolean => form === 'past' || form === 'participle';

export const partsOf = (
  { verb, previous }: Found,
  predicate: number,
): Pick<Clause, 'action' | 'start' | 'predicate' | 'after' | 'isPresent'> => ({
  action: verb.action,
  start: previous?.after ?? 0,
  predicate,
  after: verb.after,
  isPresent: verb.form === 'third' || verb.form === 'infinitive',
});

/** A clause that is not an outcome of the meeting. */
export function refusedClause(found: Found, actor: Actor): Clause {
  return { ...partsOf(found, found.predicate), actor, voice: 'active', isBare: false };
}
