import { shapesInWords, shapeWords } from '../core/experiments/shapeWords';
import type { TraceVerdict } from '../core/experiments/firstDivergence';
import type { ValuesVerdict } from '../core/experiments/throwValues';
import { effectsNote } from '../app/runWords';
import type { FunctionEffects } from '../core/experiments/effects/functionEffects';
import type { PrintedCoverage } from './printedCoverage';

/** Frames with the values of their names, for a person. */
export function valuesLines({ frames }: ValuesVerdict): string[] {
  return frames.flatMap(({ file, line, function: name, values }) => {
    const width = Math.min(24, Math.max(0, ...values.map((each) => each.name.length)));
    return [
      '',
      `${file}:${line}${name ? `  ${name}` : ''}`,
      ...values.map((each) => `    ${each.name.padEnd(width)}  ${shapeWords(each.shape)}`),
    ];
  });
}

/** Hops in the order of the failing run, for a person. */
export function traceLines({ hops, divergence }: TraceVerdict): string[] {
  const lines = hops.flatMap((hop, at) => {
    const { failing, passing } = shapesInWords(hop.failing, hop.passing);
    return [
      '',
      `${at === divergence ? '>' : ' '} ${at + 1}. ${hop.file}:${hop.line}${hop.function ? `  ${hop.function}` : ''}`,
      `      ${hop.expression}`,
      `      failing   ${failing}`,
      ...(passing.length ? [`      passing   ${passing.join(' or ')}`] : []),
      ...(hop.declared ? [`      declared  ${hop.declared}`] : []),
    ];
  });
  const first = divergence === undefined ? undefined : hops[divergence];
  if (first)
    return [
      ...lines,
      '',
      `It first goes wrong at ${first.file}:${first.line}, where \`${first.expression}\` is ${shapeWords(first.failing)}.`,
    ];
  if (!hops.length) return [];
  return [...lines, '', 'No place was found at which the value differs from passing runs or from its declared type.'];
}

const SHOWN_RANGES = 4;

/** Which lines the failing test runs and no passing neighbour, and what small changes did, for a person. */
export function coverageLines({ files, passing, effects = [] }: PrintedCoverage): string[] {
  return [...linesAlone({ files, passing }), ...effectsLines(effects)];
}

function linesAlone({ files, passing }: PrintedCoverage): string[] {
  if (!passing) return [];
  const alone = files.filter((each) => each.alone.length);
  const compared = `${passing} passing ${passing === 1 ? 'test' : 'tests'}`;
  if (!alone.length) return [`Nothing that ${compared} of the same file ${passing === 1 ? 'does' : 'do'} not run, too.`];
  return [`Lines that ${compared} of the same file ${passing === 1 ? 'does' : 'do'} not run:`, ...alone.map(rangesOf)];
}

/** In which functions a small change makes the failing test pass. */
function effectsLines(effects: readonly FunctionEffects[]): string[] {
  if (!effects.length) return [];
  const passing = effects.filter(({ passes }) => passes);
  return ['', effectsNote(effects), ...passing.map(({ file, startLine, endLine }) => `  ${file}:${startLine}–${endLine}`)];
}

function rangesOf({ file, alone }: PrintedCoverage['files'][number]): string {
  const ranges: [number, number][] = [];
  for (const line of alone) {
    const last = ranges.at(-1);
    if (last?.[1] === line - 1) last[1] = line;
    else ranges.push([line, line]);
  }
  const shown = ranges.slice(0, SHOWN_RANGES).map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`));
  const more = ranges.length - shown.length;
  return `  ${file}:${shown.join(', ')}${more ? `, and ${more} more` : ''}`;
}
