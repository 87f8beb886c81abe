import type { Context } from '../../context';
import { Problem } from '../../domain/problem';
import { withCommas } from '../../domain/text';
import { checkFiles } from '../../register/document/attachedFiles';
import { copyFiles } from '../../store/attachedFiles';
import type { Reader } from '../../store/store';
import { maxListed } from '../write/steps';

/**
 * Copies attached files from one folder to another; returns a function that reports the result, once the register is
 * there, too.
 */
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
      context.output.say(`attached files: ${withCommas(copied)} copied to ${to}, ${withCommas(bytes)} bytes`);
    } else if (named > 0 && findings.length === 0) context.output.say(`attached files: all in ${to}`);
    if (findings.length === 0) return;
    const more = findings.length > maxListed ? [`and ${withCommas(findings.length - maxListed)} more`] : [];
    throw new Problem(
      'failed',
      `${withCommas(findings.length)} attached ${findings.length === 1 ? 'file is' : 'files are'} missing or changed; everything else was done`,
      `put the right ones into ${to}, or attach them again: cica document edit --file FILE --attach`,
      { details: [...findings.slice(0, maxListed), ...more] },
    );
  };
}
