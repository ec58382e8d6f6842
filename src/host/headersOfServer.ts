/** A setting's values by the place where each is set. VS Code itself merges object values. */
export interface Inspected<T> {
  globalValue?: T;
  workspaceValue?: T;
  workspaceFolderValue?: T;
}

const LEVELS = ['workspaceFolderValue', 'workspaceValue', 'globalValue'] as const;

/**
 * The headers for the configured server: those set at the same level as its address. A header of the person's own settings, with a
 * credential in it, is never sent to a server that a workspace names, and a workspace cannot add one to the person's server.
 */
export function headersOfServer(
  baseUrl: Inspected<string> | undefined,
  headers: Inspected<Record<string, unknown>> | undefined,
): Readonly<Record<string, unknown>> {
  const level = LEVELS.find((each) => baseUrl?.[each] !== undefined) ?? 'globalValue';
  return headers?.[level] ?? {};
}
