import type { CaseLanguage, Corpus } from '../failureCase';

/** A failing test with the output of a run of this test alone. */
export interface FailedTest {
  test: string;
  text: string;
}

/** One package laid out in a folder, with tests that pass and can be run repeatedly. */
export interface TestBed {
  corpus: Corpus;
  language: CaseLanguage;
  package: string;
  /** Absolute. */
  workspace: string;
  /** Tests that reach each line, by workspace-relative file and 1-based line. Test code is left out. */
  reached: ReadonlyMap<string, ReadonlyMap<number, readonly string[]>>;
  /** Maximum number of tests run on one mutant. */
  testsPerMutant: number;
  /**
   * Runs tests on the workspace as it is on disk.
   * @param changed workspace-relative path of the only file that differs from the original
   * @returns failing tests, or undefined if the run has no result (too slow, killed, does not compile)
   */
  run(tests: readonly string[], changed: string): Promise<FailedTest[] | undefined>;
  close(): Promise<void>;
}
