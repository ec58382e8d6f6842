import { reduceInvestigation } from '../../src/core/investigation/reduceInvestigation';
import { redactInvestigation } from '../../src/core/investigation/storedInvestigation';
import type { Investigation } from '../../src/core/investigation/investigation';
import type { InvestigationFiles } from '../../src/node/investigationFiles';
import { wholeInvestigation } from '../../test/support/everyText';

/** Texts that identify a state, from the first to the last. */
const REPEATED = 400;
const [tried] = wholeInvestigation.tries;

/** Saves an investigation in which all texts name the same state. */
export function storeWriter(files: InvestigationFiles): (id: string, state: string) => Promise<void> {
  return async (id, state) => {
    const tries = Array.from({ length: state.startsWith('many') ? 1 : REPEATED }, (_, at) => ({
      ...tried!,
      id: String(at),
      result: state,
    }));
    await files.save(await redactInvestigation({ ...wholeInvestigation, id, title: state, tries }, (texts) => Promise.resolve(texts)));
  };
}

/** Adds tries, one after the other, to an investigation that other processes also write, as a window does. */
export async function sharedWriter(files: InvestigationFiles, id: string): Promise<(state: string) => Promise<void>> {
  const start = { ...wholeInvestigation, id, tries: [], evidence: { phase: 'collecting' as const }, suspects: [] };
  let mine: Investigation = await files.load(id).catch(() => start);
  return async (state) => {
    mine = { ...mine, tries: [...mine.tries, { ...tried!, id: state, title: state, result: state }] };
    const change = await files.save(await redactInvestigation(mine, (texts) => Promise.resolve(texts)));
    if (change) mine = reduceInvestigation(mine, { type: 'changedElsewhere', ...change });
  };
}
