import { type FieldValue, parseFields, type RawRecord } from '../../domain/fields';
import { linkWithoutNulls, type NamedLink } from '../../domain/links';
import { type Entity, type EntityName, entities } from '../../domain/schema';
import { nestedMeeting } from '../../formats/write/meetings';

/** The fields of a record that are not empty, in column order and in the shape of a file of whole meetings. */
export function fieldsOf(entity: EntityName, values: RawRecord, today: string): Record<string, unknown> {
  const { columns }: Entity = entities[entity];
  const { fields } = parseFields(entities[entity], values, today);
  const given = columns.filter(({ name }) => !isEmpty(fields[name]));
  const written = Object.fromEntries(
    given.map(({ name, type }) => {
      const value = fields[name] as FieldValue;
      return [name, type === 'links' ? (value as NamedLink[]).map(linkWithoutNulls) : value];
    }),
  );
  return entity === 'meeting' ? nestedMeeting(written) : written;
}

const isEmpty = (value: FieldValue | undefined): boolean =>
  value === undefined || value === null || (Array.isArray(value) && value.length === 0);
