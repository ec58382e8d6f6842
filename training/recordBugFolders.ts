// Tune parts of the folders of bugs in DEBUG_CONTEXT_BUGS → cases for validation. usage: npx tsx training/recordBugFolders.ts OUT.jsonl.gz
import { bugsFor } from '../realBugs/bugFolder';
import { CaseFile } from './caseFile';
import type { CaseLanguage } from './failureCase';
import { recordCase } from './recordCase';

async function main(): Promise<void> {
  const file = new CaseFile(process.argv[2] ?? '');
  let count = 0;
  for (const { id, project, language, kind, split, workspace, trace, truth } of bugsFor('recordBugFolders')) {
    if (split === 'test') continue;
    const recorded = await recordCase(workspace, trace, {
      id,
      corpus: 'real-bugs',
      language: language as CaseLanguage,
      package: project,
      kind,
      truth: truth.map(({ file: path, lines }) => ({ file: path, lines })),
    });
    if (!recorded) continue;
    await file.add(recorded);
    count += 1;
  }
  await file.close();
  console.log(`${String(count)} cases`);
}

void main();
