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

/** The types of stored values that are no strings, by the types of their columns. */
interface StoredTypes {
  integer: number;
  reference: number;
  action: Action;
  list: string[];
  parties: StoredParty[];
  links: StoredLink[];
}

/** The type of a stored field that is not empty. */
type StoredValue<C extends Pick<Column, 'type' | 'name'>> = C extends {
  readonly type: 'enum';
  readonly values: readonly (infer Value)[];
}
  ? Value
  : ValueOf<StoredTypes, C['type']>;

/** The type of the values of a column in a table of types; a string where it is not in there. */
type ValueOf<Types, Type extends Column['type']> = Type extends keyof Types ? Types[Type] : string;

type Filled = { readonly required: true } | { readonly filled: true };

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

/** The types of parsed values that are no strings; a reference is not yet resolved. */
interface InputTypes {
  integer: number;
  list: string[];
  parties: NamedParty[];
  links: NamedLink[];
}

/** A parsed record, inferred from the columns of its entity; an absent column leaves the field unchanged. */
export type InputOf<E extends EntityName> = {
  readonly [C in ColumnsOf<E> as C extends { readonly computed: true } ? never : C['name']]?: ValueOf<
    InputTypes,
    C['type']
  > | null;
};
