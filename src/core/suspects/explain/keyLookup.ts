import { only } from '../../only';
import type { SyntaxFile } from '../../syntax/syntax';
import { familyOf } from '../../workspace/languages';
import { isEmptyLiteral } from './emptyValues';
import { similarKey } from '../../flow/nearName';
import { mayGrow } from './objectKeys';
import { writtenIn, type ExpressionAt, type OriginStep, type ValueOrigin } from '../../flow/originSteps';
import { placesThatAdd } from './filledElement';
import { changesUnseen } from './possible/addedValues';
import { MOST_HOPS, withStep, type OriginWalk } from './originWalk';
import { closingAt, lastName, splitTop } from './writtenParts';

interface Literal {
  file: SyntaxFile;
  line: number;
  text: string;
  /** The way to it. */
  steps: OriginStep[];
}

interface Entry {
  key: string;
  value: string;
  line: number;
}

/** A value looked up by its key in an object that the program writes out, both followed to where they are written. */
export function ofLookup(
  walk: OriginWalk,
  text: string,
  container: string,
  key: string,
  at: ExpressionAt,
  hops: number,
): ValueOrigin | undefined {
  if (hops > MOST_HOPS) return undefined;
  const put = amongPut(walk, text, container, key, at, hops);
  if (put || mayGrow(walk.view, lastName(container)) || (isTyped(at) && changesUnseen(walk.view, container, at))) return put;
  const from = walk.follow(container, at, hops + 1);
  if (from.end?.kind === 'missingKey') return from;
  const held = literalBehind(walk, container, from, at, hops);
  if (!held || held.steps.some((step) => 'name' in step && mayGrow(walk.view, lastName(step.name)))) return undefined;
  const wanted = keyText(walk, key, at, hops);
  const entries = entriesOf(held);
  const here = held.file === at.file && at.fn !== undefined && at.fn.startLine <= held.line && held.line <= at.fn.endLine;
  if (here && entries?.length === 0 && /^(?:\{\s*\}|\[\s*\])/.test(held.text)) {
    const note = 'is empty to begin with, and has no entry before one is put in';
    return { steps: [], end: { kind: 'lookup', file: held.file.file, line: held.line, expression: container, note } };
  }
  if (wanted === undefined || !entries || entries.length === 0) return undefined;
  const found = only(entries.filter((each) => each.key === wanted.key));
  if (found) {
    const step: OriginStep = { kind: 'written', file: held.file.file, line: found.line, expression: text, value: found.value };
    const fn = held.file.enclosing(found.line);
    return withStep(step, walk.follow(found.value, { file: held.file, fn, line: found.line }, hops + 1));
  }
  if (entries.some((each) => each.key === wanted.key)) return undefined;
  const keys = entries.map((each) => each.key);
  const near = similarKey(wanted.key, keys);
  const line = entries.find((each) => each.key === near)?.line ?? held.line;
  return {
    // Off the stack, the way of the container says more.
    steps: at.frame === undefined ? [] : wanted.steps,
    end: { kind: 'missingKey', file: held.file.file, line, object: container, key: wanted.key, ...(near ? { near } : { keys }) },
  };
}

/** The keys of the object that the program writes out, for a lookup under a key that the code does not tell. */
export function ofKnownKeys(walk: OriginWalk, container: string, at: ExpressionAt, hops: number): ValueOrigin | undefined {
  if (hops > MOST_HOPS || mayGrow(walk.view, lastName(container))) return undefined;
  const held = literalBehind(walk, container, walk.follow(container, at, hops + 1), at, hops);
  if (!held || held.steps.some((step) => 'name' in step && mayGrow(walk.view, lastName(step.name)))) return undefined;
  const entries = entriesOf(held) ?? [];
  const keys = entries.map(({ key }) => key);
  if (entries.length === 0 || entries.some(({ key, value }) => isEmptyLiteral(value) || !/^[\w .-]+$/.test(key))) return undefined;
  return { steps: [], end: { kind: 'onlyKeys', file: held.file.file, line: held.line, object: container, keys } };
}

function isTyped({ file }: ExpressionAt): boolean {
  return /^(?:java|csharp|go|rust|cpp)$/.test(familyOf(file.language));
}

/** A value looked up in a collection that begins empty, and that the program fills under keys that are all written out. */
function amongPut(walk: OriginWalk, text: string, container: string, key: string, at: ExpressionAt, hops: number): ValueOrigin | undefined {
  // Brackets do not read what `set` puts into a `Map`.
  if (familyOf(at.file.language) === 'javascript' && text.endsWith(']')) return undefined;
  const from = walk.follow(container, at, hops + 1);
  const wanted = keyText(walk, key, at, hops);
  const added = wanted && placesThatAdd(walk.view, container, from, at);
  const entries = added?.map((each) => ({ ...each, name: each.key === undefined ? undefined : literalKey(each.key) }));
  if (!wanted || !entries?.length) return undefined;
  const names = entries.flatMap(({ name }) => name ?? []);
  if (names.length < entries.length) return undefined;
  const one = only(entries.filter(({ name }) => name === wanted.key));
  if (one) {
    const step: OriginStep = { kind: 'written', file: one.file.file, line: one.line, expression: text, value: one.value };
    return withStep(step, walk.follow(one.value, { file: one.file, fn: one.fn, line: one.line }, hops + 1));
  }
  const near = names.includes(wanted.key) ? undefined : similarKey(wanted.key, names);
  const found = only(entries.filter(({ name }) => name === near));
  return found && near
    ? { steps: [], end: { kind: 'missingKey', file: found.file.file, line: found.line, object: container, key: wanted.key, near } }
    : undefined;
}

