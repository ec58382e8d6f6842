import type { Ledger } from '../../src/app/ports';
import type { Investigation } from '../../src/core/investigation/investigation';
import { reduceInvestigation } from '../../src/core/investigation/reduceInvestigation';

/** Investigations in memory, and nothing else. */
export function memoryLedger(...investigations: Investigation[]): Ledger & { add(investigation: Investigation): void } {
  const all = new Map(investigations.map((each) => [each.id, each]));
  const getOrThrow = (id: string): Investigation => {
    const found = all.get(id);
    if (!found) throw new Error(`there is no investigation ${id}`);
    return found;
  };
  return {
    add: (investigation) => void all.set(investigation.id, investigation),
    get: (id) => all.get(id),
    getOrThrow,
    dispatch: (id, event) => void all.set(id, reduceInvestigation(getOrThrow(id), event)),
  };
}
