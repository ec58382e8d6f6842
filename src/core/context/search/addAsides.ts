import type { CodeSearch } from './codeSearch';
import { addCallSites } from './addCallSites';
import { addImportLines } from './addImportLines';
import { addReadFiles } from './addReadFiles';
import { addScriptStart } from './addScriptStart';
import { addTestValues } from './addTestValues';

/**
 * Lines that a reader of the likeliest functions needs beside them: who calls them and how, what their file imports, what the test and they
 * read, how the program starts. They are shown, and are no candidates of the ranking.
 */
export async function addAsides(search: CodeSearch): Promise<void> {
  await addCallSites(search);
  addImportLines(search);
  addScriptStart(search);
  await addTestValues(search);
  await addReadFiles(search);
}
