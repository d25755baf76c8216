export type Path = readonly (string | number)[];
export type Variables = Readonly<Record<string, unknown>>;

/** An answer, in the form in which two are compared. */
export interface Answer {
  /** Undefined when an executor gave up. */
  readonly data: unknown;
  readonly errors: readonly AnswerError[];
}

export interface AnswerError {
  readonly message: string;
  readonly path?: Path;
  readonly code?: unknown;
}

export function readAnswer(text: string): Answer {
  const { data, errors = [] } = JSON.parse(text) as { data: unknown; errors?: readonly RawError[] };
  return {
    data,
    errors: errors.map(({ message, path, extensions }) => ({ message, code: extensions?.code, ...(path && { path }) })),
  };
}

interface RawError {
  readonly message: string;
  readonly path?: Path;
  readonly extensions?: { readonly code?: unknown };
}
