/**
 * Acts when a time is over. A process that was busy for so long first hears what has arrived meanwhile, so that nobody is
 * taken for slow on account of its own lateness.
 * @returns what calls it off
 */
export function onTimeOver(ms: number, act: () => void): () => void {
  let turnEnd: NodeJS.Immediate | undefined;
  const timer = setTimeout(() => {
    turnEnd = setImmediate(act);
  }, ms);
  return () => {
    clearTimeout(timer);
    clearImmediate(turnEnd);
  };
}
