// Runs the programs of bench:claims with the real tools of this machine and records their output.
// usage: npx tsx bench/claims/recordPrograms.ts [PART_OF_AN_ID]
import { rmSync } from 'node:fs';
import { keepOutput, layOutProgram, readPrograms } from './claimProgram';
import { runIn } from './runProgram';

for (const program of readPrograms().filter(({ id }) => id.includes(process.argv[2] ?? ''))) {
  const folder = layOutProgram(program, false);
  const { status, output } = runIn(folder, program.command);
  rmSync(folder, { recursive: true });
  console.log(`${program.id}: exit ${status ?? 'by timeout'}`);
  if (status) keepOutput(program, output, folder);
}
