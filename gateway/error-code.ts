/** The code that Node and its libraries put on errors, such as `ENOENT`, or else the error's name. */
export function errorCode(error: unknown): string {
  const { code, name } = error as { readonly code?: unknown; readonly name?: unknown };
  return String(code ?? name);
}
