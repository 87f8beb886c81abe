import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import { demoRegister, presetRegister, type Ran, temporaryFolder } from '../../support/cica';
import { done, lines, type Run, session } from '../../support/session';
import { shuffled } from './random';

/** What the commands of scripts did. */
export interface Transcript {
  readonly text: string;
  /** The hash of the newest entry of each register, once nothing more was written to it. */
  readonly heads: readonly string[];
}

/**
 * Runs scripts one after the other. A line of a script is
 *
 * - a command, without `cica`; after `[name]` it gives that name to the entry that it wrote, and a later `[name]` is the
 *   number of that entry
 * - `= register demo` or `= register preset`, which makes a new register for the commands that follow
 * - `> FILE`, a file whose lines follow, each after `|`
 * - `= demo FILE COMMAND`, a file with what a command prints on the demo register
 * - `= shuffle FROM TO` or `= reverse FROM TO`, a file with the records of another in a different order
 * - a comment after `#`, or nothing
 */
export async function transcriptOf(scripts: readonly string[]): Promise<Transcript> {
  const script = new Script();
  const blocks = scripts.flatMap(blocksOf);
  return inFolder(script.folder, async () => {
    for (const [line = '', ...content] of blocks) await script.run(line, content);
    return script.end();
  });
}

/** Does something where a folder is the current one, so that imports run in this process; a thread cannot change it. */
async function inFolder<Result>(folder: string, work: () => Promise<Result>): Promise<Result> {
  if (!isMainThread) return work();
  const before = process.cwd();
  process.chdir(folder);
  try {
    return await work();
  } finally {
    process.chdir(before);
  }
}

class Script {
  readonly #transcript: string[] = [];
  readonly #heads: string[] = [];
  readonly folder = temporaryFolder();
  #run: Run | null = null;
  readonly #entries = new Map<string, string>();

  async run(line: string, content: readonly string[]): Promise<void> {
    if (line.startsWith('> ')) return this.#write(line.slice(2), `${content.join('\n')}\n`);
    if (line.startsWith('= ')) return this.#direct(line.slice(2));
    if (line === '' || line.startsWith('#')) this.#transcript.push(line);
    else await this.#command(line);
  }

  async end(): Promise<Transcript> {
    await this.#noteHead();
    return { text: `${this.#transcript.join('\n')}\n`, heads: this.#heads };
  }

  async #direct(line: string): Promise<void> {
    const [word, first = '', ...rest] = line.split(' ');
    if (word === 'register') await this.#begin(first === 'demo' ? await demoRegister() : await presetRegister());
    else if (word === 'demo')
      this.#write(first, await done(session(await demoRegister(), { here: true })(rest.join(' '))));
    else this.#reorder(word === 'reverse' ? (records) => records.toReversed() : shuffled, first, rest.join(' '));
  }

  async #begin(db: string): Promise<void> {
    await this.#noteHead();
    this.#entries.clear();
    this.#run = session(db, { here: true, cwd: this.folder });
  }

  async #noteHead(): Promise<void> {
    if (this.#run !== null) this.#heads.push((await done(this.#run('verify --head'))).trim());
  }

  async #command(line: string): Promise<void> {
    if (this.#run === null) throw new Error(`no register yet: ${line}`);
    const [, name, rest = ''] = /^(?:\[(\w+)\] )?(.*)$/.exec(line) ?? [];
    const typed = rest.replace(/\[(\w+)\]/g, (_, known: string) => this.#entry(known, line));
    const ran = await this.#run(typed);
    this.#transcript.push(...report(typed, ran));
    if (name === undefined) return;
    if (ran.exitCode !== 0) throw new Error(`[${name}] wrote no entry: ${ran.stderr}`);
    const newest = await done(this.#run('log --limit 1 --format csv --columns entry --no-header'));
    this.#entries.set(name, newest.trim());
  }

  #entry(name: string, line: string): string {
    const entry = this.#entries.get(name);
    if (entry === undefined) throw new Error(`no entry is named [${name}]: ${line}`);
    return entry;
  }

  #write(name: string, text: string): void {
    writeFileSync(join(this.folder, name), text);
  }

  /** Writes the records of a file, the lines of NDJSON or the documents of YAML, in another order. */
  #reorder(order: (records: readonly string[]) => string[], from: string, to: string): void {
    const separator = from.endsWith('.yaml') ? '\n---\n' : '\n';
    const records = readFileSync(join(this.folder, from), 'utf8').trimEnd().split(separator);
    this.#write(to, `${order(records).join(separator)}\n`);
  }
}

/** The lines of a script, those of a file together. */
function blocksOf(script: string): string[][] {
  const blocks: string[][] = [];
  for (const line of lines(script)) {
    if (line.startsWith('|')) blocks.at(-1)?.push(line.slice(1).replace(/^ /, ''));
    else blocks.push([line]);
  }
  return blocks;
}

/** A command as the transcript shows it: its output, its messages after `!`, and its exit code unless that is 0. */
function report(typed: string, { stdout, stderr, exitCode }: Ran): string[] {
  return [
    `$ cica ${typed}`,
    ...shown(' ', stdout),
    ...shown('!', stderr),
    ...(exitCode === 0 ? [] : [`= ${exitCode}`]),
  ];
}

/** The lines of an output after a mark; it says where the last one does not end in a line feed. */
function shown(mark: string, text: string): string[] {
  const marked = lines(text).map((line) => (line === '' ? mark.trim() : `${mark} ${line}`));
  return text === '' || text.endsWith('\n') ? marked : [...marked, `${mark} (no line feed)`];
}
