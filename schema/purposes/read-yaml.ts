import { type GenericSchema, safeParse } from 'valibot';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';

/** Either what a file says, or all that is wrong with it: `birth-registration.yaml:12: recipients.0.role: …` */
export type YamlOutcome<Content> =
  | { readonly content: Content; readonly problems: readonly [] }
  | { readonly content?: never; readonly problems: readonly string[] };

/**
 * Reads YAML and holds it against a schema.
 * @param text  undefined where the file cannot be read
 * @param name  what problems call the file
 */
export function readYaml<Content>(
  text: string | undefined,
  name: string,
  schema: GenericSchema<unknown, Content>,
): YamlOutcome<Content> {
  const lines = new LineCounter();
  if (text === undefined) return { problems: [`${name}: cannot be read`] };
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) {
    return { problems: faults.map(({ pos: [start], message }) => `${name}:${lines.linePos(start).line}: ${message}`) };
  }
  const result = safeParse(schema, document.toJS());
  if (result.success) return { content: result.output, problems: [] };
  return {
    problems: result.issues.map(({ path: steps = [], message }) => {
      const keys = steps.map(({ key }) => key);
      return `${name}:${findLine(document, keys, lines)}: ${keys.length > 0 ? `${keys.join('.')}: ` : ''}${message}`;
    }),
  };
}

/** The line of a value, or of what should have held it when it is missing. */
function findLine(document: Document, keys: readonly unknown[], lines: LineCounter): number {
  for (let length = keys.length; length >= 0; length--) {
    const node = document.getIn(keys.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
