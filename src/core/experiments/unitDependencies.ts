import type { ChangeUnit } from './changeUnits';

const NAME = /[A-Za-z_$][\w$]{2,}/g;
/** Code that defines a name, by the syntax of the languages. */
const DEFINITION =
  /\b(?:function|class|def|const|let|var|interface|type|enum|func|fn|struct|trait|impl|import|from|export|module|package|val|record|mod|use)\b[^=({;]{0,200}|^\s*(?!(?:return|throw|new|await|yield|else|case|delete|not|and|or|assert|raise|echo|defer|go)\b)(?:(?:public|private|protected|static|final|async|readonly|get|set|override)\s+){0,6}[\w$<>[\],.?]+\s+[\w$]+\s*\(|^\s*[\w$]+\s*(?:[:=]|\([^)]{0,200}\)\s*\{)|\bexports\.[\w$]+|\brequire\(/;

/** The lines of a change. */
type ChangedLines = Pick<ChangeUnit, 'index' | 'removed' | 'added'>;

/**
 * Units that depend on others: one that uses a name needs the unit that adds it, one that removes a name needs those that remove its
 * uses, and a changed list of parameters and the calls changed for it need each other. Based on the words of the lines, so that it works
 * in every language.
 * @returns for each unit the others that it needs
 */
export function unitDependencies(units: readonly ChangedLines[]): Map<number, Set<number>> {
  const needs = new Map(units.map(({ index }) => [index, new Set<number>()]));
  link(units, needs, 'added');
  link(units, needs, 'removed');
  linkCalls(units, needs);
  return needs;
}

/** A unit that changes the parameters of a function, and those that change the arguments of its calls. */
function linkCalls(units: readonly ChangedLines[], needs: Map<number, Set<number>>): void {
  const changed = new Map<string, number[]>();
  for (const unit of units) {
    const before = parametersIn(unit.removed);
    for (const [name, after] of parametersIn(unit.added))
      if (before.has(name) && before.get(name) !== after) changed.set(name, [...(changed.get(name) ?? []), unit.index]);
  }
  if (!changed.size) return;
  for (const unit of units) {
    const before = callsIn(unit.removed);
    for (const [name, after] of callsIn(unit.added)) {
      const by = changed.get(name) ?? [];
      if (!by.length || by.length > 3 || !before.has(name) || before.get(name) === after) continue;
      for (const definer of by) {
        if (definer === unit.index) continue;
        needs.get(unit.index)?.add(definer);
        needs.get(definer)?.add(unit.index);
      }
    }
  }
}

/** A name before an opening bracket, or before a function that is assigned to it. */
const CALLED = /(?<![\w$])(?<name>[A-Za-z_$][\w$]{2,80})(?:\s?=\s?(?:async\s?)?)?\(/g;
/** Code before the name of a function that defines it, at the end of a text. */
const DEFINES =
  /(?:^|\b(?:function|def|func|fn|fun|sub|const|let|var|public|private|protected|internal|static|async|override|export|get|set|void|int|long|double|float|bool|boolean|string|String|char|auto))[\s*&]*(?:\([^()]{0,80}\)\s?)?$/;

/** The lists of parameters that lines define, by the function's name. */
function parametersIn(lines: readonly string[]): Map<string, string> {
  return listsIn(lines, true);
}

/** The lists of arguments in lines, by the called name; all calls of a name together. */
function callsIn(lines: readonly string[]): Map<string, string> {
  return listsIn(lines, false);
}

function listsIn(lines: readonly string[], defined: boolean): Map<string, string> {
  const lists = new Map<string, string>();
  for (const line of lines.slice(0, 2000)) {
    const code = line.slice(0, 500);
    for (const { 0: called, index, groups: { name = '' } = {} } of code.matchAll(CALLED)) {
      if (KEYWORDS.has(name) || definesAt(code, index, index + name.length) !== defined) continue;
      lists.set(name, (lists.get(name) ?? '') + bracketsAt(code, index + called.length - 1));
    }
  }
  return lists;
}

/** The text in the brackets that open at a place, with them and without spaces; to the end of the line if they stay open. */
function bracketsAt(code: string, open: number): string {
  let depth = 0;
  for (let at = open; at < code.length; at++) {
    if (code[at] === '(') depth++;
    if (code[at] === ')' && --depth === 0) return code.slice(open, at + 1).replaceAll(/\s/g, '');
  }
  return code.slice(open).replaceAll(/\s/g, '');
}

/** Whether the name at a place of a line is defined there, not called. */
function definesAt(code: string, start: number, end: number): boolean {
  const before = code.slice(0, start).trimStart();
  if (/^\s?=/.test(code.slice(end))) return true;
  if (before !== '' && DEFINES.test(before)) return true;
  // A method: nothing before its name, and a body or a type after its brackets.
  return before === '' && /\)\s*(?:\{|:\s*[\w<>[\]|.? ]{1,80}\{|->|=>|throws\b)/.test(code.slice(end));
}

function link(units: readonly ChangedLines[], needs: Map<number, Set<number>>, side: 'added' | 'removed'): void {
  const other = side === 'added' ? 'removed' : 'added';
  /** Names that one side of a unit defines and its other side lacks, with the units. */
  const definers = new Map<string, number[]>();
  for (const unit of units) {
    const kept = namesIn(unit[other]);
    for (const name of namesIn(
      unit[side].filter((line) => DEFINITION.test(line.slice(0, 500))),
      true,
    ))
      if (!kept.has(name)) definers.set(name, [...(definers.get(name) ?? []), unit.index]);
  }
  for (const unit of units) {
    const kept = namesIn(unit[other]);
    for (const name of namesIn(unit[side])) {
      if (kept.has(name)) continue;
      const by = definers.get(name) ?? [];
      // A name added by many units belongs to none of them.
      if (by.length === 0 || by.length > 3) continue;
      for (const definer of by) {
        if (definer === unit.index) continue;
        if (side === 'added') needs.get(unit.index)?.add(definer);
        else needs.get(definer)?.add(unit.index);
      }
    }
  }
}

/** The units with all their dependencies. */
export function closed(included: Iterable<number>, needs: ReadonlyMap<number, ReadonlySet<number>>): Set<number> {
  const all = new Set<number>();
  const open = [...included];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (all.has(next)) continue;
    all.add(next);
    open.push(...(needs.get(next) ?? []));
  }
  return all;
}

/** @param defined only the names in the defining part of a line */
function namesIn(lines: readonly string[], defined = false): Set<string> {
  const names = new Set<string>();
  for (const line of lines.slice(0, 2000)) {
    const part = defined ? (DEFINITION.exec(line.slice(0, 500))?.[0] ?? '') : line.slice(0, 2000);
    for (const [name] of part.matchAll(NAME)) if (!KEYWORDS.has(name)) names.add(name);
  }
  return names;
}

const KEYWORDS = new Set(
  'function class def const let var interface type enum func struct trait impl import from export module package val record use mod return async await static public private protected final readonly get set override void int string boolean number self this None True False null undefined true false new require exports default extends implements'.split(
    ' ',
  ),
);
