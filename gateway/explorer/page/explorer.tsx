import { explorerPlugin } from '@graphiql/plugin-explorer';
import { GraphiQL } from 'graphiql';
import { type FC, useMemo } from 'react';
import { EditorsForKeyboards } from './editors-for-keyboards.tsx';
import { examplesPlugin } from './examples-panel.tsx';
import { ForKeyboards } from './for-keyboards.tsx';
import { createAsk, type GraphqlRequest } from './graphql.ts';
import { purposesPlugin } from './purposes-panel.tsx';
import type { Session } from './session.ts';
import type { Settings } from './settings.ts';

export interface ExplorerProps {
  readonly settings: Settings;
  readonly session: Session;
  readonly onUnauthenticated: () => void;
}

const defaultQuery = `# Write an operation and press Ctrl-Enter. On the left: documentation, history,
# an operation builder, purposes and examples.
`;

/** GraphiQL over the gateway, as the one who signed in. */
export const Explorer: FC<ExplorerProps> = ({ settings, session, onUnauthenticated }) => {
  // GraphiQL reads the schema again whenever it is given another fetcher. This one lives as long as the session.
  // biome-ignore lint/correctness/useExhaustiveDependencies: how the page is told of its end makes no other explorer.
  const { fetcher, plugins } = useMemo(() => {
    const ask = createAsk(settings, session.accessToken, onUnauthenticated);
    return {
      fetcher: (request: unknown) => ask(request as GraphqlRequest) as Promise<object>,
      plugins: [
        { ...explorerPlugin({ showAttribution: false }), title: 'Operation builder' },
        purposesPlugin(ask, session.role),
        examplesPlugin(settings.examples, session.role),
      ],
    };
  }, [settings, session]);

  return (
    <ForKeyboards>
      <GraphiQL
        fetcher={fetcher}
        plugins={plugins}
        // Operations and variables name people, so they go when the tab is closed.
        storage={sessionStorage}
        shouldPersistHeaders={false}
        isHeadersEditorEnabled={false}
        defaultEditorToolsVisibility="variables"
        defaultQuery={defaultQuery}
      >
        <GraphiQL.Logo>
          <EditorsForKeyboards />
        </GraphiQL.Logo>
      </GraphiQL>
    </ForKeyboards>
  );
};
