import { shown, spokenLanguage } from '../../core/language';
import type { HypothesisState } from '../../protocol/panelState';
import { madeHere } from './madeHere';

const said = new WeakMap<HypothesisState, HypothesisState>();

/** A hypothesis in the person's language, where this program made it; a model's own words stay as they are. The ledger keeps English. */
export function hypothesisShown(hypothesis: HypothesisState): HypothesisState {
  if (spokenLanguage() === 'en') return hypothesis;
  const known = said.get(hypothesis);
  if (known) return known;
  const own = madeHere(hypothesis.source) ? shown : (text: string) => text;
  const { title, rootCause, check, evidence, fix, warnings, clarifyingQuestion } = hypothesis;
  const spoken: HypothesisState = {
    ...hypothesis,
    title: own(title),
    rootCause: own(rootCause),
    check: own(check),
    evidence: evidence.map((row) => ({ ...row, ...(row.problem !== undefined && { problem: shown(row.problem) }) })),
    warnings: warnings.map(shown),
    ...(fix && {
      fix: { ...fix, risks: fix.risks.map(own), ...(fix.problem !== undefined && { problem: shown(fix.problem) }) },
    }),
    ...(clarifyingQuestion !== undefined && { clarifyingQuestion: shown(clarifyingQuestion) }),
  };
  said.set(hypothesis, spoken);
  return spoken;
}
