import { packagedGrammars } from '../../realBugs/packagedGrammars';
import { makerOf } from '../../src/core/experiments/returns/returnedFunction';
import { openTrees } from '../../src/core/syntax/openSyntax';
import { coverageExperiment } from '../../src/node/experiments/coverageExperiment';
import { builtInstruments } from '../../test/support/builtInstruments';
import type { RunnableBug } from '../../realBugs/runnableBug';
import { withBug, type ListedBug } from '../support/benchBugs';
import { percentile, printTable } from '../support/table';

/** The function that a run names as the maker of the asserted value. */
export interface Maker {
  kind: RunnableBug['kind'];
  language: RunnableBug['language'];
  /** The functions that the failing test called were observed. */
  observed: boolean;
  named: boolean;
  /** The fix belongs into it. */
  right: boolean;
  /** Functions that the failing test called, and how many of them the fix belongs into. */
  called: number;
  faulty: number;
}

const parse = openTrees(packagedGrammars);

export function findMaker(listed: ListedBug): Promise<Maker> {
  return withBug(listed, async ({ folder, wide, test, kind, language, truth }) => {
    const assets = await builtInstruments();
    const options = { command: wide, ...(test !== undefined && { test }), cwd: folder, root: folder, assets, timeoutMs: 60_000 };
    const { verdict } = await coverageExperiment(options, parse);
    const returned = verdict.coverage?.returned ?? [];
    const isFaulty = (fn: { file: string; startLine: number; endLine: number }): boolean =>
      truth.some(({ file, lines }) => file === fn.file && lines.some((line) => fn.startLine <= line && line <= fn.endLine));
    const maker = makerOf(returned);
    return {
      kind,
      language,
      observed: returned.length > 0,
      named: maker !== undefined,
      right: maker !== undefined && isFaulty(maker),
      called: returned.length,
      faulty: returned.filter(isFaulty).length,
    };
  });
}

export function reportMakers(makers: readonly Maker[]): void {
  const rows = (['javascript', 'python'] as const).flatMap((language) => {
    const of = makers.filter((each) => each.language === language && each.kind === 'assertion');
    const observed = of.filter((each) => each.observed);
    const byChance = observed.reduce((sum, { called, faulty }) => sum + faulty / called, 0);
    const called = observed.map((each) => each.called);
    return of.length === 0
      ? []
      : [
          [
            language,
            `${observed.length} of ${of.length}`,
            String(observed.filter(({ named }) => named).length),
            String(observed.filter(({ right }) => right).length),
            byChance.toFixed(1),
            called.length ? String(percentile(called, 0.5)) : '–',
          ],
        ];
  });
  printTable('Failed assertions: the function that made the asserted value, or its first wrong piece', [
    ['', 'observed', 'named', 'the faulty one', 'right by chance', 'functions that the test called, median'],
    ...rows,
  ]);
}
