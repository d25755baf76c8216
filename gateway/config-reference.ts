import { type Setting, settings } from './config.ts';

/** `docs/config.md`, from the table in `config.ts`. */
export function configReference(): string {
  const rows = listSettings().map(
    (setting) =>
      `| \`${setting.variable}\` | ${setting.meaning} | ${setting.type.form} | \`${printDefault(setting)}\` |`,
  );
  return `${[...intro, ...rows].join('\n')}\n`;
}

/** What `--help` prints. */
export function configHelp(): string {
  const entries = listSettings().map(
    (setting) =>
      `  ${setting.variable}\n      ${setting.meaning}\n      ${setting.type.form}; default: ${printDefault(setting)}\n`,
  );
  return `Serves the supergraph over HTTP. Set by environment variables:\n\n${entries.join('\n')}`.replaceAll('`', '');
}

function printDefault({ type, default: value }: Setting<unknown>): string {
  return value === undefined ? 'none' : type.print(value);
}

function listSettings(): Setting<unknown>[] {
  return Object.values(settings);
}

const intro = [
  '<!-- Generated from gateway/config.ts by `node gateway/config-reference.ts > docs/config.md`. -->',
  '',
  '# Configuration of the gateway',
  '',
  'The gateway reads environment variables, once, when it starts. It refuses to start when a value does not fit or when',
  'a `GATEWAY_…` variable is not in this table, and then names all that is wrong at once.',
  '',
  '| variable | meaning | legal values | default |',
  '|---|---|---|---|',
];

if (import.meta.main) process.stdout.write(configReference());
