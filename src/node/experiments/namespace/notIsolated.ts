import { ExperimentProblem } from '../../../core/experiments/experiment';

/** The namespace of a run cannot be made. */
export class NotIsolated extends ExperimentProblem {
  /** @param said what the tools that make it printed, or why it cannot hold the workspace */
  constructor(readonly said: string) {
    super(`The run could not get a file system of its own${said ? ` (${said.trim().split('\n')[0]})` : ''}.`);
  }

  /** Something that was to be mounted was removed meanwhile: the next try may succeed. */
  get vanished(): boolean {
    return VANISHED.test(this.said);
  }
}

const VANISHED = /does not exist|No such file or directory/;
