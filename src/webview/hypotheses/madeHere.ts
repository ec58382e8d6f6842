/** Labels of what ranks or runs on this machine: any other source is an outside model. */
const OWN_SOURCES = new Set(['mini-model', 'ranking without a model', 'experiment']);

/** Whether a hypothesis came from this machine's own ranking. @param source its label */
export function madeHere(source: string): boolean {
  return OWN_SOURCES.has(source);
}
