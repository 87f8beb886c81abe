import { verb as add } from './add';
import { verb as agenda } from './agenda';
import { verb as edit } from './edit';
import { verb as list } from './list';
import { verb as record } from './record';
import { verb as remove } from './remove';
import { verb as show } from './show';

/** `cica meeting`: meetings of bodies; its verbs in the order of the help. */
export const verbs = [add, list, show, edit, remove, record, agenda];
