import { verb as add } from './add';
import { verb as done } from './done';
import { verb as edit } from './edit';
import { verb as list } from './list';
import { verb as remove } from './remove';
import { verb as report } from './report';
import { verb as show } from './show';

/** `cica task`: what someone must do because of a decision; its verbs in the order of the help. */
export const verbs = [add, list, show, edit, remove, done, report];
