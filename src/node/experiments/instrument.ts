/** Something that rides along with one run and leaves what it saw in a folder. */
export interface Instrument<T> {
  readonly name: string;
  /**
   * @param folder absolute and empty, removed after the run
   * @returns what the run is started with; `nodePreloads` are absolute `.cjs` files that are required first, `pythonPaths` folders in
   * front of PYTHONPATH whose `sitecustomize` loads the next one on the path
   */
  prepare(folder: string): Promise<{ env?: Record<string, string>; nodePreloads?: string[]; pythonPaths?: string[] }>;
  /** Reads what the run left; called after its end, however it ended. */
  collect(folder: string): Promise<T>;
}
