import { Command } from 'commander';
import type { Context } from '../../context';
import { dbBackup } from './backup';
import { dbCheck } from './check';
import { dbCopy } from './copy';
import { dbInfo } from './info';
import { dbPath } from './path';
import { dbRestore } from './restore';

/** `cica db`: the register itself. */
export function db(context: Context): Command {
  const command = new Command('db');
  for (const verb of [dbPath, dbInfo, dbCheck, dbBackup, dbRestore, dbCopy]) command.addCommand(verb(context));
  return command;
}
