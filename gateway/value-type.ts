import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** How one kind of configuration value is written. */
export interface ValueType<Value> {
  /** The legal values with unit and range, as they end the sentence "… must be". */
  readonly form: string;
  /** @returns undefined when the text is none of the legal values */
  parse(text: string): Value | undefined;
  /** The value as documentation shows it. */
  print(value: Value): string;
}

/** Any text that is not empty. */
export function text(form: string): ValueType<string> {
  return { form, parse: (given) => given || undefined, print: String };
}

/** A name that stands in a line with others. */
export function name(form: string): ValueType<string> {
  return { form, parse: (given) => (/^[^\s+]+$/.test(given) ? given : undefined), print: String };
}

/** A path, relative to the working directory when it is given, shown relative to the repository. */
export function path(form: string): ValueType<string> {
  const repository = fileURLToPath(new URL('..', import.meta.url));
  return {
    form,
    parse: (given) => (given === '' ? undefined : resolve(given)),
    print: (value) => relative(repository, value),
  };
}

export const flag: ValueType<boolean> = {
  form: '`true` or `false`',
  parse: (given) => (given === 'true' ? true : given === 'false' ? false : undefined),
  print: String,
};

export interface IntegerOptions {
  readonly min: number;
  readonly max: number;
  /** In the plural: `milliseconds`. */
  readonly unit?: string;
}

export function integer({ min, max, unit }: IntegerOptions): ValueType<number> {
  return {
    form: `a whole number${unit ? ` of ${unit}` : ''} from ${min} to ${max}`,
    parse(given) {
      const value = /^[0-9]{1,15}$/.test(given) ? Number(given) : Number.NaN;
      return value >= min && value <= max ? value : undefined;
    },
    print: String,
  };
}

export function oneOf<const Choice extends string>(choices: readonly Choice[]): ValueType<Choice> {
  return {
    form: `one of ${choices.map((choice) => `\`${choice}\``).join(', ')}`,
    parse: (given) => choices.find((choice) => choice === given),
    print: String,
  };
}

export const postgresUrl: ValueType<string> = {
  form: 'a URL such as `postgres://user:password@host:5432/database`',
  parse: (given) => (/^postgres(ql)?:\/\//.test(given) && URL.canParse(given) ? given : undefined),
  print: String,
};

export const httpUrl: ValueType<string> = {
  form: 'an http or https URL',
  parse: (given) => (/^https?:$/.test(URL.parse(given)?.protocol ?? '') ? given : undefined),
  print: String,
};

/** Nobody on the way can change what is read from such a URL. */
export const safeUrl: ValueType<string> = {
  form: 'an https URL, or an http URL of this machine',
  parse: (given) => (isSafeUrl(given) ? given : undefined),
  print: String,
};

export function isSafeUrl(text: string): boolean {
  const url = URL.parse(text);
  if (url?.protocol === 'http:') return ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  return url?.protocol === 'https:';
}

/** `a,b,c`; empty for none. */
export function setOf<const Choice extends string>(choices: readonly Choice[]): ValueType<ReadonlySet<Choice>> {
  return {
    form: `a list of ${choices.map((choice) => `\`${choice}\``).join(', ')}, with commas between them`,
    parse(given) {
      const parts = given.split(',').flatMap((part) => part.trim() || []);
      const known = choices.filter((choice) => parts.includes(choice));
      return known.length === parts.length ? new Set(known) : undefined;
    },
    print: (values) => [...values].join(',') || 'none',
  };
}

/** `name=value,name=value`, each name once. */
export function listByName<Value, Name extends string = string>(
  type: ValueType<Value>,
  nameType: ValueType<Name>,
): ValueType<ReadonlyMap<Name, Value>>;
export function listByName<Value>(type: ValueType<Value>): ValueType<ReadonlyMap<string, Value>>;
export function listByName<Value>(
  type: ValueType<Value>,
  nameType?: ValueType<string>,
): ValueType<ReadonlyMap<string, Value>> {
  return {
    form: `a list \`name=value,name=value\`${nameType ? `, each name ${nameType.form}` : ''}, each value ${type.form}`,
    parse(given) {
      const values = new Map<string, Value>();
      for (const item of given.split(',').filter((part) => part.trim() !== '')) {
        const [givenName = '', rest = ''] = splitOnce(item.trim(), '=');
        const name = nameType ? nameType.parse(givenName) : givenName || undefined;
        const value = type.parse(rest);
        if (name === undefined || value === undefined || values.has(name)) return undefined;
        values.set(name, value);
      }
      return values;
    },
    print: (values) => [...values].map(([name, value]) => `${name}=${type.print(value)}`).join(',') || 'none',
  };
}

function splitOnce(whole: string, separator: string): string[] {
  const at = whole.indexOf(separator);
  return at < 0 ? [whole] : [whole.slice(0, at), whole.slice(at + separator.length)];
}
