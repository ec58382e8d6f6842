import type { SyntaxFile } from '../../../syntax/syntax';
import { isEmptyLiteral } from '../emptyValues';
import type { ProgramView } from '../programView';
import { ofDefinition, ofName } from './definedValues';
import { lastOperation, numberLiteral, textLiteral } from './expressionText';
import { indexed } from './lookedUp';
import { one, Search, union, UNKNOWN, within, type Values, type Where } from './possible';
import { ofCall } from './possibleCalls';
import { ofMember } from './possibleFields';
import { writtenAs, type Written } from './written';

/** The values that an expression may have, as far as the program writes them out. */
export function possibleValues(view: ProgramView, expression: string, at: Where): Values {
  return new Search(view, ofText, ofDefinition).valuesOf(expression, at, 0);
}

function ofText(search: Search, text: string, at: Where, depth: number): Values {
  const bound = at.bound?.get(text);
  if (bound) return bound;
  const place = { file: at.file.file, line: at.line, written: text };
  if (isEmptyLiteral(text) || /^(?:Optional(?:Int|Long|Double)?\.empty\(\)|std::nullopt)$/.test(text))
    return one({ kind: 'nothing', ...place });
  if (/^(?:true|false)$/.test(text)) return one({ kind: 'boolean', holds: text === 'true', ...place });
  const number = numberLiteral(text);
  if (number !== undefined) return one({ kind: 'number', number, ...place });
  const literal = hasParts(text, at.file) ? undefined : textLiteral(text);
  if (literal !== undefined) return one({ kind: 'text', text: literal, ...place });
  const whole = wholeOf(text, at);
  const written = writtenAs(whole, at.file.language);
  if (written) return ofWritten(search, written, whole, at, depth);
  const operation = lastOperation(whole);
  switch (operation?.op) {
    case 'call':
      return ofCall(search, operation, whole, at, depth);
    case 'index':
      return indexed(search.valuesOf(operation.base, at, depth), search.valuesOf(operation.key, at, depth), operation.base);
    case 'member':
      return ofMember(search, operation.base, operation.name, at, depth);
    case undefined:
      return /^[A-Za-z_$]\w*$/.test(text) ? ofName(search, text, at, depth) : UNKNOWN;
  }
}

/** Kotlin, C#: a text into which values are put. */
function hasParts(text: string, { language }: SyntaxFile): boolean {
  return language === 'kotlin' ? /\$[\w{]/.test(text) : /^(?:\$@?|@\$)"/.test(text);
}

/** An expression as the file has it, where its text may be cut. */
function wholeOf(text: string, { file, line }: Where): string {
  if (text.length < 199) return text;
  const head = text.slice(0, 60);
  const rest = file.lines.slice(line - 1, line + 200).join('\n');
  const from = rest.indexOf(head);
  if (from < 0) return text;
  let depth = 0;
  let quote = '';
  for (let at = from; at < rest.length; at += 1) {
    const sign = rest[at]!;
    if (quote) {
      if (sign === '\\') at += 1;
      else if (sign === quote) quote = '';
    } else if (sign === '"' || sign === '`') quote = sign;
    else if ('([{'.includes(sign)) depth += 1;
    else if (')]}'.includes(sign)) depth -= 1;
    if (depth < 0 || (depth === 0 && at - from >= text.length - 1 && /[;,\n]/.test(rest[at + 1] ?? ';') && !quote))
      return rest.slice(from, depth < 0 ? at : at + 1).trim();
  }
  return text;
}

function ofWritten(search: Search, written: Written, whole: string, at: Where, depth: number): Values {
  const place = { file: at.file.file, line: at.line, written: whole };
  let from = 0;
  const item = (part: string, inside = part): (() => Values) => {
    const offset = whole.indexOf(part, from);
    const where = within(at, whole, part, Math.max(0, from));
    from = offset < 0 ? from : offset;
    return () => search.valuesOf(inside, where, depth);
  };
  switch (written.kind) {
    case 'list':
      return one({ kind: 'list', items: written.parts.map((part) => item(part)), open: false, ...place });
    case 'map': {
      const entries = written.pairs.map(({ key, value, text }) => {
        const where = within(at, whole, text, from);
        return { key: item(text, key), value: item(value), place: { file: at.file.file, line: where.line } };
      });
      return one({ kind: 'map', entries, open: false, ...place });
    }
    case 'object':
      return one({ kind: 'object', type: written.type, args: written.args, at, ...place });
    case 'choice': {
      const each = union(written.options.map((option) => search.valuesOf(option, within(at, whole, option), depth)));
      return { all: each.all, open: each.open || written.open };
    }
    case 'joined': {
      const texts = written.parts.map((part) => search.valuesOf(part, at, depth));
      if (texts.some(({ all }) => all.length !== 1)) return UNKNOWN;
      const joined = texts.map(({ all: [value] }) =>
        value!.kind === 'text' ? value!.text : value!.kind === 'number' ? String(value!.number) : undefined,
      );
      return joined.some((each) => each === undefined)
        ? UNKNOWN
        : { all: [{ kind: 'text', text: joined.join(''), ...place }], open: texts.some(({ open }) => open) };
    }
  }
}
