/** A setting's values by where they are written. VS Code itself merges those of an object. */
export interface Inspected<T> {
  globalValue?: T;
  workspaceValue?: T;
  workspaceFolderValue?: T;
}

const LEVELS = ['workspaceFolderValue', 'workspaceValue', 'globalValue'] as const;

/**
 * The headers that go to the configured server: those that stand beside its address. A header of the person's own settings, with a
 * credential in it, does not go to a server that a workspace names, nor can a workspace add one to a server of the person's.
 */
export function headersOfServer(
  baseUrl: Inspected<string> | undefined,
  headers: Inspected<Record<string, unknown>> | undefined,
): Readonly<Record<string, unknown>> {
  const level = LEVELS.find((each) => baseUrl?.[each] !== undefined) ?? 'globalValue';
  return headers?.[level] ?? {};
}
