/** Whether the file system refused with one of these codes. */
export function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code);
}

/** The file does not exist. */
export function isMissing(error: unknown): boolean {
  return hasCode(error, 'ENOENT');
}
