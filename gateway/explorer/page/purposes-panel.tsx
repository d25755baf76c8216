import { type GraphiQLPlugin, useEditorContext } from '@graphiql/react';
import { type FC, useEffect, useState } from 'react';
import type { Ask } from './graphql.ts';

/** A purpose as `Query.purposes` tells it. */
interface Purpose {
  readonly code: string;
  readonly title: { readonly vi: string; readonly en: string };
  readonly kind: string;
  readonly isInForce: boolean;
  readonly needsDossier: boolean;
  readonly recipients: readonly { readonly role: string }[];
}

/**
 * The catalogue of purposes as a pick list, those for the user's own role first. What is picked becomes the variable
 * `$purpose` of the operation.
 * @param role  undefined when the provider does not tell
 */
export function purposesPlugin(ask: Ask, role: string | undefined): GraphiQLPlugin {
  return { title: 'Purposes', icon: PurposesIcon, content: () => <PurposesPanel ask={ask} role={role} /> };
}

interface PurposesPanelProps {
  readonly ask: Ask;
  readonly role: string | undefined;
}

const PurposesPanel: FC<PurposesPanelProps> = ({ ask, role }) => {
  const { variableEditor } = useEditorContext({ nonNull: true });
  const [purposes, setPurposes] = useState<readonly Purpose[]>();
  const [problem, setProblem] = useState<string>();
  const [words, setWords] = useState('');
  const [picked, setPicked] = useState<string>();
  useEffect(() => void readPurposes(ask).then(setPurposes, (error: Error) => setProblem(error.message)), [ask]);

  const pick = (purpose: Purpose) => {
    const variables = parseObject(variableEditor?.getValue());
    variables['purpose'] = toInput(purpose, variables['purpose']);
    variableEditor?.setValue(JSON.stringify(variables, null, 2));
    setPicked(purpose.code);
  };

  return (
    <section aria-label="Purposes">
      <h2>Purposes</h2>
      <p>
        What you pick becomes the variable <code>$purpose</code>: declare it as <code>$purpose: PurposeInput!</code>.
      </p>
      <label>
        Find
        <input type="search" value={words} onChange={(event) => setWords(event.target.value)} />
      </label>
      <p role="status">{problem ?? (picked === undefined ? '' : `$purpose is ${picked} now.`)}</p>
      <ul className="choices">
        {purposes
          ?.filter((purpose) => mentions(purpose, words))
          .sort((a, b) => Number(isFor(b, role)) - Number(isFor(a, role)))
          .map((purpose) => (
            <li key={purpose.code}>
              <button type="button" onClick={() => pick(purpose)} disabled={!purpose.isInForce}>
                <strong>{purpose.title.en}</strong>
                <span lang="vi">{purpose.title.vi}</span>
                <small>
                  {purpose.code} · {purpose.kind.toLowerCase().replaceAll('_', ' ')}
                  {isFor(purpose, role) ? '' : ' · not for you'}
                  {purpose.isInForce ? '' : ' · not in force today'}
                </small>
              </button>
            </li>
          ))}
      </ul>
    </section>
  );
};

/** @throws Error when the gateway does not tell */
async function readPurposes(ask: Ask): Promise<readonly Purpose[]> {
  const query = '{ purposes { code title { vi en } kind isInForce needsDossier recipients { role } } }';
  const answer = (await ask({ query })) as { data?: { purposes?: readonly Purpose[] | null } | null };
  if (!answer.data?.purposes) throw new Error('The gateway does not tell its purposes.');
  return answer.data.purposes;
}

/** A `PurposeInput`. A dossier that was named before stays; else there is one to be written over. */
function toInput({ code, needsDossier }: Purpose, before: unknown): object {
  return needsDossier ? { dossier: 'EXAMPLE-1', ...asObject(before), code } : { code };
}

/** Agencies and eID levels aside, which the gateway looks at. */
function isFor({ recipients }: Purpose, role: string | undefined): boolean {
  return role === undefined || recipients.some((recipient) => recipient.role === role);
}

function mentions({ code, title, kind }: Purpose, words: string): boolean {
  return `${code} ${title.en} ${title.vi} ${kind}`.toLowerCase().includes(words.trim().toLowerCase());
}

/** What is no JSON object counts as an empty one: it could not be sent either. */
function parseObject(text: string | undefined): Record<string, unknown> {
  try {
    return asObject(JSON.parse(text ?? ''));
  } catch {
    return {};
  }
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

const PurposesIcon: FC = () => (
  <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
    <circle cx="12" cy="12" r="9" />
    <circle cx="12" cy="12" r="5" />
    <circle cx="12" cy="12" r="1" fill="currentColor" />
  </svg>
);
