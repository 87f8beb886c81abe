import type { Context } from '../../context';
import { Problem } from '../../domain/problem';
import { withCommas } from '../../domain/text';
import { checkFiles } from '../../register/document/attachedFiles';
import { copyFiles } from '../../store/attachedFiles';
import type { Reader } from '../../store/store';
import { maxTold } from '../write/steps';

/** Copies the files of documents from one folder to another; returns what tells what that came to, once the register is there too. */
export async function copyFilesAlong(
  context: Context,
  register: Reader,
  from: string,
  to: string,
): Promise<() => void> {
  const { copied, bytes, states } = await copyFiles(from, to);
  const { named, findings } = await checkFiles(register, to, states);
  return () => {
    if (copied > 0) {
      context.output.say(`files of documents: ${withCommas(copied)} copied to ${to}, ${withCommas(bytes)} bytes`);
    } else if (named > 0 && findings.length === 0) context.output.say(`files of documents: all in ${to}`);
    if (findings.length === 0) return;
    const more = findings.length > maxTold ? [`and ${withCommas(findings.length - maxTold)} more`] : [];
    throw new Problem(
      'failed',
      `of the files of documents ${withCommas(findings.length)} ${findings.length === 1 ? 'is' : 'are'} not there as recorded; all else is done`,
      `put the right ones into ${to}, or attach them again: cica document edit --file FILE --attach`,
      { details: [...findings.slice(0, maxTold), ...more] },
    );
  };
}
