/** The CLI's exit codes; `run` ends with the exit code of its command. */
export const EXIT = { done: 0, noError: 1, usage: 2, provider: 3, notProven: 4 } as const;
