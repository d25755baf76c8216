import { type GraphQLSchema, isScalarType } from 'graphql';
import { sharedScalars } from '../../schema/scalars/shared-scalars.ts';

/** Gives the shared scalars of a schema that was built from SDL their checks. Changes the schema, which must be ours. */
export function attachScalars(schema: GraphQLSchema): GraphQLSchema {
  for (const { name, serialize, parseValue, parseLiteral } of sharedScalars) {
    const type = schema.getType(name);
    if (isScalarType(type)) Object.assign(type, { serialize, parseValue, parseLiteral });
  }
  return schema;
}
