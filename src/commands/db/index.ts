import { Command } from 'commander';
import type { Context } from '../../context';
import { dbInfo } from './info';
import { dbPath } from './path';

/** `cica db`: the register itself. */
export function db(context: Context): Command {
  return new Command('db').addCommand(dbPath(context)).addCommand(dbInfo(context));
}
