/** Real paths of the workspace and of its copy, where a run is in one. */
export interface Moved {
  from: string;
  to: string;
}

/** Rides along with one run and records what it observes in a folder. */
export interface Instrument<T> {
  readonly name: string;
  /**
   * @param folder absolute and empty, removed after the run
   * @returns additions to the start of the run; `nodePreloads` are absolute `.cjs` files that are required first, `pythonPaths` folders in
   * front of PYTHONPATH whose `sitecustomize` loads the next one on the path, `goFlags` options of Go's commands, `javaAgents` options of
   * every Java virtual machine that attach to it as a debugger does
   */
  prepare(
    folder: string,
    moved?: Moved,
  ): Promise<{
    env?: Record<string, string>;
    nodePreloads?: string[];
    pythonPaths?: string[];
    goFlags?: string[];
    javaAgents?: string[];
  }>;
  /** Reads the records of the run; called after its end, however it ended. */
  collect(folder: string, moved?: Moved): Promise<T>;
  /** Releases what it holds outside of its folder; called last, also of a run that could not start. */
  close?(): Promise<void>;
}
