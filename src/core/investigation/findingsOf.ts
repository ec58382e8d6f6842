import type { Attempt } from '../prompt/prompt';
import { findEntry, type Investigation } from './investigation';
import type { FollowedValue } from './runRecord';

/** Results of runs other than failed fixes, for the next prompt; the newest of each kind counts. */
export function findingsOf(investigation: Investigation): Attempt[] {
  const { runs } = investigation;
  const blame = runs.findLast(({ kind, found }) => kind === 'blame' && found?.changes?.length);
  const trace = runs.findLast(({ found }) => found?.followed);
  const passing = runs.filter(({ kind, outcome }) => kind === 'try' && outcome === 'gone');
  return [
    ...(blame?.found?.changes
      ? [
          {
            title: 'Recent changes were taken back in isolation and the command run again, until this one was left.',
            diff: blame.found.changes.map(({ diff }) => diff).join('\n'),
            result: `Measured: ${blame.text}.`,
          },
        ]
      : []),
    ...(trace?.found?.followed ? [followed(trace.found.followed)] : []),
    ...passing.flatMap(({ hypothesis, text }): Attempt[] => {
      const entry = hypothesis === undefined ? undefined : findEntry(investigation, hypothesis);
      return entry ? [{ title: entry.hypothesis.title, diff: entry.hypothesis.fix?.diff, result: `Run in isolation: ${text}.` }] : [];
    }),
  ];
}

const WHERE = {
  run: 'through the failing run',
  debugger: 'by logpoints in a debug session',
  probes: 'by lines in the code that print it',
};

/** A value's path as lines of text: the place, its code, the shape in the failing run and in passing ones. */
function followed({ expression, file, line, by, hops, divergence }: FollowedValue): Attempt {
  const lines = hops.map((hop, at) => {
    const passing = hop.passing.length ? `; in passing tests ${hop.passing.join(' or ')}` : '';
    const declared = hop.declared ? `; declared ${hop.declared}` : '';
    const mark = at === divergence ? ' <- first divergence' : '';
    return `${hop.file}:${hop.line} \`${hop.expression}\` is ${hop.failing}${passing}${declared}${mark}`;
  });
  return { title: `The value \`${expression}\` at ${file}:${line} was followed ${WHERE[by ?? 'run']}.`, result: lines.join('\n') };
}
