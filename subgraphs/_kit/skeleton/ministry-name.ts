/** A ministry's name in each form in which it is written: a folder, a type, a field, a database, a variable, a text. */
export interface NameForms {
  /** `land-register` */
  readonly kebab: string;
  /** `LandRegister` */
  readonly pascal: string;
  /** `landRegister` */
  readonly camel: string;
  /** `land_register` */
  readonly snake: string;
  /** `LAND_REGISTER` */
  readonly constant: string;
  /** `land register` */
  readonly words: string;
  /** `Land register` */
  readonly title: string;
}

export function nameForms(kebab: string): NameForms {
  const words = kebab.replaceAll('-', ' ');
  const pascal = kebab.split('-').map(capitalise).join('');
  const snake = kebab.replaceAll('-', '_');
  return {
    kebab,
    pascal,
    camel: pascal.charAt(0).toLowerCase() + pascal.slice(1),
    snake,
    constant: snake.toUpperCase(),
    words,
    title: capitalise(words),
  };
}

/** PostgreSQL cuts names at 63 bytes, and the longest suffix of a role is `_migrator`. */
const MAX_LENGTH = 40;

/** They name something else: the gateway and its entity, databases of every server, variables of other programs. */
const reserved = ['citizen', 'gateway', 'node', 'npm', 'pg', 'postgres', 'template0', 'template1'];

/**
 * What keeps a word from being the name of a new ministry.
 * @returns a sentence that tells what to do, or undefined when the name is good
 */
export function findNameProblem(name: string, existing: readonly string[]): string | undefined {
  if (!/^[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*$/.test(name)) {
    return `"${name}" is not a ministry's name. Write lower-case words joined by hyphens, such as land-register.`;
  }
  if (name.length > MAX_LENGTH)
    return `The name may have at most ${MAX_LENGTH} characters; this one has ${name.length}.`;
  if (reserved.includes(name)) return `The name ${name} is reserved. Take another one.`;
  // The database of `tax-migration` would be told by TAX_MIGRATION_DATABASE_URL, which is a variable of `tax`.
  if (name.endsWith('-migration')) return 'The name may not end with -migration. Take another one.';
  if (existing.includes(name)) return `There is a ministry ${name} already, in subgraphs/${name}/.`;
  return undefined;
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
