import type { CandidateFacts } from '../suspects/candidateFacts';
import type { RankedFunction, Ranking } from '../suspects/ranking';
import type { Coverage } from './coverage';
import { functionSpectrum, lineSpectrum, ochiai } from './spectrum';

/** Weights of coverage relative to the ranking, as exponents: chosen on npm bugs outside the evaluation set. */
export interface CoverageWeights {
  function: number;
  line: number;
}

export const COVERAGE_WEIGHTS: CoverageWeights = { function: 2, line: 0.5 };

/**
 * A ranking adjusted by coverage: functions that the failing test never called leave it, those that only it called rise; the same for
 * lines. If the failing run executed no candidate, the coverage is unrelated and the ranking stays.
 */
export function withCoverage(ranking: Ranking, coverage: Coverage, weights: CoverageWeights = COVERAGE_WEIGHTS): Ranking {
  const weighed = ranking.functions.map((each) => ({ each, weight: ochiai(spectrumOf(each.facts, coverage)) ** weights.function }));
  const kept = weighed.filter(({ each, weight }) => weight > 0 || !isMeasured(each.facts, coverage));
  if (!kept.some(({ weight }) => weight > 0)) return ranking;
  const total = kept.reduce((sum, { each, weight }) => sum + each.share * (weight || UNMEASURED), 0) || 1;
  const functions = kept
    .map(({ each, weight }): RankedFunction => {
      const share = (each.share * (weight || UNMEASURED)) / total;
      return { ...each, share, lines: linesWithCoverage(each, coverage, weights.line) };
    })
    .sort((a, b) => b.share - a.share);
  return { ...ranking, functions };
}

/** A file without any data from the engine: not run, or not observed. */
const UNMEASURED = 0.2;

function isMeasured({ candidate }: CandidateFacts, { failing, passing }: Coverage): boolean {
  return [failing, ...passing].some((each) => each.has(candidate.file));
}

function spectrumOf({ candidate, frameLines }: CandidateFacts, coverage: Coverage): ReturnType<typeof functionSpectrum> {
  const { file, startLine, endLine, function: name } = candidate;
  const spectrum = functionSpectrum({ file, startLine, endLine, isFunction: name !== undefined }, coverage);
  // Code on the stack ran, whatever the engine's counts say.
  return { ...spectrum, failing: spectrum.failing || frameLines.length > 0 };
}

function linesWithCoverage({ facts, lines }: RankedFunction, coverage: Coverage, weight: number): RankedFunction['lines'] {
  const { file } = facts.candidate;
  const weighed = lines.map((line) => ({ line, factor: ochiai(lineSpectrum(file, line.line, coverage)) ** weight }));
  if (!weighed.some(({ factor }) => factor > 0)) return lines;
  // The engine counts statements: further lines of a statement and lone braces are never reported, and rank after reported lines.
  const total = weighed.reduce((sum, { line, factor }) => sum + line.share * (factor || NOT_RUN), 0) || 1;
  return weighed
    .map(({ line, factor }) => ({ ...line, share: (line.share * (factor || NOT_RUN)) / total }))
    .sort((a, b) => b.share - a.share);
}

/** The part of its share that a line keeps if it was not seen to run. */
const NOT_RUN = 0.3;
