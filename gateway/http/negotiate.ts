import { LRUCache } from 'lru-cache';
import { CodedError } from '../../schema/coded-error.ts';
import type { Accepted } from '../request/reply.ts';

/**
 * Chooses the media type of the answer.
 * @param accept the Accept header; without one the answer is application/json
 * @throws REQUEST_NOT_ACCEPTABLE
 * @see GraphQL over HTTP, section 5.1; RFC 9110, section 12.5.1
 */
export function negotiate(accept = '*/*'): Accepted {
  return choices.memo(accept);
}

/** Callers are many, what they accept is not. */
const choices = new LRUCache<string, Accepted>({ max: 100, memoMethod: choose });

function choose(accept: string): Accepted {
  const ranges = accept.split(',').map(readRange).filter(isUtf8);
  const refused = new Set(ranges.filter(({ quality }) => quality === 0).map(({ type }) => type));
  const [best] = ranges
    .filter(({ type, quality }) => quality > 0 && preference.has(type))
    .filter(({ type }) => !refused.has(preference.get(type)?.mediaType ?? type))
    .sort((a, b) => b.quality - a.quality || rank(a) - rank(b));
  const accepted = best && preference.get(best.type);
  if (!accepted) throw new CodedError('REQUEST_NOT_ACCEPTABLE');
  return accepted;
}

/** What is answered to each range, the first before the last where the caller likes them alike. */
const preference = new Map<string, Accepted>([
  ['application/graphql-response+json', { mediaType: 'application/graphql-response+json', isLegacy: false }],
  ['application/json', { mediaType: 'application/json', isLegacy: true }],
  ['application/*', { mediaType: 'application/json', isLegacy: false }],
  ['*/*', { mediaType: 'application/json', isLegacy: false }],
]);

interface MediaRange {
  readonly type: string;
  /** 0 to 1 */
  readonly quality: number;
  readonly charset: string;
}

function readRange(text: string): MediaRange {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const values = new Map(parameters.map((parameter) => [parameter.split('=', 1)[0], parameter.split('=')[1]]));
  return { type, quality: Number(values.get('q') ?? 1), charset: values.get('charset') ?? 'utf-8' };
}

function isUtf8({ charset }: MediaRange): boolean {
  return /^"?utf-?8"?$/.test(charset);
}

function rank({ type }: MediaRange): number {
  return [...preference.keys()].indexOf(type);
}
