import { redactInvestigation } from '../../src/core/investigation/storedInvestigation';
import type { InvestigationFiles } from '../../src/node/investigationFiles';
import { wholeInvestigation } from '../../test/support/everyText';

/** Texts in which a state says which one it is, from the first to the last. */
const REPEATED = 400;

/** Saves an investigation whose texts all say the same state. */
export function storeWriter(files: InvestigationFiles): (id: string, state: string) => Promise<void> {
  const [tried] = wholeInvestigation.tries;
  return async (id, state) => {
    const tries = Array.from({ length: state.startsWith('many') ? 1 : REPEATED }, (_, at) => ({
      ...tried!,
      id: String(at),
      result: state,
    }));
    await files.save(await redactInvestigation({ ...wholeInvestigation, id, title: state, tries }, (texts) => Promise.resolve(texts)));
  };
}
