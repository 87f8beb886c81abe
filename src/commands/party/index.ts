import { verb as add } from './add';
import { verb as brief } from './brief';
import { verb as edit } from './edit';
import { verb as list } from './list';
import { verb as merge } from './merge';
import { verb as remove } from './remove';
import { verb as show } from './show';
import { verb as standing } from './standing';

/** `cica party`: states, organisations and persons; its verbs in the order of the help. */
export const verbs = [add, list, show, edit, standing, brief, merge, remove];
