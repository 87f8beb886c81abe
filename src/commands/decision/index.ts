import { verb as add } from './add';
import { verb as answer } from './answer';
import { verb as confirm } from './confirm';
import { verb as diff } from './diff';
import { verb as edit } from './edit';
import { verb as link } from './link';
import { verb as list } from './list';
import { verb as object } from './object';
import { verb as pending } from './pending';
import { verb as remove } from './remove';
import { verb as show } from './show';
import { verb as trace } from './trace';

/** `cica decision`: the outcomes of meetings; its verbs in the order of the help. */
export const verbs = [add, list, show, edit, remove, pending, answer, link, confirm, object, trace, diff];
