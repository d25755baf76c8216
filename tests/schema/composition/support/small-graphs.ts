import { composeSubgraphs } from '../../../../schema/composition/compose-subgraphs.ts';
import { type Problem, printProblem } from '../../../../schema/composition/problem.ts';
import type { SubgraphDefinition } from '../../../../schema/composition/subgraph.ts';
import { subgraphSdl } from '../../../../schema/composition/subgraph-sdl.ts';

/** The gateway's own part, as small as it can be. */
export const gateway: SubgraphDefinition = {
  name: 'gateway',
  url: 'local:gateway',
  sdl: subgraphSdl(`
    "Where questions start. (Truy vấn.)"
    type Query {
      "One citizen. (Công dân.)"
      citizen("12 digits." personalId: PersonalId!): Citizen
    }
    "A citizen. (Công dân.)"
    type Citizen @key(fields: "personalId") {
      "The key. (Số định danh.)"
      personalId: PersonalId!
    }
  `),
};

/** A ministry from its types. */
export function ministry(name: string, types: string): SubgraphDefinition {
  return { name, url: `http://${name}.example/graphql`, sdl: subgraphSdl(types) };
}

/** The citizen's type with these fields beside the key. */
export function citizenWith(fields: string): string {
  return `type Citizen @key(fields: "personalId") { personalId: PersonalId! ${fields} }`;
}

/** A mark as SDL. */
export function mark(dataClass: string, scope = 'test.scope'): string {
  return `@personal(scope: "${scope}", class: ${dataClass})`;
}

/** Composes the gateway's part with these; gives what the gate has against it. */
export function problemsOf(...ministries: readonly SubgraphDefinition[]): readonly Problem[] {
  return composeSubgraphs([gateway, ...ministries]).problems ?? [];
}

/** The same as the lines that a developer reads. */
export function messagesOf(...ministries: readonly SubgraphDefinition[]): readonly string[] {
  return problemsOf(...ministries).map(printProblem);
}

/** @throws Error with the gate's messages when it refuses */
export function supergraphOf(...ministries: readonly SubgraphDefinition[]): string {
  const outcome = composeSubgraphs([gateway, ...ministries]);
  if (outcome.problems) throw new Error(outcome.problems.map(printProblem).join('\n'));
  return outcome.supergraphSdl;
}
