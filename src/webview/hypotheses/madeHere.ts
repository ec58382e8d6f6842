/** Labels of local rankers and runs: any other source is an outside model. */
const OWN_SOURCES = new Set(['mini-model', 'ranking without a model', 'experiment']);

/** Whether a hypothesis came from this machine. @param source its label */
export function madeHere(source: string): boolean {
  return OWN_SOURCES.has(source);
}
