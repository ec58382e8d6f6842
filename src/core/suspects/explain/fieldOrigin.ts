import { only } from '../../only';
import type { Definition } from '../../syntax/syntax';
import { isGuarded } from './branchesAround';
import { escapePattern } from './escapePattern';
import { isEmptyLiteral } from './emptyValues';
import type { ExpressionAt, OriginStep, Place, ValueOrigin } from '../../flow/originSteps';
import { nearName } from '../../flow/nearName';
import { MOST_HOPS, withStep, type OriginWalk } from './originWalk';
import { fieldOf, type ProgramView } from './programView';

/** A field of the class, or a variable of the module: the code that sets it, and the case where none does. */
export function ofField(
  walk: OriginWalk,
  name: string,
  all: readonly Definition[],
  at: ExpressionAt,
  hops: number,
  owner = at.fn?.className,
): ValueOrigin {
  const short = fieldOf(name) ?? name;
  const set = all.filter(({ value, kind }) => value !== undefined && kind !== 'parameter' && !isEmptyLiteral(value));
  const cleared = all.filter(({ value }) => value !== undefined && isEmptyLiteral(value));
  const declared = cleared[0] ?? all[0]!;
  const place = { file: at.file.file, line: declared.startLine };
  const setterNames = (list: readonly Definition[]): { name: string; line: number }[] =>
    list.flatMap(({ startLine }) => {
      const fn = at.file.enclosing(startLine);
      return fn ? [{ name: fn.name, line: startLine }] : [];
    });
  const itself = set.length === 0 && owner ? assignedToItself(walk.view, owner, short) : undefined;
  if (itself) return { steps: [], end: { kind: 'neverSet', ...itself, name: short, owner, setters: [], itself: true } };
  const literal =
    literalsWithout(walk.view, owner, short) ??
    (owner && at.file.language === 'csharp' ? initialisersWithout(walk.view, owner, short) : undefined) ??
    (owner && at.file.language === 'rust' ? defaultedIn(walk.view, owner, short) : undefined);
  if (literal && set.length === 0 && (/^(?:go|rust)$/.test(at.file.language) || !isWrittenElsewhere(walk.view, short, place)))
    return { steps: [], end: { kind: 'neverSet', ...literal.place, name: short, owner, setters: [], madeBy: literal.by } };
  const empty = set.length === 0 ? literalsWithNothing(walk.view, owner, short) : undefined;
  if (empty) return { steps: [], end: { kind: 'literal', ...empty, name: short } };
  // A value written beside the name elsewhere may be its value.
  if (set.length === 0 && isWrittenElsewhere(walk.view, short, place)) return { steps: [] };
  // Go: a tag says that something reads the field from a text.
  if (set.length === 0 && at.file.language === 'go' && /`[^`]{1,200}`/.test(at.file.lines[declared.startLine - 1] ?? ''))
    return { steps: [] };
  if (set.length === 0) {
    const value = cleared[0]?.value;
    return { steps: [], end: { kind: 'neverSet', ...place, name: short, owner: value === undefined ? owner : undefined, setters: [] } };
  }
  const setters = setterNames(set);
  if ((cleared.length || declared.value === undefined) && setters.length === set.length) {
    const constructs = setters.some(({ name: by }) => by === owner || /^(?:__init__|constructor|initialize|__construct|New)/.test(by));
    if (!constructs) return { steps: [], end: { kind: 'neverSet', ...place, name: short, owner, setters } };
  }
  for (const later of set.toReversed()) {
    const by = at.file.enclosing(later.startLine);
    if (!by || later.value === undefined || later.path.length || isGuarded(at.file, later.value, later.startLine)) continue;
    const from = walk.follow(later.value, { file: at.file, fn: by, line: later.startLine }, hops + 1);
    if (from.end)
      return withStep({ kind: 'assigned', file: at.file.file, line: later.startLine, name: later.name, value: later.value }, from);
  }
  const one = only(set);
  if (!one?.value || hops > MOST_HOPS) return { steps: [] };
  const step: OriginStep = { kind: 'assigned', file: at.file.file, line: one.startLine, name: one.name, value: one.value };
  return withStep(step, walk.follow(one.value, { file: at.file, fn: at.file.enclosing(one.startLine), line: one.startLine }, hops + 1));
}

/** `@totl` where the class sets only `@total`, and nothing can set it by a name that is not written out. */
export function misspeltField(text: string, { file, fn }: ExpressionAt): ValueOrigin | undefined {
  const field = fieldOf(text);
  const cls = fn?.classIndex === undefined ? undefined : file.classes[fn.classIndex];
  if (field === undefined || !cls || cls.bases.length > 0) return undefined;
  const prefix = text.slice(0, text.length - field.length);
  const setsUnseen = new RegExp(
    `\\battr_(?:accessor|writer)\\b[^#]{0,200}:${escapePattern(field)}\\b|\\binstance_variable_set\\(|\\bsetattr\\(|\\bObject\\.assign\\(\\s{0,4}this\\b`,
  );
  if (file.lines.slice(cls.startLine - 1, cls.endLine).some((line) => setsUnseen.test(line.slice(0, 500)))) return undefined;
  const sets = new RegExp(`(?<![\\w$.@])${escapePattern(prefix)}(\\w{1,80})\\s{0,20}(?:\\|\\||\\?\\?)?=(?![=>~])`, 'g');
  const set = file.lines
    .slice(cls.startLine - 1, cls.endLine)
    .flatMap((line, at) => [...line.slice(0, 500).matchAll(sets)].map(([, name = '']) => ({ name, line: cls.startLine + at })));
  const near = nearName(
    field,
    set.map(({ name }) => name),
  );
  const found = set.find(({ name }) => name === near);
  if (!found || near === field || set.some(({ name }) => name === field)) return undefined;
  return {
    steps: [],
    end: { kind: 'misspelt', file: file.file, line: found.line, name: text, near: `${prefix}${found.name}`, owner: cls.name },
  };
}

