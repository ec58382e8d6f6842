import type { Hypothesis } from '../hypothesis';
import type { SuspectPorts } from '../suspects/candidateFacts';
import type { Coverage } from './coverage';
import { unranLines } from './unranLines';

/** Cards whose rows say which of their lines the failing test did not run: they took no part in the failure as it was. */
export async function withUnranRows(
  cards: readonly Hypothesis[],
  { failing }: Coverage,
  { reader, syntax }: SuspectPorts,
): Promise<Hypothesis[]> {
  const unran = new Map<string, Set<number>>();
  for (const file of new Set(cards.flatMap(({ evidence }) => evidence.map((row) => row.file)))) {
    const ran = failing.get(file);
    const text = ran && (await reader.read(file));
    if (ran && text !== undefined) unran.set(file, unranLines(await syntax.parse(file, text), ran));
  }
  return cards.map((card) => ({
    ...card,
    evidence: card.evidence.map((row) => (unran.get(row.file)?.has(row.line) ? { ...row, why: `${row.why} (did not run)` } : row)),
  }));
}
