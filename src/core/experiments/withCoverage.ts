import type { Candidate } from '../context/failureEvidence';
import type { Reason } from '../context/reason';
import type { CandidateFacts } from '../suspects/candidateFacts';
import type { RankedFunction, Ranking } from '../suspects/ranking';
import type { Coverage } from './coverage';
import type { FunctionEffects } from './effects/functionEffects';
import { makerOf, type ReturnedFunction } from './returns/returnedFunction';
import { splitFunctions } from './returns/splitFunctions';
import { functionSpectrum, lineSpectrum, ochiai, type Spectrum } from './spectrum';

/** Weights of what ran relative to the ranking: chosen on npm bugs outside the evaluation set. */
export interface CoverageWeights {
  /** Exponents of the similarity of a function's and a line's runs to the failing ones. */
  function: number;
  line: number;
  /** Factors for a function that made the value which the assertion saw, or was the first to return a wrong piece of it. */
  made: number;
  piece: number;
  /** Factor for a function with a small change of which it passes, and every other test as before; where the error arises in the code. */
  passes: number;
  /** The part of its chance that a function keeps of whose file the engine has no data: not run, or not observed. */
  unmeasured: number;
}

export const COVERAGE_WEIGHTS: CoverageWeights = {
  function: 2,
  line: 0.5,
  made: Math.exp(2),
  piece: Math.exp(3),
  passes: Math.exp(3),
  unmeasured: 0.05,
};

/**
 * A ranking adjusted by runs: functions that the failing test never called leave it, those that only it called rise; the same for lines.
 * The function rises that made the value which a failed assertion saw, or first its wrong piece. If the failing run executed no candidate,
 * the coverage is unrelated and the ranking stays.
 */
export function withCoverage(ranking: Ranking, coverage: Coverage, weights: CoverageWeights = COVERAGE_WEIGHTS): Ranking {
  // An error that arises in the code itself says where it is; what returned which value matters for assertions.
  const arises = ranking.functions.some(({ facts }) => facts.stackPlace === 0);
  const returned = arises ? [] : (coverage.returned ?? []);
  const split = splitFunctions(ranking, returned);
  const places = split.functions.map(({ facts }) => facts.candidate);
  const makers = makersOf(places, returned);
  const effects = effectsByPlace(places, arises ? (coverage.effects ?? []) : []);
  const weighed = split.functions.map((each) => {
    const { candidate, frameLines, refused } = each.facts;
    const counted = countedRuns(candidate, coverage);
    // Code on the stack ran, whatever the engine's counts say; a function that refused its arguments took part without running.
    let weight = ochiai({ ...counted, failing: counted.failing || frameLines.length > 0 || refused === true }) ** weights.function;
    if (candidate === makers.piece) weight *= weights.piece;
    else if (candidate === makers.made) weight *= weights.made;
    const effect = effects.get(candidate);
    if (effect?.passes) weight *= weights.passes;
    const reasons = [...reasonsOf(candidate, makers, counted, coverage), ...passingReason(effect, coverage)];
    return { each: { ...each, reasons: [...reasons, ...each.reasons] }, weight };
  });
  const kept = weighed.filter(({ each, weight }) => weight > 0 || !isMeasured(each.facts, coverage));
  if (!kept.some(({ weight }) => weight > 0)) return ranking;
  const total = kept.reduce((sum, { each, weight }) => sum + each.share * (weight || weights.unmeasured), 0) || 1;
  const functions = kept
    .map(({ each, weight }): RankedFunction => {
      const share = (each.share * (weight || weights.unmeasured)) / total;
      return { ...each, share, lines: linesWithCoverage(each, coverage, weights.line) };
    })
    .sort((a, b) => b.share - a.share);
  return { ...split, functions };
}

function effectsByPlace(places: readonly Candidate[], effects: readonly FunctionEffects[]): Map<Candidate, FunctionEffects> {
  return new Map(effects.flatMap((effect) => [placeOf(places, effect)].flatMap((place) => (place ? [[place, effect] as const] : []))));
}

function passingReason(effect: FunctionEffects | undefined, { effects = [] }: Coverage): Reason[] {
  const without = effects.filter(({ tried, passes, unproven }) => tried > 0 && !passes && !unproven);
  return effect?.passes ? [{ kind: 'changePasses', notIn: without.length }] : [];
}

/** The functions that made the asserted value, or its first wrong piece. */
export interface Makers {
  made?: Candidate;
  piece?: Candidate;
}

export function makersOf(places: readonly Candidate[], returned: readonly ReturnedFunction[]): Makers {
  const maker = makerOf(returned);
  const place = maker && placeOf(places, maker);
  return maker?.pieceAt === undefined ? { made: place } : { piece: place };
}

function placeOf(places: readonly Candidate[], { file, startLine, endLine }: FunctionEffects | ReturnedFunction): Candidate | undefined {
  return places
    .filter((place) => place.file === file && place.startLine <= startLine && endLine <= place.endLine)
    .sort((a, b) => a.endLine - a.startLine - (b.endLine - b.startLine))[0];
}

function reasonsOf(candidate: Candidate, { made, piece }: Makers, { failing, passing }: Spectrum, coverage: Coverage): Reason[] {
  const reasons: Reason[] = [];
  if (candidate === piece) reasons.push({ kind: 'madeAsserted', what: 'piece' });
  else if (candidate === made) reasons.push({ kind: 'madeAsserted', what: 'value' });
  if (failing && passing === 0 && coverage.passing.length > 0) reasons.push({ kind: 'onlyFailingRuns' });
  return reasons;
}

function isMeasured({ candidate }: CandidateFacts, { failing, passing }: Coverage): boolean {
  return [failing, ...passing].some((each) => each.has(candidate.file));
}

function countedRuns({ file, startLine, endLine, function: name }: Candidate, coverage: Coverage): Spectrum {
  return functionSpectrum({ file, startLine, endLine, isFunction: name !== undefined }, coverage);
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
