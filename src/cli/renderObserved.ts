import { plural, shown, t } from '../core/language';
import { shapesInWords, shownShape } from '../core/experiments/shapeWords';
import type { TraceVerdict } from '../core/experiments/firstDivergence';
import type { ValuesVerdict } from '../core/experiments/throwValues';
import { effectsNote } from '../app/runWords';
import type { FunctionEffects } from '../core/experiments/effects/functionEffects';
import type { PrintedCoverage } from './printedCoverage';

/** Frames with the values of their names, for a person; of those that hold none, only where the error was thrown. */
export function valuesLines({ frames }: ValuesVerdict): string[] {
  const telling = frames.filter(({ values }, at) => at === 0 || values.length > 0);
  return telling.flatMap(({ file, line, function: name, values }) => {
    const width = Math.min(24, Math.max(0, ...values.map((each) => each.name.length)));
    return [
      '',
      `${file}:${line}${name ? `  ${name}` : ''}`,
      ...values.map((each) => `    ${each.name.padEnd(width)}  ${shownShape(each.shape)}`),
    ];
  });
}

/** Hops in the order of the failing run, for a person. */
export function traceLines({ hops, divergence }: TraceVerdict): string[] {
  const [failingRow, passingRow, declaredRow] = inOneWidth([t('failing'), t('passing'), t('declared')]);
  const lines = hops.flatMap((hop, at) => {
    const { failing, passing } = shapesInWords(hop.failing, hop.passing, shownShape);
    return [
      '',
      `${at === divergence ? '>' : ' '} ${at + 1}. ${hop.file}:${hop.line}${hop.function ? `  ${hop.function}` : ''}`,
      `      ${hop.expression}`,
      `      ${failingRow}  ${failing}`,
      ...(passing.length ? [`      ${passingRow}  ${passing.join(` ${t('or')} `)}`] : []),
      ...(hop.declared ? [`      ${declaredRow}  ${hop.declared}`] : []),
    ];
  });
  const first = divergence === undefined ? undefined : hops[divergence];
  if (first)
    return [
      ...lines,
      '',
      t('It first goes wrong at {0}, where `{1}` is {2}.', `${first.file}:${first.line}`, first.expression, shownShape(first.failing)),
    ];
  if (!hops.length) return [];
  return [...lines, '', t('No place was found at which the value differs from passing runs or from its declared type.')];
}

function inOneWidth(labels: readonly string[]): string[] {
  const width = Math.max(...labels.map((label) => label.length));
  return labels.map((label) => label.padEnd(width));
}

const SHOWN_RANGES = 4;

/** Which lines the failing test runs and no passing neighbour, and what small changes did, for a person. */
export function coverageLines({ files, passing, effects = [] }: PrintedCoverage): string[] {
  return [...linesAlone({ files, passing }), ...effectsLines(effects)];
}

function linesAlone({ files, passing }: PrintedCoverage): string[] {
  if (!passing) return [];
  const alone = files.filter((each) => each.alone.length);
  if (!alone.length)
    return [
      plural(
        passing,
        'Nothing that {0} passing test of the same file does not run, too.',
        'Nothing that {0} passing tests of the same file do not run, too.',
      ),
    ];
  const said = plural(
    passing,
    'Lines that {0} passing test of the same file does not run:',
    'Lines that {0} passing tests of the same file do not run:',
  );
  return [said, ...alone.map(rangesOf)];
}

/** In which functions a small change makes the failing test pass. */
function effectsLines(effects: readonly FunctionEffects[]): string[] {
  if (!effects.length) return [];
  const passing = effects.filter(({ passes }) => passes);
  return ['', shown(effectsNote(effects)), ...passing.map(({ file, startLine, endLine }) => `  ${file}:${startLine}–${endLine}`)];
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
  return `  ${file}:${shown.join(', ')}${more ? t(', and {0} more', more) : ''}`;
}
