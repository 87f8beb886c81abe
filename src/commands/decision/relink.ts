import type { Context } from '../../context';
import type { RawObject } from '../../domain/fields';
import type { NamedLink } from '../../domain/links';
import { Problem } from '../../domain/problem';
import { recordOf } from '../../register/minutes';
import { find } from '../../register/references';
import { changeRecord, type WriteFlags } from '../record';

/** Adds links to those of a decision, in the place of the same ones; or takes links back. */
export async function linkDecision(
  context: Context,
  later: string,
  links: readonly RawObject[],
  remove: boolean,
  flags: WriteFlags,
): Promise<void> {
  const register = await context.register();
  const { id, ref } = await find(register, 'decision', later);
  const named = await Promise.all(
    links.map(async (link) => ({ ...link, ref: (await find(register, 'decision', link.ref ?? '')).ref })),
  );
  const known = (await recordOf(register, 'decision', id, context.asOf(undefined))).links as readonly NamedLink[];
  const same = (one: RawObject, other: RawObject) => one.relation === other.relation && one.ref === other.ref;
  const missing = remove ? named.find((link) => !known.some((one) => same(one, link))) : undefined;
  if (missing !== undefined) {
    throw new Problem(
      'missing',
      `${ref} has no link "${missing.relation}" to ${missing.ref}`,
      `\`cica decision show ${ref}\` shows its links`,
    );
  }
  const other = remove
    ? undefined
    : known.find((one) => named.some((link) => same(one, link) && one.answer !== (link.answer ?? null)));
  if (other !== undefined) {
    throw new Problem(
      'refused',
      `${ref} says ${other.answer} to ${other.ref} already`,
      `take that back first: cica decision link ${ref} --answers ${other.ref} --remove`,
    );
  }
  const rest = known.filter((one) => !named.some((link) => same(one, link)));
  await changeRecord(context, 'decision', id, { links: remove ? rest : [...rest, ...named] }, flags);
}
