import { traitsOf } from '../../flow/traits';
import { isWord } from './textTests';
import type { FunctionNode, SyntaxFile } from '../../syntax/syntax';
import { escapePattern } from './escapePattern';
import { code, placeText } from './explanation';
import type { Place } from '../../flow/originSteps';
import type { ProgramView } from './programView';
import { kindOfLiteral, type ValueKind } from './valueKind';

/** A comparison that can never hold, because its sides are of different types. */
export interface TypedEquality {
  sentence: string;
  place: Place;
  expression: string;
}

const WORDS: Record<ValueKind, string> = { text: 'a string', number: 'a number', boolean: 'a boolean' };
/** Sources of text that looks like a number: addresses, forms, arguments of a command, files. */
const GIVES_TEXT =
  /\b(?:query|params|searchParams|argv|args|environ|env|form|headers|cookies)\b[^;]{0,80}(?:\.get\(|\[|\.)|\binput\(|\.getItem\(|\bprompt\(|sys\.argv\[/;
const MOST_HOPS = 3;

/** An equality in a function between one of its parameters and a value that has another type in all literals. */
export function typedEquality(file: SyntaxFile, fn: FunctionNode, view: ProgramView): TypedEquality | undefined {
  const operators = traitsOf(file.language).equality ?? [];
  for (const { operator, left, right, line } of file.operations(fn)) {
    if (!operators.includes(operator)) continue;
    for (const [own, other] of [
      [left, right],
      [right, left],
    ] as const) {
      const position = fn.parameters.findIndex(({ name }) => name === own.trim());
      const [, property, key] = /\.(\w+)$|\[["'](\w+)["']\]$/.exec(other.trim()) ?? [];
      const member = property ?? key;
      if (position < 0 || member === undefined) continue;
      const given = kindGiven(view, fn, position, MOST_HOPS);
      const held = kindHeld(view, member);
      if (!given || !held || given.kind === held.kind) continue;
      const expression = `${left} ${operator} ${right}`;
      return {
        expression,
        place: { file: file.file, line },
        sentence: `${code(expression)} on line ${line} compares values of different types: ${code(own)} is ${WORDS[given.kind]} (${code(given.text)}, ${placeText(given.place, { file })}), ${code(other)} is ${WORDS[held.kind]} (${placeText(held.place, { file })}), so they are never equal.`,
      };
    }
  }
  return undefined;
}

interface Kind {
  kind: ValueKind;
  text: string;
  place: Place;
}

/** The type that all reachable calls pass for a parameter, where they agree. */
function kindGiven(view: ProgramView, fn: FunctionNode, position: number, hops: number): Kind | undefined {
  if (hops === 0 || !fn.name) return undefined;
  const kinds = view.files.flatMap((file) =>
    file
      .calls({ startLine: 1, endLine: file.lines.length })
      .filter(({ name, args }) => name === fn.name && args.length > position)
      .map(({ args, startLine }): Kind | undefined => {
        const text = args[position]!;
        const place = { file: file.file, line: startLine };
        const caller = file.enclosing(startLine);
        const made = isWord(text) ? view.definitionsOf(text, file, caller).at(-1) : undefined;
        const value = made?.value ?? text;
        const kind = kindOfLiteral(value) ?? (GIVES_TEXT.test(value) ? 'text' : undefined);
        if (kind) return { kind, text: value, place };
        return made?.kind === 'parameter' && made.position !== undefined && caller
          ? kindGiven(view, caller, made.position, hops - 1)
          : undefined;
      }),
  );
  const [first] = kinds;
  return first && kinds.every((each) => each?.kind === first.kind) ? first : undefined;
}

/** The type of a property in all literals, where they agree: `{ id: 1 }`, `id: "a"`, `Order(1, …)`. */
function kindHeld(view: ProgramView, property: string): Kind | undefined {
  const written = new RegExp(
    `(?:^|[{,(\\s])["']?${escapePattern(property)}["']?\\s*(?::|=>|=(?!=))\\s*("[^"]*"|'[^']*'|-?\\d[\\d.]*)(?=\\s*[,})\\]]|\\s*$)`,
    'g',
  );
  const kinds: Kind[] = view.files.flatMap((file) =>
    file.lines.flatMap((line, at) =>
      line.length > 500
        ? []
        : [...line.matchAll(written)].flatMap(([, text = '']) => {
            const kind = kindOfLiteral(text);
            return kind ? [{ kind, text, place: { file: file.file, line: at + 1 } }] : [];
          }),
    ),
  );
  for (const file of view.files) {
    for (const fn of file.functions) {
      if (fn.kind !== 'constructor' && fn.name !== '__init__' && fn.name !== 'initialize') continue;
      const own = fn.parameters.filter(({ name }) => name !== 'self');
      const position = own.findIndex(({ name }) => name === property);
      if (position < 0) continue;
      for (const other of view.files)
        for (const { name, args, startLine } of other.calls({ startLine: 1, endLine: other.lines.length })) {
          const kind = name === fn.className ? kindOfLiteral(args[position] ?? '') : undefined;
          if (kind) kinds.push({ kind, text: args[position]!, place: { file: other.file, line: startLine } });
        }
    }
  }
  const [first] = kinds;
  return first && kinds.every(({ kind }) => kind === first.kind) ? first : undefined;
}
