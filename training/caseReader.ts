import type { SourceReader } from '../src/core/ports';
import type { FailureCase } from './failureCase';

/** The workspace of a case, as far as its files were stored. */
export function caseReader({ files }: FailureCase): SourceReader {
  return {
    roots: [],
    read: async (file) => files[file],
    list: async () => Object.keys(files).sort(),
    modified: async () => undefined,
  };
}
