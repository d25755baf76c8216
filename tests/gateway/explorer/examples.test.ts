import { readFileSync } from 'node:fs';
import { Supergraph } from '@apollo/federation-internals';
import { describe, expect, test } from '@jest/globals';
import { coerceInputValue, type GraphQLSchema, Kind, parse, typeFromAST, validate, visit } from 'graphql';
import { readExamples } from '../../../gateway/explorer/read-examples.ts';
import { roles } from '../../../schema/callers.ts';
import { readPurposes } from '../../../schema/purposes/read-purposes.ts';

const supergraphSdl = readFileSync(new URL('../../../schema/supergraph.graphql', import.meta.url), 'utf8');
const schema: GraphQLSchema = Supergraph.build(supergraphSdl).apiSchema().toGraphQLJSSchema();
const { catalogue } = readPurposes();
const examples = readExamples();

describe('the explorer’s examples', () => {
  test('are there for every role', () => {
    expect(new Set(examples.flatMap(({ roles: those }) => those))).toEqual(new Set(roles));
  });

  test('have a title each', () => {
    expect(new Set(examples.map(({ title }) => title)).size).toBe(examples.length);
  });

  test.each(examples)('$title: fits the graph', ({ query, variables = {} }) => {
    const document = parse(query);
    expect(validate(schema, document)).toEqual([]);
    visit(document, {
      VariableDefinition({ variable, type }) {
        const inputType = typeFromAST(schema, type);
        const problems: string[] = [];
        coerceInputValue(variables[variable.name.value], inputType as never, (_path, _value, error) =>
          problems.push(error.message),
        );
        expect(problems).toEqual([]);
      },
    });
  });

  test.each(examples)('$title: states purposes of the catalogue', ({ query, variables = {} }) => {
    const codes: unknown[] = [];
    const { purpose } = variables as { purpose?: { code?: string } };
    if (purpose) codes.push(purpose.code);
    visit(parse(query), {
      ObjectField({ name, value }) {
        if (name.value === 'code' && value.kind === Kind.STRING) codes.push(value.value);
      },
    });
    for (const code of codes) expect([...catalogue.keys()]).toContain(code);
  });
});
