import type { Context } from '../../context';
import { Problem, refused } from '../../domain/problem';
import { withCommas } from '../../domain/text';
import type { Draft } from '../../draft/draft';
import { foreignLanguage, NameFinder, readByRules } from '../../draft/rules';
import type { Source } from '../../formats/source/source';
import { namedRecords } from '../../register/namedRecords';
import { loadSource } from './loadSource';

/** The maximum length of a text, in UTF-16 units: some 600 pages. */
const maxTextLength = 2_000_000;

/**
 * Reads a source, and drafts the meeting that it reports, with bodies and parties of the register.
 *
 * @throws Problem `refused` if it is not in English, or too long.
 */
export async function draftFrom(context: Context, name: string): Promise<{ source: Source; draft: Draft }> {
  const register = await context.register();
  const source = await loadSource(context, name);
  if (source.text.length > maxTextLength) {
    const limit = withCommas(maxTextLength);
    const message = `${source.name} has more than ${limit} characters, the limit for a draft`;
    throw refused(message, 'take the part that reports the meeting');
  }
  const language = foreignLanguage(source.text);
  if (language !== undefined) {
    const what = language.includes(' ') ? `is written in ${language}` : `seems to be in ${language}`;
    throw new Problem(
      'refused',
      `${source.name} ${what}; drafts are made from English`,
      '`cica draft --prompt` asks a language model, in any language',
    );
  }
  const bodies = new NameFinder(await namedRecords(register, 'body'));
  const parties = new NameFinder(await namedRecords(register, 'party'));
  return { source, draft: await readByRules(source.text, { bodies, parties }) };
}
