import { withArticle } from '../domain/text';

/** That a schema lacks an object that the migrations make: "index body_reports_to". */
export const missingObject = (name: string): string => `the ${name} is missing`;

/** That a schema has an object that the migrations do not make. */
export const plantedObject = (name: string): string =>
  `there is ${withArticle(name.replace(' ', ' that cica did not make: '))}`;
