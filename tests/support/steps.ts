import { type Profiler, Session } from 'node:inspector/promises';
import { setFlagsFromString } from 'node:v8';

/*
 * Counts how often each function, branch and loop body of the program runs: the same number on every machine. V8 does not count
 * what it optimises, nor what was compiled before; most functions are compiled when they first run.
 */
setFlagsFromString('--no-opt');
const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });

/** What is counted: the program, and the parser to which it leaves some CSV. */
const counted = /\/(?:src|node_modules\/csv-parse)\//;

let bytes = 0;
const { concat } = Buffer;
const decode = Buffer.prototype.toString;
Buffer.concat = (list, length) => {
  const all = concat(list, length);
  bytes += all.length;
  return all;
};
Buffer.prototype.toString = function (...range: Parameters<typeof decode>) {
  const text = decode.apply(this, range);
  bytes += text.length;
  return text;
};

/** How many steps some work takes; a byte that it copies or decodes is one, too. */
export async function stepsOf(work: () => Promise<unknown>): Promise<number> {
  await session.post('Profiler.takePreciseCoverage');
  bytes = 0;
  await work();
  const { result } = await session.post('Profiler.takePreciseCoverage');
  return result.filter(({ url }) => counted.test(url)).reduce((sum, script) => sum + stepsIn(script), bytes);
}

const stepsIn = ({ functions }: Profiler.ScriptCoverage): number =>
  functions.flatMap(({ ranges }) => ranges).reduce((sum, { count }) => sum + count, 0);
