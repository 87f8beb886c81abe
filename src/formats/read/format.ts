import type { Input, InputProblem } from '../../domain/input';
import type { Entity, EntityName } from '../../domain/schema';
import type { TextStream } from './decode';

/** What a file contains, as detected from its start, and how to read its text. */
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
 * Detects what a file of the format contains, from its start or from a given entity.
 *
 * @throws Problem `refused` if it cannot be read.
 */
export type ReadFormat = (start: string, as: Entity | undefined) => Promise<Content | Refusal>;
