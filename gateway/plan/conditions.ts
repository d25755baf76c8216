import {
  type DirectiveNode,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  visit,
} from 'graphql';
import type { Variables } from './execution.ts';
import type { Fragments } from './fragments.ts';

/** Names of the variables that `@skip` and `@include` of an operation and its fragments depend on, sorted. */
export function findConditionVariables(operation: OperationDefinitionNode, fragments: Fragments): string[] {
  const names = new Set<string>();
  for (const node of [operation, ...fragments.values()]) {
    visit(node, {
      Directive: (directive) => {
        const value = isCondition(directive) ? conditionOf(directive) : undefined;
        if (value?.kind === Kind.VARIABLE) names.add(value.name.value);
      },
    });
  }
  return [...names].sort();
}

/** Tells combinations of the variables' values apart. */
export function conditionKey(names: readonly string[], variables: Variables): string {
  return names.map((name) => (variables[name] === true ? '1' : '0')).join('');
}

/** Whether a selection takes part in the answer. */
export function isIncluded(selection: SelectionNode, variables: Variables): boolean {
  return (selection.directives ?? []).every((directive) => {
    if (!isCondition(directive)) return true;
    const value = conditionOf(directive);
    const holds =
      value?.kind === Kind.VARIABLE
        ? variables[value.name.value] === true
        : value?.kind === Kind.BOOLEAN && value.value;
    return directive.name.value === GraphQLSkipDirective.name ? !holds : holds;
  });
}

/** The directives that stay when the conditions are settled. */
export function withoutConditions(directives: readonly DirectiveNode[]): DirectiveNode[] {
  return directives.filter((directive) => !isCondition(directive));
}

function isCondition({ name }: DirectiveNode): boolean {
  return name.value === GraphQLSkipDirective.name || name.value === GraphQLIncludeDirective.name;
}

function conditionOf(directive: DirectiveNode) {
  return directive.arguments?.find((argument) => argument.name.value === 'if')?.value;
}
