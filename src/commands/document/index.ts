import { verb as add } from './add';
import { verb as edit } from './edit';
import { verb as list } from './list';
import { verb as open } from './open';
import { verb as remove } from './remove';
import { verb as show } from './show';

/** `cica document`: papers that were before a meeting or came out of it; its verbs in the order of the help. */
export const verbs = [add, list, show, edit, remove, open];
