/** The maximum depth of rules and variables that use others, because of cycles. */
const DEEPEST = 8;
/** The characters read of a makefile. */
const READ = 200_000;

interface Rule {
  needs: string[];
  lines: string[];
}

/**
 * Lines of shell that `make` runs for a target, after those of its prerequisites; variables of the makefile are expanded.
 * @param text the makefile's
 * @param target the first target where absent
 * @returns undefined where the makefile has no such target
 */
export function makefileRecipe(text: string, target?: string): string[] | undefined {
  const { rules, variables } = readMakefile(text.slice(0, READ));
  const name = target ?? [...rules.keys()].find((each) => !each.startsWith('.'));
  if (name === undefined || !rules.has(name)) return undefined;
  const seen = new Set<string>();
  const linesOf = (each: string, depth: number): string[] => {
    const rule = rules.get(each);
    if (!rule || seen.has(each) || depth > DEEPEST) return [];
    seen.add(each);
    return [...rule.needs.flatMap((need) => linesOf(need, depth + 1)), ...rule.lines.map((line) => expanded(line, variables))];
  };
  return linesOf(name, 0);
}

function readMakefile(text: string): { rules: Map<string, Rule>; variables: Map<string, string> } {
  const rules = new Map<string, Rule>();
  const variables = new Map([['MAKE', 'make']]);
  let open: Rule[] = [];
  for (const line of text.replace(/\\\r?\n[ \t]*/g, ' ').split(/\r?\n/)) {
    if (line.startsWith('\t')) {
      const command = line.replace(/^[\t @+-]+/, '').trimEnd();
      if (command && !command.startsWith('#')) for (const rule of open) rule.lines.push(command);
      continue;
    }
    const assigned = /^ *(?:export +)?([\w.-]+) *(\+|\?|::?)?=/.exec(line);
    const rule = assigned ? null : /^([^\s#:=][^:=#]*):(?![:=])/.exec(line);
    if (assigned) {
      const [whole, name = '', how] = assigned;
      const value = line.slice(whole.length).split('#')[0]?.trim() ?? '';
      const known = variables.get(name);
      if (how === '?' && known !== undefined) continue;
      variables.set(name, how === '+' && known !== undefined ? `${known} ${value}` : value);
    } else if (rule) {
      const [behind = '', inline = ''] = line.slice(rule[0].length).split('#')[0]?.split(/;(.*)/) ?? [];
      // `test: FLAGS = -v` sets a variable for this target.
      const needs = behind.includes('=') ? [] : behind.split(/[\s|]+/).filter(Boolean);
      open = (rule[1] ?? '')
        .split(/\s+/)
        .filter(Boolean)
        .map((name) => {
          const known = rules.get(name) ?? { needs: [], lines: [] };
          known.needs.push(...needs);
          if (inline.trim()) known.lines.push(inline.trim());
          rules.set(name, known);
          return known;
        });
    } else if (line.trim() && !line.trimStart().startsWith('#')) open = [];
  }
  return { rules, variables };
}

/** `$(NAME)` and `${NAME}` replaced by their values; unknown ones stay, and then the line is not plain shell. */
function expanded(line: string, variables: ReadonlyMap<string, string>): string {
  let text = line;
  for (let depth = 0; depth < DEEPEST && text.length < 10_000; depth++) {
    const next = text.replace(/\$[({]([\w.-]+)[)}]/g, (whole, name: string) => variables.get(name) ?? whole);
    if (next === text) break;
    text = next;
  }
  return text;
}
