/** The sentence on a file that has a name in the workspace, but lies outside. */
export function leadsOutside(file: string): string {
  return `${file} lies outside the workspace: its path leads through a link, so it is not changed.`;
}
