import { verb as backup } from './backup';
import { verb as check } from './check';
import { verb as copy } from './copy';
import { verb as info } from './info';
import { verb as path } from './path';
import { verb as restore } from './restore';

/** `cica db`: the register itself; its verbs in the order of the help. */
export const verbs = [path, info, check, backup, restore, copy];
