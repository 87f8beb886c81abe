import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { ask } from './postgres';
import { type Server, startServer } from './server';
import { done, type Run, session } from './session';

const people = ['reader', 'recorder', 'second', 'owner', 'stranger'] as const;
export type Person = (typeof people)[number];

/** A server with a register, and people who may do with it what docs/postgresql.md says. */
export interface Office {
  readonly server: Server;
  /** The address for a person. */
  as(person: Person): string;
  /** The program as a person runs it. */
  run(person: Person): Run;
  /** What the server says to statements of a person, in the schema of the register: `done`, or its refusal. */
  said(person: Person, ...statements: readonly string[]): Promise<string>;
}

/** Starts a server; its owner has made a register in the database `register`, with a meeting and a decision. */
export async function startOffice(): Promise<Office> {
  const server = await startServer();
  const as = (person: Person): string =>
    Object.assign(new URL(server.address), { username: person, password: 'secret', pathname: '/register' }).href;
  const run = (person: Person): Run => session(as(person), { here: true });
  await ask(
    server.address,
    ...people.map((person) => `create role ${person} login password 'secret'`),
    "create database register owner owner encoding 'UTF8' template template0",
  );
  await done(run('owner')`init --preset cica`);
  await done(run('owner')`meeting add --body SOC --date 2024-12-05`);
  await done(run('owner')`decision add SOC-2024-12-05 "A plan" --action adopt`);
  const [roles, grants] = grantsOfThePage();
  await ask(server.address, roles);
  await ask(as('owner'), grants);
  await ask(server.address, 'grant cica_reader to reader', 'grant cica_recorder to recorder, second');
  const said = (person: Person, ...statements: readonly string[]): Promise<string> =>
    ask(as(person), 'set search_path to cica', ...statements).then(
      () => 'done',
      (error: Error) => error.message,
    );
  return { server, as, run, said };
}

/** The SQL of docs/postgresql.md: the roles of a server, and their rights to the register in the schema `cica`. */
export function grantsOfThePage(): [roles: string, grants: string] {
  const page = readFileSync('docs/postgresql.md', 'utf8');
  const [roles = '', grants = ''] = Array.from(page.matchAll(/```sql\n(.*?)```/gs), ([, text = '']) => text);
  expect([roles, grants]).toEqual([expect.stringContaining('create role'), expect.stringContaining('grant usage')]);
  return [roles, grants];
}
