import { redactInvestigation } from '../../src/core/investigation/storedInvestigation';
import { InvestigationFiles } from '../../src/node/investigationFiles';
import { wholeInvestigation } from './everyText';

/** Stores 300 kB in a folder and reports the result: run where the system allows less. */
async function main(): Promise<void> {
  const large = { ...wholeInvestigation, id: 'a', title: 'x'.repeat(300_000) };
  const redacted = await redactInvestigation(large, (texts) => Promise.resolve(texts));
  await new InvestigationFiles(process.argv[2] ?? '').save(redacted);
}

main().then(
  () => process.stdout.write('stored'),
  (error: NodeJS.ErrnoException) => process.stdout.write(String(error.code)),
);
