import { verb as add } from './add';
import { verb as edit } from './edit';
import { verb as list } from './list';
import { verb as remove } from './remove';
import { verb as renumber } from './renumber';
import { verb as show } from './show';

/** `cica agenda`: the agenda items of meetings; its verbs in the order of the help. */
export const verbs = [add, list, show, edit, remove, renumber];
