import { type GraphQLSchema, isAbstractType, isInterfaceType } from 'graphql';

/**
 * Names that `__typename` may have for an object to which a type condition applies: the type itself, and for an
 * abstract type its objects and the interfaces below it (an `@interfaceObject` may answer with an interface's name).
 */
export function typeNamesWithin(schema: GraphQLSchema, typeCondition: string): ReadonlySet<string> {
  const names = new Set([typeCondition]);
  const type = schema.getType(typeCondition);
  if (!isAbstractType(type)) return names;
  for (const object of schema.getPossibleTypes(type)) names.add(object.name);
  if (isInterfaceType(type)) {
    for (const implementation of schema.getImplementations(type).interfaces) names.add(implementation.name);
  }
  return names;
}
