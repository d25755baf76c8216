import { readFileSync } from 'node:fs';
import { personalSpec } from '../marks/mark-directive-names.ts';

/**
 * The whole SDL of a subgraph: the header that all share (federation, `@personal`, the shared scalars), then its own types.
 * @param types what the subgraph itself defines, usually the text of its `schema.graphql`
 */
export function subgraphSdl(types: string): string {
  return `${header}\n${types.trim()}\n`;
}

// Without @composeDirective composition drops the marks and says nothing.
const links = `
extend schema
  @link(
    url: "https://specs.apollo.dev/federation/v2.9"
    import: [
      "@key"
      "@shareable"
      "@external"
      "@requires"
      "@provides"
      "@override"
      "@inaccessible"
      "@interfaceObject"
      "@tag"
      "@composeDirective"
    ]
  )
  @link(url: "${personalSpec}/v1.0", import: ["@personal", "DataClass"])
  @composeDirective(name: "@personal")
`;

const header = [links, readShared('directives.graphql'), readShared('scalars.graphql')]
  .map((part) => `${part.trim()}\n`)
  .join('\n');

function readShared(file: string): string {
  return readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
}
