/** Lines of git about a file that hold for one direction only. */
const ONE_WAY = /^(?:diff --git |index [\da-f]{4,64}\.\.|(?:new|deleted) file mode |old mode |new mode |(?:dis)?similarity index )/;

/** The reverse of a unified diff. */
export function reversedDiff(diff: string): string {
  const lines = diff.split('\n').filter((line) => !ONE_WAY.test(line.slice(0, 200)));
  const back: string[] = [];
  const added: string[] = [];
  const flush = (): void => void back.push(...added.splice(0));
  for (const [at, line] of lines.entries()) {
    if (line.startsWith('--- ') && lines[at + 1]?.startsWith('+++ ')) {
      flush();
      back.push(lines[at + 1]?.replace(/^\+\+\+ b\//, '--- a/').replace(/^\+\+\+/, '---') ?? '');
    } else if (line.startsWith('+++ ') && lines[at - 1]?.startsWith('--- ')) {
      back.push(lines[at - 1]?.replace(/^--- a\//, '+++ b/').replace(/^---/, '+++') ?? '');
    } else if (line.startsWith('rename from ') && lines[at + 1]?.startsWith('rename to ')) {
      back.push(`rename from ${lines[at + 1]?.slice('rename to '.length) ?? ''}`, `rename to ${line.slice('rename from '.length)}`);
    } else if (line.startsWith('rename to ') && lines[at - 1]?.startsWith('rename from ')) {
      continue;
    } else if (line.startsWith('-')) added.push(`+${line.slice(1)}`);
    else if (line.startsWith('+')) back.push(`-${line.slice(1)}`);
    else {
      flush();
      back.push(line.replace(/^@@ -(\S+) \+(\S+) @@/, '@@ -$2 +$1 @@'));
    }
  }
  flush();
  return back.join('\n');
}

/**
 * The diff that reverts one hunk of a file.
 * @param hunk with its `@@` line, as reported by version control
 */
export function reversedHunk(file: string, hunk: string): string {
  return reversedDiff(`--- a/${file}\n+++ b/${file}\n${hunk.replace(/\n$/, '')}\n`);
}
