import type { CommandWords } from './plainProgram';

export type RunnerName =
  | 'vitest'
  | 'jest'
  | 'mocha'
  | 'node:test'
  | 'tsx'
  | 'ts-node'
  | 'node'
  | 'pytest'
  | 'unittest'
  | 'python'
  | 'go'
  | 'maven'
  | 'gradle'
  | 'junit'
  | 'java'
  | 'compiler'
  | 'cargo'
  | 'dotnet'
  | 'rspec'
  | 'minitest'
  | 'phpunit'
  | 'playwright'
  | 'cypress';

/** The test to which a run is narrowed. */
export interface TestToRun {
  /** Full name as the report gives it. */
  name: string;
  /** Its file as in the trace, with the failing line. */
  file?: string;
  line?: number;
}

/** A program that a command may run, and how it is told what to run. */
export interface Runner {
  name: RunnerName;
  recognises: (words: CommandWords) => boolean;
  /** The command for one test; undefined where the name is not sufficient. */
  narrow?: (words: CommandWords, test: TestToRun) => string[] | undefined;
  /** The command that writes its results into a file in addition to its output; undefined where it needs no argument for that. */
  record?: (words: CommandWords, file: string) => string[] | undefined;
  /** It writes JUnit's XML below the folders that it builds. */
  reports?: true;
  /** It reads source files natively, where no preload can answer for them. */
  native?: true;
  /** It writes what it builds beside the sources, natively, where no preload can undo it. */
  builds?: true;
}
