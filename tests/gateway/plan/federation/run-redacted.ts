import { type DocumentNode, defaultFieldResolver, execute, type GraphQLResolveInfo, isObjectType } from 'graphql';
import type { FieldRegister } from '../../../../gateway/disclosure/field-register.ts';
import type { Disclosure } from '../../../../gateway/disclosure/verdict.ts';
import { type Answer, type Path, readAnswer, type Variables } from './answer.ts';
import { createMonolith, type DataContext } from './serve-data.ts';
import type { TestSupergraph } from './test-supergraph.ts';

export interface RedactedAnswer extends Answer {
  /** Paths of the fields that are null since they are withheld. */
  readonly withheld: readonly Path[];
}

/**
 * What one schema over the whole data answers when each field asks the verdict on the nearest citizen above it. It knows
 * the register and the verdicts, and nothing of plans or fetches.
 */
export async function runRedacted(
  { planner, createData }: TestSupergraph,
  register: FieldRegister,
  disclosure: Disclosure,
  document: DocumentNode,
  variableValues: Variables,
): Promise<RedactedAnswer> {
  const schema = createMonolith(planner.apiSchema);
  const withheld: Path[] = [];
  const owners = new Map<GraphQLResolveInfo['path'], unknown>();

  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('_')) continue;
    for (const field of Object.values(type.getFields())) {
      const resolve = field.resolve ?? defaultFieldResolver;
      field.resolve = (source, args, context: DataContext, info) => {
        const owner = info.parentType.name === 'Citizen' ? source.personalId : ownerAbove(info.path);
        owners.set(info.path, owner);
        const registered = register.find(`${info.parentType.name}.${info.fieldName}`);
        const verdict = owner === undefined ? disclosure.verdictOnNobody : disclosure.verdictOn(owner);
        if (!registered || verdict.open.has(registered.index)) return resolve(source, args, context, info);
        withheld.push(listSteps(info.path));
        return null;
      };
    }
  }

  const answer = await execute({ schema, document, variableValues, contextValue: { data: createData() } });
  return { ...readAnswer(JSON.stringify(answer)), withheld };

  function ownerAbove({ prev }: GraphQLResolveInfo['path']): unknown {
    for (let path = prev; path; path = path.prev) {
      if (owners.has(path)) return owners.get(path);
    }
    return undefined;
  }
}

function listSteps(path: GraphQLResolveInfo['path']): Path {
  return path.prev ? [...listSteps(path.prev), path.key] : [path.key];
}
