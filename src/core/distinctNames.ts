/**
 * A short, distinct name for each file: its own name, with as many of its folders as needed.
 * @param files paths with `/` or `\`; the same path may come more than once
 */
export function distinctNames(files: Iterable<string>): Map<string, string> {
  const parts = new Map([...new Set(files)].map((file) => [file, file.split(/[\\/]/)]));
  const byBase = new Map<string, string[]>();
  for (const [file, path] of parts) byBase.set(path.at(-1) ?? file, [...(byBase.get(path.at(-1) ?? file) ?? []), file]);
  const names = new Map<string, string>();
  for (const alike of byBase.values()) {
    for (const file of alike)
      names.set(
        file,
        shortest(
          parts.get(file) ?? [file],
          alike.filter((other) => other !== file).map((other) => parts.get(other) ?? []),
        ),
      );
  }
  return names;
}

function shortest(path: string[], others: string[][]): string {
  for (let count = 1; count < path.length; count++) {
    const end = path.slice(-count).join('/');
    if (!others.some((other) => other.slice(-count).join('/') === end)) return end;
  }
  return path.join('/');
}
