/** An answer without `extensions.disclosure`. What that says is tested in `tests/gateway/disclosure/answers.test.ts`. */
export function withoutSummary<Body extends { readonly extensions?: Readonly<Record<string, unknown>> }>(
  body: Body,
): Body {
  if (!body.extensions?.['disclosure']) return body;
  const { extensions, ...rest } = body;
  const { disclosure, ...others } = extensions;
  return (Object.keys(others).length > 0 ? { ...rest, extensions: others } : rest) as Body;
}
