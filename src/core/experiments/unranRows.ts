import type { Hypothesis } from '../hypothesis';
import type { SuspectPorts } from '../suspects/candidateFacts';
import type { Coverage } from './coverage';
import { unranIn } from './unranLines';

/** Cards whose rows say which of their lines the failing test did not run: they took no part in the failure as it was. */
export async function withUnranRows(cards: readonly Hypothesis[], { failing }: Coverage, ports: SuspectPorts): Promise<Hypothesis[]> {
  const files = cards.flatMap(({ evidence }) => evidence.map((row) => row.file));
  const unran = await unranIn(files, failing, ports);
  return cards.map((card) => ({
    ...card,
    evidence: card.evidence.map((row) => (unran.get(row.file)?.has(row.line) ? { ...row, why: `${row.why} (did not run)` } : row)),
  }));
}
