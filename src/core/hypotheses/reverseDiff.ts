/**
 * The diff that reverts one hunk of a file: its added lines are removed, its removed lines are restored.
 * @param hunk with its `@@` line, as reported by version control
 */
export function reverseDiff(file: string, hunk: string): string {
  const lines = hunk.replace(/\n$/, '').split('\n');
  const turned = lines
    .filter((line) => !/^(?:---|\+\+\+) /.test(line))
    .map((line) => {
      const place = /^@@ -(?<old>\S+) \+(?<new>\S+) @@(?<heading>.*)$/.exec(line)?.groups;
      if (place) return `@@ -${place['new']} +${place['old']} @@${place['heading']}`;
      if (line.startsWith('+')) return `-${line.slice(1)}`;
      return line.startsWith('-') ? `+${line.slice(1)}` : line;
    });
  return [`--- a/${file}`, `+++ b/${file}`, ...inOrder(turned), ''].join('\n');
}

/** Within each run of changed lines, removed lines come before added ones, as readers of diffs expect. */
function inOrder(lines: string[]): string[] {
  const ordered: string[] = [];
  const added: string[] = [];
  for (const line of lines) {
    if (line.startsWith('+')) added.push(line);
    else {
      if (!line.startsWith('-')) ordered.push(...added.splice(0));
      ordered.push(line);
    }
  }
  return [...ordered, ...added];
}