/** Java, C#: `name = name` in a constructor with a parameter of that name, which hides the field. */
function assignedToItself(view: ProgramView, owner: string, field: string): Place | undefined {
  const cls = view.classNamed(owner);
  if (!cls || !/^(?:java|csharp)$/.test(cls.file.language)) return undefined;
  const written = new RegExp(`^\\s*${escapePattern(field)}\\s*=\\s*${escapePattern(field)}\\s*;`);
  const found = cls.file.functions
    .filter((fn) => fn.className === owner && fn.parameters.some(({ name }) => name === field))
    .flatMap((fn) =>
      cls.file.lines
        .slice(fn.startLine - 1, fn.endLine)
        .flatMap((text, at) => (written.test(text.slice(0, 300)) ? [{ file: cls.file.file, line: fn.startLine + at }] : [])),
    );
  return only(found);
}

/** Struct literals in Go and Rust without the field. */
function literalsWithout(view: ProgramView, owner: string | undefined, field: string): { place: Place; by: string } | undefined {
  if (!owner) return undefined;
  for (const file of view.files) {
    if (file.language !== 'go') continue;
    const made = file.calls({ startLine: 1, endLine: file.lines.length }).filter(({ construct, name }) => construct && name === owner);
    const without = made.filter(
      ({ args }) => args.every((arg) => arg.includes(':')) && !args.some((arg) => arg.trim().startsWith(`${field}:`)),
    );
    const one = only(without);
    if (one) return { place: { file: file.file, line: one.startLine }, by: file.enclosing(one.startLine)?.name ?? owner };
  }
  return undefined;
}

/** C#: `new Customer { Name = name }` without the property. */
function initialisersWithout(view: ProgramView, owner: string, field: string): { place: Place; by: string } | undefined {
  const made = view.files
    .filter(({ language }) => language === 'csharp')
    .flatMap((file) =>
      file.lines.flatMap((line, at) =>
        line.length < 500 && new RegExp(`\\bnew ${escapePattern(owner)}\\s{0,4}(?:\\(\\s{0,4}\\))?\\s{0,4}[{;,)]`).test(line)
          ? [{ file, line: at + 1 }]
          : [],
      ),
    );
  const one = only(made);
  const by = one?.file.enclosing(one.line)?.name;
  const text =
    one?.file.lines
      .slice(one.line - 1, one.line + 12)
      .join('\n')
      .split(';')[0] ?? '';
  const set = new RegExp(`\\b${escapePattern(field)}\\s{0,4}=(?!=)`).test(text);
  return one && by && !set ? { place: { file: one.file.file, line: one.line }, by } : undefined;
}

/** Rust: the only literal of a struct takes the field from `Default`, which is derived and gives `None` for an `Option`. */
function defaultedIn(view: ProgramView, owner: string, field: string): { place: Place; by: string } | undefined {
  const cls = view.classNamed(owner);
  const above = cls?.file.lines.slice(Math.max(0, cls.node.startLine - 5), cls.node.startLine + 1).join(' ') ?? '';
  if (!cls || !/derive\([^)]{0,200}\bDefault\b/.test(above)) return undefined;
  const made = view.files
    .filter(({ language }) => language === 'rust')
    .flatMap((file) =>
      file
        .calls({ startLine: 1, endLine: file.lines.length })
        .filter(({ construct, name, receiver }) => (construct && name === owner) || (receiver === owner && name === 'default'))
        .map((call) => ({ file, call })),
    );
  const one = only(made);
  if (!one || one.call.args.some((arg) => new RegExp(`^${escapePattern(field)}\\s*(?::|$)`).test(arg.trim()))) return undefined;
  const rest = one.file.lines
    .slice(one.call.startLine - 1, one.call.endLine)
    .findIndex((line) => /\.\.(?:\w+::)?[dD]efault\(\)|\bdefault\(\)/.test(line));
  if (rest < 0) return undefined;
  return { place: { file: one.file.file, line: one.call.startLine + rest }, by: one.file.enclosing(one.call.startLine)?.name ?? owner };
}

/** A struct literal in Go or Rust that sets a field to nothing. */
function literalsWithNothing(view: ProgramView, owner: string | undefined, field: string): (Place & { value: string }) | undefined {
  if (!owner) return undefined;
  const made = view.files
    .filter(({ language }) => language === 'go' || language === 'rust')
    .flatMap((file) =>
      file
        .calls({ startLine: 1, endLine: file.lines.length })
        .filter(({ construct, name }) => construct && name === owner)
        .flatMap(({ args, startLine }) =>
          args.flatMap((arg) => {
            const [key = '', value] = arg.split(/:(.*)/s);
            return key.trim() === field && value !== undefined ? [{ file: file.file, line: startLine, value: value.trim() }] : [];
          }),
        ),
    );
  const one = only(made);
  return one && isEmptyLiteral(one.value) ? one : undefined;
}

/** Whether another line assigns a name: `{ term: text }`, `order.Total = 3`, `Directive{term: term}`. */
function isWrittenElsewhere(view: ProgramView, field: string, declared: Place): boolean {
  const write = new RegExp(`\\b${escapePattern(field)}\\s{0,20}(?::(?![:=])|=(?![=>]))\\s{0,20}\\S`);
  return view.files.some((file) =>
    file.lines.some((line, at) => (file.file !== declared.file || at + 1 !== declared.line) && line.length < 500 && write.test(line)),
  );
}
