import { useEditorContext } from '@graphiql/react';
import { type FC, useEffect } from 'react';

/** Tab leaves an editor instead of indenting, else nobody without a mouse gets out of it; and each editor has a name. */
export const EditorsForKeyboards: FC = () => {
  const { queryEditor, variableEditor, responseEditor } = useEditorContext({ nonNull: true });
  useEffect(() => {
    const editors = { Operation: queryEditor, Variables: variableEditor, Answer: responseEditor };
    for (const [name, editor] of Object.entries(editors)) {
      editor?.addKeyMap({ Tab: false, 'Shift-Tab': false });
      editor?.getInputField().setAttribute('aria-label', name);
    }
  }, [queryEditor, variableEditor, responseEditor]);
  return null;
};
