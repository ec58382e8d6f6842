import { code, type Explanation } from './explanation';
import type { ValueOrigin } from '../../flow/originSteps';
import { endWhy } from './originText';

/** The places of a value's way, for the list of evidence. @param value the language's word for an empty value */
export function originEvidence({ steps, end }: ValueOrigin, value: string): Explanation['evidence'] {
  return [
    ...(end ? [{ file: end.file, line: end.line, why: endWhy(end, value) }] : []),
    ...(end?.kind === 'notPassed' && end.instead ? [{ ...end.instead, why: `has the default ${code(end.instead.value)}` }] : []),
    ...(end?.kind === 'lookup' && end.made ? [{ ...end.made, why: 'is empty to begin with' }] : []),
    // What is written out says most about a value.
    ...steps
      .toSorted((a, b) => Number(b.kind === 'written') - Number(a.kind === 'written'))
      .map((step) => ({
        file: step.file,
        line: step.line,
        why:
          step.kind === 'returned'
            ? `returns ${code(step.value)}`
            : step.kind === 'passed'
              ? `passes ${code(step.argument)} for ${code(step.parameter)}`
              : step.kind === 'made'
                ? `gives ${code(step.argument)} as ${code(step.field)}`
                : step.kind === 'state'
                  ? `sets the state ${code(step.name)}`
                  : step.kind === 'wrapped'
                    ? `${code(step.by)} replaces ${code(step.name)}`
                    : step.kind === 'written'
                      ? `holds ${code(step.expression)}`
                      : step.kind === 'filled'
                        ? `makes what ${code(step.of)} holds`
                        : step.kind === 'row'
                          ? 'the row of the test that failed'
                          : `assigns ${code(step.name)}`,
      })),
  ];
}
