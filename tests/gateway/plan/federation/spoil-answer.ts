import { type HostAnswer, type Spoil, SubgraphDown } from './subgraph-host.ts';

export interface Harm {
  readonly seed: number;
  /** One value in so many is spoilt. */
  readonly oneIn: number;
  /** Whether values may also be of a wrong type, and types unknown; else values are only null, with an error or not. */
  readonly isRubbish: boolean;
  /** Whether calls may fail as a whole. */
  readonly failsCalls: boolean;
}

type Path = readonly (string | number)[];

/** The same call, and the same entity in whatever call, is spoilt in the same way. */
export function createSpoil({ seed, oneIn, isRubbish, failsCalls }: Harm): Spoil {
  return (call, answer) => {
    const errors = [...(answer.errors ?? [])];
    const about = `${seed} ${call.subgraph} ${call.text}`;
    if (failsCalls && roll(about, 6) === 0) throw new SubgraphDown();
    if (failsCalls && roll(`${about} no data`, 15) === 0) return { data: null, errors: [{ message: 'No data' }] };

    const spoilValue = (value: unknown, path: Path, subject: string): unknown => {
      const own = `${about} ${subject} ${path.slice(subject === '' ? 0 : 2).join('.')}`;
      const isOpen = isRubbish || path.at(-1) !== '__typename';
      if (isOpen && path.length > 0 && roll(own, oneIn) === 0) {
        const kind = roll(`${own} kind`, isRubbish ? 6 : 2);
        if (kind === 0) return null;
        if (kind === 1) {
          errors.push({ message: 'Spoilt', path });
          return null;
        }
        // Lists of representations are checked by the transport, not by what is tested here.
        if (path.length > (subject === '' ? 0 : 2)) return RUBBISH[roll(`${own} rubbish`, RUBBISH.length)];
      }
      if (Array.isArray(value)) return value.map((item, index) => spoilValue(item, [...path, index], subject));
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [key, spoilValue(item, [...path, key], subject)]),
      );
    };

    const { representations } = call.variables;
    if (!answer.data || !Array.isArray(representations)) return { data: spoilData(answer.data), errors };
    const entities = answer.data['_entities'] as unknown[];
    const spoilt = entities.map((entity, index) =>
      spoilValue(entity, ['_entities', index], JSON.stringify(representations[index])),
    );
    return { data: { _entities: spoilt }, errors };

    function spoilData(data: HostAnswer['data'] = null): { [key: string]: unknown } | null {
      return data ? (spoilValue(data, [], '') as { [key: string]: unknown }) : null;
    }
  };
}

const RUBBISH: readonly unknown[] = [
  7,
  7.5,
  'UNKNOWN',
  true,
  [],
  {},
  [null, 'x'],
  { __typename: 'Nobody' },
  2 ** 40,
  [['a']],
];

/** A number from 0 to `limit` - 1 that depends on the text alone. */
function roll(text: string, limit: number): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 13)) >>> 0) % limit;
}
