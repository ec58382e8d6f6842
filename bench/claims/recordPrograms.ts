// Runs the programs of bench:claims with the real tools of this machine and records their output.
// usage: npx tsx bench/claims/recordPrograms.ts [PART_OF_AN_ID] [--unseen] [--new]: with --new only those without a recorded output
import { rmSync } from 'node:fs';
import { folderOf, keepOutput, layOutProgram, readPrograms } from './claimProgram';
import { runIn } from './runProgram';

const options = process.argv.slice(2);
const programs = folderOf(options);
const part = options.find((each) => !each.startsWith('--')) ?? '';

for (const program of readPrograms(programs).filter(({ id, output }) => id.includes(part) && !(options.includes('--new') && output))) {
  const folder = layOutProgram(program, false);
  const { status, output } = runIn(folder, program.command);
  rmSync(folder, { recursive: true });
  console.log(`${program.id}: exit ${status ?? 'by timeout'}`);
  if (status) keepOutput(program, output, folder, programs);
}
