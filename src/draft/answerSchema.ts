import { entities } from '../domain/schema';
import { actions, forms, kinds, modes, partyRoles, procedures } from '../domain/vocabulary';

type Schema = Readonly<Record<string, unknown>>;

const text = (description: string): Schema => ({ type: 'string', description });
const oneOf = (words: readonly string[], description: string): Schema => ({ enum: words, description });
const object = (properties: Readonly<Record<string, Schema>>, required: readonly string[]): Schema => ({
  type: 'object',
  additionalProperties: false,
  required,
  properties,
});

/** The description of a column in the schema. */
function describe(entity: 'meeting' | 'decision', name: string): string {
  return entities[entity].columns.find((column) => column.name === name)?.description ?? '';
}

const meetingText = (name: string): Schema => text(describe('meeting', name));
const decisionText = (name: string): Schema => text(describe('decision', name));

const day = (description: string): Schema => ({ ...text(description), pattern: '^\\d{4}(-\\d\\d(-\\d\\d)?)?$' });

const evidence = (of: string): Schema => text(`words of the text, copied exactly, that say ${of}`);

/**
 * The JSON Schema of the answer of a language model: a meeting and its decisions, with the keys that `cica import` reads.
 *
 * @param bodies the codes of the bodies that the register has
 */
export function answerSchema(bodies: readonly string[]): Schema {
  const body = (description: string): Schema => oneOf(bodies, description);
  const meeting = object(
    {
      body: body(describe('meeting', 'body')),
      title: meetingText('title'),
      date: day(describe('meeting', 'date')),
      end_date: day(describe('meeting', 'end_date')),
      place: meetingText('place'),
      mode: oneOf(modes, describe('meeting', 'mode')),
      chair: object(
        { name: meetingText('chair'), title: meetingText('chair_title'), party: meetingText('chair_party') },
        ['name'],
      ),
      evidence: object(
        Object.fromEntries(['date', 'place', 'chair'].map((field) => [field, evidence(`the ${field}`)])),
        [],
      ),
    },
    ['body', 'date', 'evidence'],
  );
  const party = object({ role: oneOf(partyRoles, 'what it is in the decision'), party: text('code of a party') }, [
    'role',
    'party',
  ]);
  const decision = object(
    {
      symbol: decisionText('symbol'),
      form: oneOf(forms, describe('decision', 'form')),
      action: oneOf(Object.values(actions).flat(), 'operative verb of the body that met'),
      kind: oneOf(kinds, 'what the decision is about'),
      title: text('what was decided, in a few words of the text'),
      period: decisionText('period'),
      parties: { type: 'array', items: party },
      referred_to: body(describe('decision', 'referred_to')),
      procedure: oneOf(procedures, describe('decision', 'procedure')),
      evidence: evidence('that this was decided'),
    },
    ['action', 'kind', 'title', 'evidence'],
  );
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    ...object({ meeting, decisions: { type: 'array', items: decision } }, ['meeting', 'decisions']),
  };
}
