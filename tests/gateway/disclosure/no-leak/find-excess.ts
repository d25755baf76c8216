import { type GraphQLSchema, isInterfaceType, parse, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import { isIdentityLookUp } from '../../../e2e/support/opened-fields.ts';
import type { Asked } from '../../plan/federation/find-asked.ts';
import type { SentRequest } from './ask.ts';
import type { Judge } from './expect-answer.ts';
import type { World } from './world.ts';

/**
 * What ministries were asked beyond what requests that ran at the same time may have: of a citizen only what one of them
 * asks for and may be told, and what that is made from.
 */
export function findExcess(
  { apiSchema, marks, madeFrom, population }: World,
  running: readonly { readonly request: SentRequest; readonly judge: Judge }[],
  asked: readonly Asked[],
): string[] {
  const questions = running.map(({ request, judge }) => ({
    judge,
    wanted: listCoordinates(request.text, apiSchema),
  }));
  const everybody = [undefined, ...population.personalIds];
  const mayTell = (owner: string | undefined, coordinate: string): boolean =>
    questions.some(({ judge, wanted }) => wanted.has(coordinate) && judge.reasonFor(owner, coordinate) === undefined);
  const mayAsk = (owner: string | undefined, coordinate: string): boolean =>
    mayTell(owner, coordinate) ||
    Object.entries(madeFrom).some(([made, from]) => from.includes(coordinate) && mayTell(owner, made));

  return asked
    .filter((call) => !isIdentityLookUp(call))
    .flatMap(({ owners, coordinates }) =>
      [...coordinates]
        .filter((coordinate) => marks.has(coordinate))
        .flatMap((coordinate) => {
          // About what is reached from a citizen a call does not tell whose it is.
          if (!owners) return everybody.some((owner) => mayAsk(owner, coordinate)) ? [] : [`${coordinate} of nobody`];
          if (owners.length === 0) return mayAsk(undefined, coordinate) ? [] : [`${coordinate} at the root`];
          return owners.flatMap((owner) => (mayAsk(owner, coordinate) ? [] : [`${coordinate} of ${owner}`]));
        }),
    );
}

function listCoordinates(text: string, schema: GraphQLSchema): ReadonlySet<string> {
  const coordinates = new Set<string>();
  const types = new TypeInfo(schema);
  visit(
    parse(text),
    visitWithTypeInfo(types, {
      Field({ name }) {
        const type = types.getParentType();
        if (!type) return;
        const all = isInterfaceType(type) ? [type, ...schema.getPossibleTypes(type)] : [type];
        for (const one of all) coordinates.add(`${one.name}.${name.value}`);
      },
    }),
  );
  return coordinates;
}
