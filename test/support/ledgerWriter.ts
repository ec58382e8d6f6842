import { writeSync } from 'node:fs';
import { createRedactor } from '../../src/core/prompt/redactor';
import { InvestigationFiles } from '../../src/node/investigationFiles';
import { OutsideLedger } from '../../src/node/outsideLedger';
import { randomIds } from '../../src/node/randomIds';
import { failureOf } from './ledgerFailure';

/** `FOLDER NAME COUNT`: records that many tries, and prints the number of each once it is stored. */
async function main(): Promise<void> {
  const [folder = '', name = '', count = '0'] = process.argv.slice(2);
  const redactor = createRedactor({});
  for (let at = 1; at <= Number(count); at++) {
    // A new one each time, as each command line has its own.
    const ledger = new OutsideLedger({
      files: new InvestigationFiles(folder),
      redact: (texts) => redactor.redactAll(texts),
      ids: randomIds,
      clock: { now: () => Date.now() },
    });
    const title = `${name} ${at}`;
    await ledger.record(failureOf('total'), {
      run: { kind: 'try', outcome: 'same', text: title, notes: [] },
      fix: { title, diff: `-${title}`, worked: false },
    });
    writeSync(1, `${title}\n`);
  }
}

void main();