function keyText(walk: OriginWalk, key: string, at: ExpressionAt, hops: number): { key: string; steps: OriginStep[] } | undefined {
  const own = literalKey(key);
  if (own !== undefined) return { key: own, steps: [] };
  if (!/^[A-Za-z_$@][\w$]*$/.test(key)) return undefined;
  const { steps } = walk.follow(key, at, hops + 1);
  const last = steps.at(-1);
  const written = last && writtenIn(last);
  const found = written === undefined ? undefined : literalKey(written.trim());
  return found === undefined ? undefined : { key: found, steps };
}

function literalKey(text: string): string | undefined {
  const plain = text.replace(/^&|^String::from\((?=")|\.(?:to_string|to_owned|into)\(\)$|(?<=")\)$/g, '');
  return /^(['"`])([^'"`\n]{1,100})\1$/.exec(plain)?.[2] ?? /^:(\w{1,100})$/.exec(text)?.[1];
}

/** The literal that an expression leads to: at the end of its way, under a key of another literal, or as what a file returns. */
function literalBehind(
  walk: OriginWalk,
  container: string,
  { steps, end }: ValueOrigin,
  at: ExpressionAt,
  hops: number,
): Literal | undefined {
  const [, inner, key] = /^(.*[\w\])])\[([^[].{0,100})\]$/s.exec(container) ?? [];
  if (inner !== undefined && key !== undefined && steps.length === 0) {
    const outer = ofLookup(walk, container, inner, key, at, hops + 1)?.steps.at(-1);
    return outer?.kind === 'written' ? literalAt(walk, outer, outer.value, []) : undefined;
  }
  const last = steps.at(-1);
  const value = last && writtenIn(last)?.trim();
  if (end || !last || value === undefined) return undefined;
  return returnedByFile(walk, value, last, steps) ?? literalAt(walk, last, value, steps);
}

/** PHP: `require __DIR__ . '/config.php'` gives what the file returns. */
function returnedByFile(walk: OriginWalk, value: string, { file: from }: OriginStep, steps: OriginStep[]): Literal | undefined {
  const named = /^(?:require|include)(?:_once)?\b[^'"\n]{0,80}['"]([^'"\n]{1,200})['"]/.exec(value)?.[1];
  const at = walk.view.file(from);
  const file = named && at ? walk.view.moduleFile(named, at) : undefined;
  const line = file?.lines.findIndex((text) => /^return\s*(?:\[|array\()/.test(text)) ?? -1;
  if (!file || line < 0) return undefined;
  return {
    file,
    line: line + 1,
    text: file.lines
      .slice(line)
      .join('\n')
      .replace(/^return\s*/, ''),
    steps,
  };
}

const OPENS = /^(?:(?:new\s+)?[\w.<>,\s[\]]{0,80}?)?[{[(]/;

/** The literal that a step writes, whole. */
export function literalAt({ view }: OriginWalk, { file: name, line }: OriginStep, value: string, steps: OriginStep[]): Literal | undefined {
  const file = view.file(name);
  if (!file || !OPENS.test(value) || !/^(?:[{[]|map\[|mapOf\(|mutableMapOf\(|hashMapOf\(|Map\.of\(|dict\(|array\(|new\s)/.test(value))
    return undefined;
  // The text of a value may be cut: the file has it whole.
  const first = value.split('\n', 1)[0]!.slice(0, 60);
  const rest = file.lines.slice(line - 1, line + 200).join('\n');
  const from = rest.indexOf(first);
  if (from < 0) return undefined;
  return { file, line: line + rest.slice(0, from).split('\n').length - 1, text: rest.slice(from), steps };
}

const PAIR =
  /^\s*(?:\{\s*|\[\s*)?(?:(["'`])(?<text>[^"'`\n]{1,100})\1|:?(?<name>[A-Za-z_]\w{0,80}))\]?\s*(?:=>|:(?!:)|=(?![=>])|,|\bto\b)\s*(?<value>[^]{1,400})$/;

/** The entries of a literal; undefined where it takes in others. */
function entriesOf({ text, line }: Literal): Entry[] | undefined {
  const open = text.search(/\{|\[(?!\w*\])|\((?!\s*\))/);
  const start = /^map\[/.test(text) ? text.indexOf('{') : open;
  const end = start < 0 ? -1 : closingAt(text.slice(start + 1));
  if (end < 0) return undefined;
  const inner = text.slice(start + 1, start + 1 + end);
  if (/^\s*(?:\.\.\.|\*\*)|,\s*(?:\.\.\.|\*\*)/.test(inner)) return undefined;
  const parts = splitTop(inner);
  const paired = /^Map\.of\(/.test(text) ? parts.flatMap((part, at) => (at % 2 === 0 ? [`${part}, ${parts[at + 1] ?? ''}`] : [])) : parts;
  let from = 0;
  const entries = paired.map((part): Entry | undefined => {
    const at = inner.indexOf(part.split(/,\s*$/)[0]!.slice(0, 60), from);
    from = Math.max(from, at);
    const groups = PAIR.exec(part.replace(/^(?:\s*(?:\/\/|#)[^\n]*\n)+/, ''))?.groups;
    const lead = /^\s*/.exec(part)![0];
    const before = text.slice(0, start + 1) + inner.slice(0, Math.max(0, at)) + lead;
    const key = groups?.['text'] ?? groups?.['name'];
    return key === undefined
      ? undefined
      : {
          key,
          value: groups!['value']!.trim().replace(/\}$/, (brace) => (/^\s*\{\s*["']/.test(part) ? '' : brace)),
          line: line + before.split('\n').length - 1,
        };
  });
  return entries.every((each) => each !== undefined) ? entries : undefined;
}
