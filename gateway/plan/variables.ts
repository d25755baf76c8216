import type { Variables } from './execution.ts';

/** Writes the values that a fetch uses as JSON members, each with a comma behind it; unset variables are left out. */
export type WriteVariables = (variables: Variables) => string;

export function compileVariables(names: readonly string[] | undefined): WriteVariables {
  if (!names?.length) return () => '';
  const members = names.map((name) => ({ name, key: `${JSON.stringify(name)}:` }));
  return (variables) => {
    let text = '';
    for (const { name, key } of members) {
      const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
      if (value !== undefined) text += `${key}${JSON.stringify(value)},`;
    }
    return text;
  };
}
