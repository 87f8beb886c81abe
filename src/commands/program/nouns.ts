import type { Command } from 'commander';
import type { Context } from '../../context';

/** A command of the first level: built only when it is typed. */
export interface Noun {
  readonly summary: string;
  build(context: Context): Promise<Command>;
}

/** All commands of the first level, in the order of the help. */
export const nouns: { readonly [name: string]: Noun } = {
  init: {
    summary: 'make a register',
    build: async (context) => (await import('../init')).initCommand(context),
  },
  demo: {
    summary: 'make a throw-away register with real meetings, and say what to try',
    build: async (context) => (await import('../demo')).demoCommand(context),
  },
  meeting: {
    summary: 'meetings of bodies: add, list, show, edit, remove',
    build: async (context) => (await import('../meeting')).meeting(context),
  },
  agenda: {
    summary: 'agenda items of meetings: add, list, show, edit, remove',
    build: async (context) => (await import('../agenda')).agenda(context),
  },
  decision: {
    summary: 'outcomes of meetings: add, list, show, edit, remove; pending, answer, link, confirm, object, trace',
    build: async (context) => (await import('../decision')).decision(context),
  },
  party: {
    summary: 'states, organisations and persons: add, list, show, edit, remove, standing, merge',
    build: async (context) => (await import('../party')).party(context),
  },
  body: {
    summary: 'organs that meet and decide: add, list, show, edit, remove, merge',
    build: async (context) => (await import('../body')).body(context),
  },
  instrument: {
    summary: 'treaties, and who signed up to them: add, list, show, edit, remove, act',
    build: async (context) => (await import('../instrument')).instrument(context),
  },
  document: {
    summary: 'papers of meetings: add, list, show, edit, remove',
    build: async (context) => (await import('../document')).document(context),
  },
  task: {
    summary: 'what someone must do: add, list, show, edit, remove, done, report',
    build: async (context) => (await import('../task')).task(context),
  },
  due: {
    summary: 'what falls due: deadlines, tasks, meetings, referrals that wait',
    build: async (context) => (await import('../due')).dueCommand(context),
  },
  search: {
    summary: 'search everything, best first',
    build: async (context) => (await import('../search')).searchCommand(context),
  },
  show: {
    summary: 'show whatever has that reference',
    build: async (context) => (await import('../show')).showCommand(context),
  },
  stats: {
    summary: 'counts of decisions, how long referrals wait, tasks done on time',
    build: async (context) => (await import('../stats')).statsCommand(context),
  },
  import: {
    summary: 'read meetings as YAML, anything as CSV or NDJSON',
    build: async (context) => (await import('../import')).importCommand(context),
  },
  export: {
    summary: 'write records as CSV, TSV, NDJSON, JSON, YAML or Markdown',
    build: async (context) => (await import('../export')).exportCommand(context),
  },
  log: {
    summary: 'what was changed, when and by whom',
    build: async (context) => (await import('../log')).logCommand(context),
  },
  undo: {
    summary: 'take a command back, an undo too',
    build: async (context) => (await import('../undo')).undoCommand(context),
  },
  verify: {
    summary: 'check that nothing was changed behind the history',
    build: async (context) => (await import('../verify')).verifyCommand(context),
  },
  db: {
    summary: 'the register itself: path, info, check, backup, restore, copy',
    build: async (context) => (await import('../db')).db(context),
  },
  completion: {
    summary: 'completion for bash, zsh or fish',
    build: async (context) => (await import('../completion')).completionCommand(context),
  },
};
