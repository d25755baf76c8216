import { type ErrorDefinition, errors, type Fault } from './errors.ts';

/** `docs/errors.md`, from the table in `errors.ts`. */
export function errorsReference(): string {
  const sections = faults.map(({ fault, title, meaning }) => {
    const rows = listErrors().filter(([, definition]) => definition.fault === fault);
    return [`## ${title}`, meaning, [...tableHead, ...rows.map(printRow)].join('\n')].join('\n\n');
  });
  return `${[...intro, ...sections].join('\n\n')}\n`;
}

const faults: readonly { readonly fault: Fault; readonly title: string; readonly meaning: string }[] = [
  {
    fault: 'caller',
    title: 'The caller’s',
    meaning: 'Nothing is answered. The message says what to change.',
  },
  {
    fault: 'nobody',
    title: 'Nobody’s',
    meaning:
      'The field at the error’s path is null since it may not be told, and everything else is answered. ' +
      '`extensions.reason` says why, and `extensions.scope` what the field belongs to.',
  },
  {
    fault: 'ministry',
    title: 'A ministry’s',
    meaning:
      'The fields at the error’s path are null, and everything else is answered. `extensions.ministry` names the source.',
  },
  {
    fault: 'gateway',
    title: 'The gateway’s',
    meaning: 'What went wrong stands in the log of its operators, under the request id.',
  },
];

const intro = [
  '<!-- Generated from schema/errors.ts by `node schema/errors-reference.ts > docs/errors.md`. -->',
  '# Errors',
  `Every error has its code in \`extensions.code\`. Codes are never used for something else. \`{…}\` stands for a detail,
never for personal data. *Status* is the HTTP status when the whole request fails; *again* tells whether the same request
may succeed later.`,
];

const tableHead = ['| code | status | again | message |', '|---|---|---|---|'];

function listErrors(): [code: string, definition: ErrorDefinition][] {
  return Object.entries(errors);
}

function printRow([code, { status, retryable, message }]: [string, ErrorDefinition]): string {
  return `| \`${code}\` | ${status} | ${retryable ? 'yes' : 'no'} | ${message} |`;
}

if (import.meta.main) process.stdout.write(errorsReference());
