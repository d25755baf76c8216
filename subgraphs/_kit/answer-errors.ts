import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { MercuriusOptions } from 'mercurius';
import { CallRefusal } from './signed-calls/call-refusal.ts';
import { classifyFault, type SourceFault, sourceFaults } from './source-error.ts';

/** What the operator learns of a fault of the source. */
export interface LoggedFault {
  readonly code: SourceFault;
  /** The first error's code, such as PostgreSQL's 57014 or ECONNREFUSED, or its class; its message may hold values. */
  readonly cause: string | undefined;
  /** How many fields of the answer it cost. */
  readonly fields: number;
}

type ErrorFormatter = NonNullable<MercuriusOptions['errorFormatter']>;

/**
 * How errors leave a ministry. A call that is not the gateway's is refused with status 401. What is wrong with the request is said, with status 400. A fault of the source keeps its
 * code and path and no other detail; what could be read is answered beside it.
 * @param onFault  told once for each kind of fault in an answer
 */
export function createErrorFormatter(onFault: (fault: LoggedFault) => void): ErrorFormatter {
  return ({ data, errors }) => {
    const refusal = errors.map(({ originalError }) => originalError).find((cause) => cause instanceof CallRefusal);
    if (refusal) return { statusCode: 401, response: { errors: [formatRefusal(refusal)] } };
    const mistakes = errors.flatMap(findMistakes);
    if (mistakes.length > 0) return { statusCode: 400, response: { errors: mistakes.map(formatMistake) } };

    for (const [code, alike] of Map.groupBy(errors, faultOf)) {
      onFault({ code, cause: causeOf(alike[0]), fields: alike.length });
    }
    return { statusCode: 200, response: { data: data ?? null, errors: errors.map(formatFault) } };
  };
}

/** What the caller did wrong. mercurius keeps the findings of validation in `originalError.errors`. */
function findMistakes(error: GraphQLError): readonly GraphQLError[] {
  const cause = error.originalError;
  if (cause && 'errors' in cause && Array.isArray(cause.errors)) {
    return cause.errors.filter((finding) => finding instanceof GraphQLError);
  }
  // An error of a field has a path. Without one it is about the variables, or Fastify refused the body.
  const isRefused = !cause || ('statusCode' in cause && Number(cause.statusCode) < 500);
  return error.path === undefined && isRefused ? [error] : [];
}

function formatRefusal({ message, code }: CallRefusal): GraphQLFormattedError {
  return { message, extensions: { code } };
}

/** The messages about a variable repeat its value, which may be somebody's number. */
function formatMistake({ message, locations }: GraphQLError): GraphQLFormattedError {
  return {
    message: message.replace(/^(Variable "\$\w+" got) (invalid value) .*$/s, '$1 an $2.'),
    ...(locations && { locations }),
  };
}

function formatFault(error: GraphQLError): GraphQLFormattedError {
  const code = faultOf(error);
  return { message: sourceFaults[code], ...(error.path && { path: error.path }), extensions: { code } };
}

function faultOf({ originalError }: GraphQLError): SourceFault {
  return classifyFault(originalError);
}

function causeOf(error: GraphQLError | undefined): string | undefined {
  const cause = error?.originalError;
  return cause && 'code' in cause ? String(cause.code) : cause?.name;
}
