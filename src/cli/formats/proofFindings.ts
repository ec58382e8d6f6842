import type { Experiment, ProveVerdict } from '../../core/experiments/experiment';
import { MOST_FINDINGS, type Finding } from './finding';
import type { RepositoryPath } from './repositoryPath';

/** What a proof says: its verdict, at the first changed place where there is one, and the changed places that no test notices. */
export function proofFindings({ verdict, baseline }: Experiment<'prove', ProveVerdict>, pathOf: RepositoryPath): Finding[] {
  const { outcome, notes, hunks } = verdict;
  const at = (file: string, line: number): Pick<Finding, 'place'> => {
    const path = pathOf(file);
    return path === undefined ? {} : { place: { file: path, line: Math.max(1, line) } };
  };
  const [first] = hunks;
  const message = notes[0] ?? baseline.why ?? 'The command shows nothing.';
  const place = first ? at(first.file, first.startLine) : {};
  const said: Finding =
    outcome === 'proven'
      ? { rule: 'proven', level: 'note', title: 'Proven', message, ...place }
      : { rule: 'not-proven', level: outcome === 'unresolved' ? 'warning' : 'error', title: 'Not proven', message, ...place };
  const unnoticed = hunks
    .filter(({ needed }) => !needed)
    .map(({ file, startLine }): Finding => {
      const message = 'All tests pass without this change, too.';
      return { rule: 'unnoticed-change', level: 'warning', title: 'Not noticed by any test', message, ...at(file, startLine) };
    });
  return [said, ...unnoticed].slice(0, MOST_FINDINGS);
}
