import type { Ministry } from '../../../subgraphs/_kit/ministry.ts';
import { buildSchema } from '../../../subgraphs/_kit/serve-ministry.ts';
import { type Asked, findAsked } from '../../gateway/plan/federation/find-asked.ts';
import type { RecordingDoor } from './recording-door.ts';

/** What a ministry was asked in one call. */
export interface AskedOfMinistry extends Asked {
  readonly ministry: string;
}

/** @returns tells what has come through the doors since it was last called */
export function watchDoors(
  doors: readonly RecordingDoor[],
  ministries: readonly Ministry[],
): () => readonly AskedOfMinistry[] {
  const watched = doors.map((door) => {
    const ministry = ministries.find(({ name }) => name === door.name);
    if (!ministry) throw new Error(`There is no ministry ${door.name}`);
    return { door, schema: buildSchema(ministry), seen: 0 };
  });
  return () =>
    watched.flatMap((watch) => {
      const { door, schema, seen } = watch;
      const calls = door.calls().slice(seen);
      watch.seen += calls.length;
      return calls.map(({ query: text, variables = {} }) => ({
        ministry: door.name,
        ...findAsked({ subgraph: door.name, text, variables }, schema),
      }));
    });
}
