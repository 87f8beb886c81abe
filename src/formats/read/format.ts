import type { Input, InputProblem } from '../../domain/input';
import type { Entity, EntityName } from '../../domain/schema';
import type { TextStream } from './decode';

/** What a file holds, as its start shows, and how its text is read. */
export interface Content {
  readonly entity: EntityName;
  read(text: TextStream): AsyncIterable<readonly Input[]>;
}

/** What is wrong with the start of a file. */
export interface Refusal {
  readonly entity: EntityName;
  readonly problem: InputProblem;
}

/**
 * Detects what a file of the format holds, by its start or by the entity that it is said to be of.
 *
 * @throws Problem `refused` when it cannot be read.
 */
export type ReadFormat = (start: string, as: Entity | undefined) => Promise<Content | Refusal>;
