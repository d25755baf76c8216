import { type GraphiQLPlugin, useEditorContext } from '@graphiql/react';
import type { FC } from 'react';
import type { Example } from './settings.ts';

/**
 * Example operations, those for the user's own role first.
 * @param role  undefined when the provider does not tell
 */
export function examplesPlugin(examples: readonly Example[], role: string | undefined): GraphiQLPlugin {
  const own = examples.filter(({ roles }) => roles.some((name) => name === role));
  const others = examples.filter((example) => !own.includes(example));
  return {
    title: 'Examples',
    icon: ExamplesIcon,
    content: () => (
      <section aria-label="Examples">
        <h2>Examples</h2>
        {own.length > 0 && <ExampleList title={`For you, as ${role}`} examples={own} />}
        <ExampleList title="For others" examples={others} />
      </section>
    ),
  };
}

interface ExampleListProps {
  readonly title: string;
  readonly examples: readonly Example[];
}

const ExampleList: FC<ExampleListProps> = ({ title, examples }) => {
  const { queryEditor, variableEditor } = useEditorContext({ nonNull: true });
  const open = ({ query, variables }: Example) => {
    if (!queryEditor) return;
    queryEditor.setValue(query);
    // GraphiQL reads the new name a moment later; who runs at once would run the operation before.
    queryEditor.operationName = null;
    variableEditor?.setValue(variables ? JSON.stringify(variables, null, 2) : '');
    queryEditor.focus();
  };
  return (
    <>
      <h3>{title}</h3>
      <ul className="choices">
        {examples.map((example) => (
          <li key={example.title}>
            <button type="button" onClick={() => open(example)}>
              <span>{example.title}</span>
              <small>{example.roles.join(', ')}</small>
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
