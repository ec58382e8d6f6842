import type { ChangeUnit } from './changeUnits';

const NAME = /[A-Za-z_$][\w$]{2,}/g;
/** Code that defines a name, by the syntax of the languages. */
const DEFINITION =
  /\b(?:function|class|def|const|let|var|interface|type|enum|func|fn|struct|trait|impl|import|from|export|module|package|val|record|mod|use)\b[^=({;]{0,200}|^\s*(?:(?:public|private|protected|static|final|async|readonly|get|set|override)\s+){0,6}[\w$<>[\],.?]+\s+[\w$]+\s*\(|^\s*[\w$]+\s*(?:[:=]|\([^)]{0,200}\)\s*\{)|\bexports\.[\w$]+|\brequire\(/;

/**
 * Units that depend on others: one that uses a name needs the unit that adds it, and one that removes a name needs those that remove its
 * uses. Based on the words of the lines, so that it works in every language.
 * @returns for each unit the others that it needs
 */
export function unitDependencies(units: readonly ChangeUnit[]): Map<number, Set<number>> {
  const needs = new Map(units.map(({ index }) => [index, new Set<number>()]));
  link(units, needs, 'added');
  link(units, needs, 'removed');
  return needs;
}

function link(units: readonly ChangeUnit[], needs: Map<number, Set<number>>, side: 'added' | 'removed'): void {
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
