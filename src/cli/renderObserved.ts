import type { TraceVerdict } from '../core/experiments/firstDivergence';
import type { ValuesVerdict } from '../core/experiments/throwValues';

/** Frames with the values of their names, for a person. */
export function valuesLines({ frames }: ValuesVerdict): string[] {
  return frames.flatMap(({ file, line, function: name, values }) => {
    const width = Math.min(24, Math.max(0, ...values.map((each) => each.name.length)));
    return ['', `${file}:${line}${name ? `  ${name}` : ''}`, ...values.map((each) => `    ${each.name.padEnd(width)}  ${each.shape}`)];
  });
}

/** Hops in the order of the failing run, for a person. */
export function traceLines({ hops, divergence }: TraceVerdict): string[] {
  const lines = hops.flatMap((hop, at) => [
    '',
    `${at === divergence ? '>' : ' '} ${at + 1}. ${hop.file}:${hop.line}${hop.function ? `  ${hop.function}` : ''}`,
    `      ${hop.expression}`,
    `      failing   ${hop.failing}`,
    ...(hop.passing.length ? [`      passing   ${hop.passing.join(' or ')}`] : []),
    ...(hop.declared ? [`      declared  ${hop.declared}`] : []),
  ]);
  const first = divergence === undefined ? undefined : hops[divergence];
  if (first) return [...lines, '', `First divergence: ${first.file}:${first.line}, where \`${first.expression}\` is ${first.failing}.`];
  return [...lines, '', 'No place was found at which the value differs from passing runs or from its declared type.'];
}
