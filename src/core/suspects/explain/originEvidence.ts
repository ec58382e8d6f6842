import { writtenIn, type OriginEnd, type OriginStep, type ValueOrigin } from '../../flow/originSteps';
import { aType, code, type ShownPlace } from './explanation';
import { endWhy, placeOf } from './originText';

/**
 * The lines of a value's way from the failing line back to its origin, those first that tell most of it.
 * @param value the language's word for an empty value
 */
export function originEvidence({ steps, end }: ValueOrigin, value: string): ShownPlace[] {
  const way = steps
    .map((step, at) => ({ tells: tellsOf(step), row: { file: step.file, line: step.line, why: stepWhy(step), step: at + 1 } }))
    .sort((a, b) => b.tells - a.tells)
    .map(({ row }) => row);
  if (!end) return way;
  const step = steps.length + 1;
  return [
    { file: end.file, line: end.line, why: lastWhy(end, value, steps.at(-1)), step },
    ...(end.kind === 'notPassed' && end.instead
      ? [{ ...placeOf(end.instead), why: `has the default ${code(end.instead.value)}`, step: step + 1 }]
      : []),
    ...(end.kind === 'returnsNothing' && end.unless
      ? [{ ...placeOf(end.unless), why: `where ${code(end.unless.text)} does not hold, nothing is returned`, step: step + 1 }]
      : []),
    ...(end.kind === 'returnsNothing' && end.last
      ? [{ ...placeOf(end.last), why: 'the last statement: nothing is returned after it', step: step + 1 }]
      : []),
    ...(end.kind === 'lookup' && end.made ? [{ ...placeOf(end.made), why: 'is empty to begin with', step: step + 1 }] : []),
    ...way.filter(({ file, line }) => file !== end.file || line !== end.line),
  ];
}

/** What the last line does: the step that is on the same line belongs to it. */
function lastWhy(end: OriginEnd, value: string, last: OriginStep | undefined): string {
  const why = endWhy(end, value);
  if (last?.file !== end.file || last.line !== end.line) return why;
  const gives = ['passed', 'returned', 'made'].includes(last.kind) ? writtenIn(last)?.trim() : undefined;
  if (end.kind === 'literal') return end.name === undefined && gives === end.value ? stepWhy(last) : why;
  if (end.kind !== 'lookup') return why;
  if (last.kind === 'state') return `${stepWhy(last)}; ${why}`;
  return gives === end.expression ? `${stepWhy(last)}, which ${end.note}` : why;
}

/** How much a step tells of the value: what is written out most, another name for it least. */
function tellsOf(step: OriginStep): number {
  switch (step.kind) {
    case 'written':
    case 'made':
      return 4;
    case 'passed':
      return step.argument === step.parameter ? 0 : 2;
    case 'element':
    case 'assigned':
      return 1;
    case 'returned':
      return 2;
    default:
      return 3;
  }
}

/** What a line does with the value that is followed, beside the line itself. */
function stepWhy(step: OriginStep): string {
  switch (step.kind) {
    case 'returned':
      return `${code(step.by)} returns ${code(step.value)}`;
    case 'passed':
      return step.part
        ? `passes ${code(step.argument)} with its ${code(step.part)}`
        : `passes ${code(step.argument)} as ${code(step.parameter)}`;
    case 'made':
      return `makes ${aType(step.type)} with ${code(step.argument)} as ${code(step.field)}`;
    case 'state':
      return `sets the state ${code(step.name)}`;
    case 'wrapped':
      return `${code(step.by)} replaces ${code(step.name)}`;
    case 'written':
      return `sets ${code(step.expression)}`;
    case 'filled':
      return `adds ${code(step.value)} to ${code(step.of)}`;
    case 'row':
      return 'the row of the test that failed';
    case 'element':
      return `goes over ${code(step.of)}`;
    case 'assigned':
      return `${step.fills ? 'fills' : 'sets'} ${code(step.name)}`;
  }
}
