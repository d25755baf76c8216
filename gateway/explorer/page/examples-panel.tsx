import { type GraphiQLPlugin, useEditorContext } from '@graphiql/react';
import type { FC } from 'react';
import type { Example } from './settings.ts';

/**
 * Example operations, those for the user's own role first.
 * @param role  undefined when the provider does not tell
 */
export function examplesPlugin(examples: readonly Example[], role: string | undefined): GraphiQLPlugin {
  const groups = Map.groupBy(examples, (example) => example.role);
  const roles = [...groups.keys()].sort((a, b) => Number(b === role) - Number(a === role));
  return {
    title: 'Examples',
    icon: ExamplesIcon,
    content: () => (
      <section aria-label="Examples">
        <h2>Examples</h2>
        {roles.map((name) => (
          <ExamplesOfRole key={name} role={name} isOwn={name === role} examples={groups.get(name) ?? []} />
        ))}
      </section>
    ),
  };
}

interface ExamplesOfRoleProps {
  readonly role: string;
  readonly isOwn: boolean;
  readonly examples: readonly Example[];
}

const ExamplesOfRole: FC<ExamplesOfRoleProps> = ({ role, isOwn, examples }) => {
  const { queryEditor, variableEditor } = useEditorContext({ nonNull: true });
  const open = ({ query, variables }: Example) => {
    queryEditor?.setValue(query);
    variableEditor?.setValue(variables ? JSON.stringify(variables, null, 2) : '');
    queryEditor?.focus();
  };
  return (
    <>
      <h3>{isOwn ? `For you, as ${role}` : `For role ${role}`}</h3>
      <ul className="choices">
        {examples.map((example) => (
          <li key={example.title}>
            <button type="button" onClick={() => open(example)}>
              {example.title}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
};

const ExamplesIcon: FC = () => (
  <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
    <path d="M5 4h11l3 3v13H5z" />
    <path d="M8 10h8M8 13h8M8 16h5" />
  </svg>
);
