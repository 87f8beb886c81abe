import { verb as act } from './act';
import { verb as add } from './add';
import { verb as edit } from './edit';
import { verb as list } from './list';
import { verb as remove } from './remove';
import { verb as show } from './show';

/** `cica instrument`: the treaties that parties sign up to; its verbs in the order of the help. */
export const verbs = [add, list, show, edit, remove, act];
