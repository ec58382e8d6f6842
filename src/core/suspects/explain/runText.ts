import type { Reason } from '../../context/reason';
import type { CandidateFacts } from '../candidateFacts';
import { code } from './explanation';
import { capital } from './originText';
import { cut, shownName, type Story } from './story';

/** What runs of the failing test and of its neighbours showed about a function, in one sentence; undefined where they showed nothing. */
export function ranSentence(facts: CandidateFacts, reasons: readonly Reason[], { expectation }: Story): string | undefined {
  const name = shownName(facts);
  const made = reasons.find((reason) => reason.kind === 'madeAsserted');
  if (made?.what === 'piece') return `When the test ran, ${name} was the first to return the piece that is wrong in the result.`;
  if (made) {
    const value = expectation ? ` ${code(cut(expectation.actual))},` : '';
    return `When the test ran, ${name} returned${value} the value that the assertion saw.`;
  }
  const passes = reasons.find((reason) => reason.kind === 'changePasses');
  if (passes) {
    const others =
      passes.notIn === 0 ? '' : `, and with none that was tried in ${passes.notIn} other ${passes.notIn === 1 ? 'function' : 'functions'}`;
    return `It passes with a small change in ${name}${others}.`;
  }
  if (!reasons.some(({ kind }) => kind === 'onlyFailingRuns')) return undefined;
  return capital(`${name} runs in the failing test, and in none of the passing ones that were observed.`);
}
