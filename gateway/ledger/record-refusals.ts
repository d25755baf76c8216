import { CodedError } from '../../schema/coded-error.ts';
import type { RequestContext } from '../request/request-context.ts';

type Resolver = (source: unknown, input: Input, context: RequestContext, info: unknown) => unknown;

/** Arguments of a root field. A citizen is named by `personalId`, at the top or in `input`. */
interface Input {
  readonly personalId?: string;
  readonly input?: { readonly personalId?: string };
}

/** Root fields whose refusals are written down, with whom they were about. */
export function recordRefusals(resolvers: Readonly<Record<string, Resolver>> = {}): Record<string, Resolver> {
  return Object.fromEntries(Object.entries(resolvers).map(([name, resolve]) => [name, recorded(name, resolve)]));
}

function recorded(name: string, resolve: Resolver): Resolver {
  return async (source, input, context, info) => {
    try {
      return await resolve(source, input, context, info);
    } catch (error) {
      if (error instanceof CodedError) {
        const personalId = name === 'me' ? context.caller?.citizen : (input.personalId ?? input.input?.personalId);
        context.trail?.addRefusal(personalId ?? null, error.code);
      }
      throw error;
    }
  };
}
