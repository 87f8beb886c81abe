import type { NamedParty } from './fields';
import type { NamedLink } from './links';
import type { Column, EntityName, Schema } from './schema';
import type { Action, Answer, PartyRole, Relation } from './vocabulary';

/*
 * The types of records, inferred from the columns of the schema.
 */

/** A party's role in a decision, as stored. */
export type StoredParty = { readonly role: PartyRole; readonly party_id: number };

/** A link to an earlier decision, as stored. */
export type StoredLink = {
  readonly relation: Relation;
  readonly to_id: number;
  readonly answer: Answer | null;
  readonly note: string | null;
};

/** The columns of an entity. */
export type ColumnsOf<E extends EntityName> = Schema[E]['columns'][number];
type InternalColumnsOf<E extends EntityName> = Schema[E]['internalColumns'][number];

type Unstored = { readonly computed: true } | { readonly unstored: true };

/** The name of a column in the table; `never` where it is not stored. */
type StoredName<C extends Column> = C extends Unstored
  ? never
  : C extends { readonly type: 'reference' }
    ? `${C['name']}_id`
    : C extends { readonly stored: infer Name extends string }
      ? Name
      : C['name'];

/** The type of a stored field that is not empty. */
type StoredValue<C extends Pick<Column, 'type' | 'name'>> = C extends { readonly type: 'integer' | 'reference' }
  ? number
  : C extends { readonly type: 'enum'; readonly values: readonly (infer Value)[] }
    ? Value
    : C extends { readonly type: 'action' }
      ? Action
      : C extends { readonly type: 'list' }
        ? string[]
        : C extends { readonly type: 'parties' }
          ? StoredParty[]
          : C extends { readonly type: 'links' }
            ? StoredLink[]
            : string;

type Filled = { readonly required: true } | { readonly filled: true };

/** The type of a stored field. */
type Field<C extends Pick<Column, 'type' | 'name'>> = C extends Filled ? StoredValue<C> : StoredValue<C> | null;

/** The fields of a stored record, inferred from the columns of its entity. */
export type FieldsOf<E extends EntityName> = E extends EntityName
  ? { [C in ColumnsOf<E> as StoredName<C>]: Field<C> } & { [C in InternalColumnsOf<E> as C['name']]: Field<C> }
  : never;

/** The fields of a record to be stored: any of them may be missing or empty. */
export type DraftOf<E extends EntityName> = { [Name in keyof FieldsOf<E>]?: FieldsOf<E>[Name] | null | undefined };

/** A row of an entity's table with some of its stored fields. */
export type RowOf<E extends EntityName, Name extends keyof FieldsOf<E>> = { readonly id: number } & Readonly<
  Pick<FieldsOf<E>, Name>
>;

/** The type of a column's parsed value; a reference is not yet resolved. */
type InputValue<C extends Column> = C extends { readonly type: 'integer' }
  ? number
  : C extends { readonly type: 'list' }
    ? string[]
    : C extends { readonly type: 'parties' }
      ? NamedParty[]
      : C extends { readonly type: 'links' }
        ? NamedLink[]
        : string;

/** A parsed record, inferred from the columns of its entity; an absent column leaves the field unchanged. */
export type InputOf<E extends EntityName> = {
  readonly [C in ColumnsOf<E> as C extends { readonly computed: true } ? never : C['name']]?: InputValue<C> | null;
};
