import { spawnSync } from 'node:child_process';
import { packagedGrammars } from '../../realBugs/packagedGrammars';
import { openSyntax, openTrees } from '../../src/core/syntax/openSyntax';
import { ExperimentRunner } from '../../src/node/experiments/experimentRunner';
import { patchOf } from '../experiments/verifyBug';
import { percentile, printTable } from '../support/table';
import { fixedText, LANGUAGE_PROJECTS, layOutBroken, suspectOf, type LanguageProject } from './languages';

const ROUNDS = 3;
const DAY = 24 * 60 * 60 * 1000;
const syntax = openSyntax(packagedGrammars);
const parse = openTrees(packagedGrammars);

/** Two runs at a time to one: seconds, and whether the results are the same. */
export async function printBeside(only: string): Promise<void> {
  const rows: (string | number)[][] = [];
  const chosen = LANGUAGE_PROJECTS.filter(({ name }) => /^(?:JavaScript|Python|Go|Ruby|PHP, a)/.test(name) && name.includes(only));
  for (const project of chosen) {
    if (project.needs.some((tool) => spawnSync('sh', ['-c', `command -v ${tool}`]).status !== 0)) continue;
    const slow = slowed(project);
    const { root, dispose } = layOutBroken(slow);
    try {
      for (const [step, run] of Object.entries(STEPS)) {
        process.stderr.write(`${project.name}: ${step}\n`);
        const seconds: [number[], number[]] = [[], []];
        const results = new Set<string>();
        for (let round = 0; round < ROUNDS; round++) {
          for (const jobs of round % 2 ? [2, 1] : [1, 2]) {
            const begun = performance.now();
            results.add(await run(slow, root, jobs));
            seconds[jobs - 1]!.push((performance.now() - begun) / 1000);
          }
        }
        const [one, two] = seconds.map((each) => percentile(each, 0.5)) as [number, number];
        rows.push([
          project.name,
          step,
          one.toFixed(1),
          two.toFixed(1),
          (two / one).toFixed(2),
          results.size === 1 ? 'same' : [...results].join(' | '),
        ]);
      }
    } finally {
      dispose();
    }
  }
  printTable('Runs beside each other', [['', '', 'seconds, one at a time', 'two at a time', 'ratio', 'results'], ...rows]);
}

const STEPS: Readonly<Record<string, (project: LanguageProject, root: string, jobs: number) => Promise<string>>> = {
  verify: async (project, root, jobs) => {
    const diff = patchOf(project.faulty, project.files[project.faulty] ?? '', fixedText(project));
    const { verdict, runs } = await runnerOf(project, root, jobs).verify(diff, syntax, parse);
    return JSON.stringify([verdict, runs]);
  },
  blame: async (project, root, jobs) => {
    const { verdict, runs } = await runnerOf(project, root, jobs).blame(Date.now() - DAY);
    return JSON.stringify([verdict, runs]);
  },
  repair: async (project, root, jobs) => {
    const { verdict } = await runnerOf(project, root, jobs).repair(
      { runs: 20, seconds: 90 },
      async () => ({ suspects: [suspectOf(project)] }),
      parse,
    );
    return JSON.stringify(verdict.candidates.map(({ diff }) => diff));
  },
};

function runnerOf({ command }: LanguageProject, root: string, jobs: number): ExperimentRunner {
  return new ExperimentRunner({ command, cwd: root, root, jobs });
}

/** Its command waits first, as one does that starts a server: then processors are not what two runs wait for. */
function slowed(project: LanguageProject): LanguageProject {
  const { command } = project;
  return { ...project, command: ['sh', '-c', `sleep 0.4; exec ${command.join(' ')}`] };
}
