import { type CompositionResult, type CompositionSuccess, composeServices } from '@apollo/composition';
import { type DocumentNode, GraphQLError, Kind, parse, Source } from 'graphql';
import { readMarks } from '../marks/read-marks.ts';
import { checkSupergraph } from './check-supergraph.ts';
import type { Problem } from './problem.ts';
import { described } from './rules/described.ts';
import { markNamed } from './rules/mark-named.ts';
import { marksAgree } from './rules/marks-agree.ts';
import { marksKept } from './rules/marks-kept.ts';
import { marksWellFormed } from './rules/marks-well-formed.ts';
import type { SubgraphDefinition } from './subgraph.ts';
import { readSupergraph } from './supergraph.ts';

/** Either a supergraph that passed the gate, or all that keeps it from being one. */
export type CompositionOutcome =
  | { readonly supergraphSdl: string; readonly hints: readonly string[]; readonly problems?: never }
  | { readonly problems: readonly Problem[]; readonly supergraphSdl?: never; readonly hints?: never };

/** Composes subgraphs and holds the result against the rules. */
export function composeSubgraphs(definitions: readonly SubgraphDefinition[]): CompositionOutcome {
  const parsed = definitions.map(parseSubgraph);
  const unreadable = parsed.flatMap(({ problems }) => problems);
  if (unreadable.length > 0) return { problems: unreadable };

  const result = compose(parsed);
  if (result.errors) return { problems: result.errors.map(compositionProblem) };

  const supergraph = readSupergraph(result.supergraphSdl);
  const subgraphs = parsed.map(({ name, document }) => ({ name, marks: readMarks(document) }));
  // A lost mark would be reported again by the rules that read the supergraph.
  const lost = [...marksKept(subgraphs, supergraph)];
  if (lost.length > 0) return { problems: lost };
  const problems = [
    ...marksAgree(subgraphs, supergraph),
    ...checkSupergraph(result.supergraphSdl),
    ...described(supergraph),
  ];
  if (problems.length > 0) return { problems };
  return { supergraphSdl: result.supergraphSdl, hints: result.hints.filter(matters).map((hint) => hint.message) };
}

interface ParsedSubgraph {
  readonly name: string;
  readonly url: string;
  readonly document: DocumentNode;
  readonly problems: readonly Problem[];
}

function parseSubgraph({ name, url, sdl }: SubgraphDefinition): ParsedSubgraph {
  try {
    const document = parse(new Source(sdl, name));
    return { name, url, document, problems: [...markNamed(document, name), ...marksWellFormed(document, [name])] };
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    // The header shifts line numbers, so the lines themselves are shown.
    const problem = { rule: 'syntax', subgraphs: [name], coordinate: '', fault: error.toString(), mend: '' };
    return { name, url, document: { kind: Kind.DOCUMENT, definitions: [] }, problems: [problem] };
  }
}

function compose(parsed: readonly ParsedSubgraph[]): CompositionResult {
  try {
    return composeServices(parsed.map(({ name, url, document }) => ({ name, url, typeDefs: document })));
  } catch (error) {
    // Composition has assertions that fail on some bad input, where it should return an error.
    return { errors: [new GraphQLError(`Composition failed: ${error instanceof Error ? error.message : error}`)] };
  }
}

/** Apollo's message names subgraphs and coordinates itself. */
function compositionProblem(error: GraphQLError): Problem {
  return { rule: 'composition', subgraphs: [], coordinate: '', fault: error.message, mend: '' };
}

/** Warnings, such as descriptions that differ; what remains tells how federation works. */
function matters({ definition }: CompositionSuccess['hints'][number]): boolean {
  return definition.level.name === 'WARN';
}
