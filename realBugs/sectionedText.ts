const SECTION = /^--- (.+)$/;

/** A small program in one text: `name: value` lines, then each file after `--- NAME`, and its output after `--- output` at the end. */
export interface SectionedText {
  facts: Record<string, string>;
  /** Text by workspace-relative path. */
  files: Record<string, string>;
  /** `''` if it was not run yet. */
  output: string;
}

export function readSections(text: string): SectionedText {
  const sections = new Map<string, string[]>();
  let current: string[] = [];
  sections.set('', current);
  for (const line of text.split('\n')) {
    const name = sections.has('output') ? undefined : SECTION.exec(line)?.[1];
    if (name === undefined) current.push(line);
    else sections.set(name, (current = []));
  }
  const facts = (sections.get('') ?? []).flatMap((line) => (line ? [line.split(/: (.*)/).slice(0, 2)] : []));
  const files = [...sections].filter(([name]) => name !== '' && name !== 'output');
  return {
    facts: Object.fromEntries(facts) as Record<string, string>,
    files: Object.fromEntries(files.map(([name, lines]) => [name, `${lines.join('\n')}\n`])),
    output: (sections.get('output') ?? []).join('\n'),
  };
}

/** The text with the program's output added or replaced. */
export function withOutput(text: string, output: string): string {
  const at = text.indexOf('--- output\n');
  return `${at < 0 ? text : text.slice(0, at)}--- output\n${output.trimEnd()}\n`;
}
