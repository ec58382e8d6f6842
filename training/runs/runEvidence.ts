import type { Candidate } from '../../src/core/context/crimeScene';
import type { ScoredLine } from '../../src/core/suspects/lineScores';
import type { RankedFunction, Ranking } from '../../src/core/suspects/ranking';
import type { Coverage } from '../../src/core/experiments/coverage';
import { splitFunctions } from '../../src/core/experiments/returns/splitFunctions';
import { functionSpectrum, lineSpectrum, type Spectrum } from '../../src/core/experiments/spectrum';
import { makersOf, type Makers } from '../../src/core/experiments/withCoverage';

/** What runs show of a function or a line, by name: 1, a share, or the logarithm of a count; what does not apply is left out. */
export type RunFeatures = Readonly<Record<string, number>>;

export interface FunctionEvidence {
  ranked: RankedFunction;
  features: RunFeatures;
  lines: { line: ScoredLine; features: RunFeatures }[];
}

export interface RunEvidence {
  /** An error that arises in the code says itself where it is. */
  about: 'crash' | 'assertion';
  /** Every function that the failing test called stands for itself. */
  functions: FunctionEvidence[];
}

/**
 * What runs show of each candidate of a ranking.
 * @param printed whether the failed assertion printed the value that the functions' results were compared with
 */
export function runEvidence(given: Ranking, coverage: Coverage, printed: boolean): RunEvidence {
  const about = given.functions.some(({ facts }) => facts.stackPlace === 0) ? 'crash' : 'assertion';
  const returned = about === 'crash' ? [] : (coverage.returned ?? []);
  const ranking = splitFunctions(given, returned);
  const makers = makersOf(
    ranking.functions.map(({ facts }) => facts.candidate),
    returned,
  );
  const functions = ranking.functions.map((ranked): FunctionEvidence => {
    const { candidate, frameLines } = ranked.facts;
    const spectrum = functionSpectrum({ ...candidate, isFunction: candidate.function !== undefined }, coverage);
    // Code on the stack ran, whatever the engine's counts say.
    const ran = spectrum.failing || frameLines.length > 0;
    const features = {
      ...spectrumFeatures(candidate, { ...spectrum, failing: ran }, coverage),
      ...makerFeatures(candidate, makers, printed),
    };
    return { ranked, features, lines: linesOf(ranked, coverage) };
  });
  return { about, functions };
}

function spectrumFeatures(candidate: Candidate, { failing, passing }: Spectrum, coverage: Coverage): RunFeatures {
  const runs = coverage.passing.length;
  const isMeasured = [coverage.failing, ...coverage.passing].some((run) => run.has(candidate.file));
  // A file without any data from the engine: not run, or not observed.
  if (!failing) return isMeasured ? { notRun: 1 } : { unmeasured: 1 };
  if (passing === 0) return runs > 0 ? { alone: 1 } : {};
  return { passShare: passing / runs, linesAlone: Math.log(1 + linesAlone(candidate, coverage)) };
}

/** Lines that the failing test ran and no passing one. */
function linesAlone({ file, startLine, endLine }: Candidate, coverage: Coverage): number {
  let alone = 0;
  for (let line = startLine; line <= endLine; line++) {
    const { failing, passing } = lineSpectrum(file, line, coverage);
    if (failing && passing === 0) alone += 1;
  }
  return alone;
}

/** Where the failure prints no value, the one that the test's last call returned was compared. */
function makerFeatures(candidate: Candidate, { made, piece }: Makers, printed: boolean): RunFeatures {
  if (candidate === piece) return { piece: 1 };
  return candidate === made ? { [printed ? 'made' : 'madeLast']: 1 } : {};
}

function linesOf({ facts, lines }: RankedFunction, coverage: Coverage): FunctionEvidence['lines'] {
  const counted = lines.map((line) => ({ line, spectrum: lineSpectrum(facts.candidate.file, line.line, coverage) }));
  if (!counted.some(({ spectrum }) => spectrum.failing)) return lines.map((line) => ({ line, features: {} }));
  return counted.map(({ line, spectrum }) => ({ line, features: lineFeatures(spectrum, coverage.passing.length) }));
}

/** The engine counts statements: further lines of a statement and lone braces are never reported. */
function lineFeatures({ failing, passing }: Spectrum, runs: number): RunFeatures {
  if (!failing) return { notRun: 1 };
  if (passing > 0) return { passShare: passing / runs };
  return runs > 0 ? { alone: 1 } : {};
}
