import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';
import { TEST_LIMIT } from './limits';
import SecondTries from './secondTries.cjs';

/** Marks the output of the tests among everything that VS Code logs; the script that starts the run removes it. */
const mark = '[test] ';

/**
 * The entry point for VS Code to run the tests inside its extension host: every bundled test file beside this one, in mocha.
 * Totals go to the file named by `TEST_TOTALS`; `TEST_GREP` and `TEST_FILES` (comma-separated parts of file names) choose tests.
 * Rejects if a test failed or none ran.
 */
export async function run(): Promise<void> {
  const folder = join(__dirname, process.env['TEST_SUITE'] ?? 'suite');
  const chosen = (process.env['TEST_FILES'] ?? '').split(',').filter(Boolean);
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.test.js') && (!chosen.length || chosen.some((part) => name.includes(part))))
    .sort();
  const mocha = new Mocha({ ui: 'bdd', color: true, timeout: TEST_LIMIT, reporter: SecondTries, retries: 1 });
  const grep = process.env['TEST_GREP'];
  if (grep) mocha.grep(grep);
  for (const file of files) mocha.addFile(join(folder, file));

  const log = console.log;
  const marked = (...args: unknown[]) => log(mark + format(...args));
  console.log = marked;
  Mocha.reporters.Base.consoleLog = marked;

  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    const write = () => {
      const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
      const totals = process.env['TEST_TOTALS'];
      if (totals) writeFileSync(totals, JSON.stringify({ passed: passes, failed: failures, skipped: pending }));
    };
    runner.on('end', write);
  });
  console.log = log;
  if (failures > 0) throw new Error(`${failures} failed`);
}
