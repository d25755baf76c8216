import { type DocumentNode, parse } from 'graphql';
import { findMarkedFields } from './find-marked-fields.ts';
import { findMark, type Mark } from './mark.ts';

/** Marks by coordinate (`Citizen.religion`): each field's own, not what it takes from the field it is reached through. */
export type Marks = ReadonlyMap<string, Mark>;

/**
 * Reads the marks of a subgraph or a supergraph, whatever name `@personal` goes by in it.
 * @param sdl  parsed or not; `marksWellFormed` has found nothing in it
 * @throws Error that names the field, for a mark with an unknown class or scope: such a field would be open otherwise
 */
export function readMarks(sdl: string | DocumentNode): Marks {
  const document = typeof sdl === 'string' ? parse(sdl) : sdl;
  const marks = new Map<string, Mark>();
  for (const { coordinate, directives } of findMarkedFields(document)) {
    const [directive] = directives;
    const mark = directive && directives.length === 1 ? findMark(directive) : undefined;
    if (!mark || marks.has(coordinate)) throw new Error(`${coordinate} has a mark that cannot be read`);
    marks.set(coordinate, mark);
  }
  return marks;
}
