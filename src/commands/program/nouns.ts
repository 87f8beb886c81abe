import type { Verb } from '../flags/flags';

/** A command of the first level: its files are loaded only when it is typed. */
export interface Noun {
  readonly summary: string;
  /** The verbs of a noun in the order of its help, or the single verb that it is. */
  load(): Promise<Verb | readonly Verb[]>;
}

/** All commands of the first level, in the order of the help. */
export const nouns: { readonly [name: string]: Noun } = {
  init: {
    summary: 'create a register',
    load: async () => (await import('../init')).verb,
  },
  demo: {
    summary: 'create a temporary register with real meetings, and suggest what to try',
    load: async () => (await import('../demo')).verb,
  },
  meeting: {
    summary: 'meetings of bodies: add, list, show, edit, remove, record, agenda',
    load: async () => (await import('../meeting')).verbs,
  },
  agenda: {
    summary: 'agenda items of meetings: add, list, show, edit, remove, renumber',
    load: async () => (await import('../agenda')).verbs,
  },
  decision: {
    summary: 'outcomes of meetings: add, list, show, edit, remove; pending, answer, link, confirm, object, trace, diff',
    load: async () => (await import('../decision')).verbs,
  },
  party: {
    summary: 'states, organisations and persons: add, list, show, edit, remove, standing, brief, merge',
    load: async () => (await import('../party')).verbs,
  },
  body: {
    summary: 'organs that meet and decide: add, list, show, edit, remove, merge',
    load: async () => (await import('../body')).verbs,
  },
  instrument: {
    summary: 'treaties, and who signed up to them: add, list, show, edit, remove, act',
    load: async () => (await import('../instrument')).verbs,
  },
  document: {
    summary: 'papers of meetings: add, list, show, edit, remove, open',
    load: async () => (await import('../document')).verbs,
  },
  task: {
    summary: 'what someone must do: add, list, show, edit, remove, done, report',
    load: async () => (await import('../task')).verbs,
  },
  due: {
    summary: 'upcoming deadlines, tasks and meetings, and pending referrals',
    load: async () => (await import('../due')).verb,
  },
  digest: {
    summary: 'what is new in the register, for people',
    load: async () => (await import('../digest')).verb,
  },
  search: {
    summary: 'search everything, best matches first',
    load: async () => (await import('../search')).verb,
  },
  show: {
    summary: 'show the record with a given reference',
    load: async () => (await import('../show')).verb,
  },
  stats: {
    summary: 'counts of decisions, how long referrals wait, tasks done on time',
    load: async () => (await import('../stats')).verb,
  },
  draft: {
    summary: 'read a press release or minutes into a draft for import',
    load: async () => (await import('../draft/draft')).verb,
  },
  import: {
    summary: 'read meetings as YAML, anything as CSV or NDJSON',
    load: async () => (await import('../import')).verb,
  },
  export: {
    summary: 'write records as CSV, TSV, NDJSON, JSON, YAML or Markdown',
    load: async () => (await import('../export')).verb,
  },
  log: {
    summary: 'what was changed, when and by whom',
    load: async () => (await import('../log')).verb,
  },
  undo: {
    summary: 'undo a command, or an undo',
    load: async () => (await import('../undo')).verb,
  },
  verify: {
    summary: 'check that the register matches its history',
    load: async () => (await import('../verify')).verb,
  },
  db: {
    summary: 'the register itself: path, info, check, backup, restore, copy',
    load: async () => (await import('../db')).verbs,
  },
  completion: {
    summary: 'shell completion for bash, zsh, fish or PowerShell',
    load: async () => (await import('../completion')).verb,
  },
};
