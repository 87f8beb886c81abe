import { verb as add } from './add';
import { verb as edit } from './edit';
import { verb as list } from './list';
import { verb as merge } from './merge';
import { verb as remove } from './remove';
import { verb as show } from './show';

/** `cica body`: the organs that meet and decide; its verbs in the order of the help. */
export const verbs = [add, list, show, edit, merge, remove];
