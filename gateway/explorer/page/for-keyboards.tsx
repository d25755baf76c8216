import { type FC, type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';

/** What can be clicked in the operation builder are spans, which a keyboard does not reach. */
const CLICKABLE = '.graphiql-explorer-root span[style*="cursor: pointer"]';

/** Lets the keyboard reach what can be clicked in GraphiQL's panels, and names their inputs, whatever they show. */
export const ForKeyboards: FC<{ readonly children: ReactNode }> = ({ children }) => {
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!root.current) return undefined;
    const { current } = root;
    const observer = new MutationObserver(() => makeReachable(current));
    observer.observe(current, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, []);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are for the buttons in it.
    <div ref={root} onKeyDown={clickByKey} className="whole">
      {children}
    </div>
  );
};

function makeReachable(root: HTMLElement): void {
  for (const element of root.querySelectorAll<HTMLElement>(CLICKABLE)) {
    element.tabIndex = 0;
    element.role = 'button';
  }
  for (const input of root.querySelectorAll<HTMLElement>('.graphiql-explorer-root :is(input, select)')) {
    const argument = input.closest<HTMLElement>('[data-arg-name]')?.dataset['argName'];
    input.ariaLabel = argument ?? input.getAttribute('placeholder') ?? 'Kind of the new operation';
  }
  for (const input of root.querySelectorAll('.graphiql-doc-explorer-search-input input')) {
    input.ariaLabel = 'Search the documentation';
  }
}

function clickByKey(event: KeyboardEvent): void {
  const { target } = event;
  if (!['Enter', ' '].includes(event.key) || !(target instanceof HTMLElement) || !target.matches(CLICKABLE)) return;
  event.preventDefault();
  target.click();
}
