import type { Definition, FunctionNode, SyntaxFile } from '../../syntax/syntax';
import { familyOf } from '../../workspace/languages';
import { code, placeText, type ExplainInput } from './explanation';
import type { Place } from './originSteps';
import { fieldOf, only, type ProgramView } from './programView';

/** Why an object lacks a field, as its class and its base classes show it. */
export interface UnsetField {
  sentence: string;
  place: Place;
  why: string;
}

interface Setter {
  file: SyntaxFile;
  by: FunctionNode;
  line: number;
}

/**
 * A field of an object that is not there when a method reads it: a local variable took its value, only another method sets it, the
 * constructor of the base class that sets it does not run, or nothing sets it at all.
 */
export function unsetField(name: string, { at, view }: Pick<ExplainInput, 'at' | 'view'>): UnsetField | undefined {
  const family = familyOf(at.file.language);
  const cls = at.fn?.classIndex === undefined ? undefined : at.file.classes[at.fn.classIndex];
  if (!cls || !/^(?:javascript|python|ruby|php)$/.test(family)) return undefined;
  const field = name.replace(/^\$/, '');
  const own = settersIn(at.file, cls, field).filter(({ by }) => by !== at.fn);
  const makers = at.file.functions.filter((fn) => fn.className === cls.name && isMaker(fn));
  if (own.some(({ by }) => isMaker(by))) return undefined;
  const local = own.length === 0 ? only(makers.flatMap((fn) => localNamed(at.file, fn, field))) : undefined;
  const sign =
    family === 'ruby' ? `@${field}` : family === 'php' ? `$this->${field}` : family === 'python' ? `self.${field}` : `this.${field}`;
  if (local) {
    const place = { file: at.file.file, line: local.startLine };
    return {
      sentence: `Line ${local.startLine} assigns the local variable ${code(local.name)}, which ends with its method: only ${code(sign)} would set the field.`,
      place,
      why: `assigns a local variable instead of ${code(sign)}`,
    };
  }
  const maker = only(makers);
  const base = own.length === 0 ? baseSetter(view, cls.bases, field) : undefined;
  if (base) {
    if (!maker || at.file.lines.slice(maker.startLine - 1, maker.endLine).some((line) => /\bsuper\b|\bparent::|\.__init__\(/.test(line)))
      return undefined;
    const place = { file: at.file.file, line: headLine(at.file, maker) };
    return {
      sentence: `${code(base.by.qualifiedName)} sets ${code(field)} (${placeText({ file: base.file.file, line: base.line }, at)}), but ${code(maker.qualifiedName)} (${placeText(place, at)}) does not call it: ${family === 'python' ? `${code('super().__init__()')} is missing` : `${code('super')} is missing`}.`,
      place,
      why: 'does not call the constructor of its base class',
    };
  }
  if (cls.bases.length > 0) return undefined;
  if (own.length > 0) {
    const [first] = own;
    const names = [...new Set(own.map(({ by }) => by.name))];
    if (!first || names.length > 1) return undefined;
    const place = { file: first.file.file, line: first.line };
    return {
      sentence: `Only ${code(first.by.qualifiedName)} sets ${code(sign)} (${placeText(place, at)}), so it has to run before.`,
      place,
      why: `the only method that sets ${code(field)}`,
    };
  }
  if (
    !maker ||
    /\b(?:Object\.assign|setattr|instance_variable_set|__dict__|update)\b|\[\w+\]\s*=/.test(
      at.file.lines
        .slice(cls.startLine - 1, cls.endLine)
        .join('\n')
        .slice(0, 20_000),
    )
  )
    return undefined;
  const place = { file: at.file.file, line: headLine(at.file, maker) };
  return {
    sentence: `Nothing in ${code(cls.name)} sets ${code(sign)}, and its constructor (${placeText(place, at)}) sets other fields only.`,
    place,
    why: `does not set ${code(field)}`,
  };
}

/** The same for an expression: a field of the own object. */
export function unsetOf(text: string, input: Pick<ExplainInput, 'at' | 'view'>): UnsetField | undefined {
  const field = /^(?:this|self|\$this)(?:\.|->)\w+$|^@\w+$/.test(text) ? fieldOf(text) : undefined;
  return field === undefined ? undefined : unsetField(field, input);
}

function isMaker({ kind, name }: FunctionNode): boolean {
  return kind === 'constructor' || /^(?:__init__|initialize|__construct|constructor)$/.test(name);
}

function settersIn(file: SyntaxFile, cls: { startLine: number; endLine: number; name: string }, field: string): Setter[] {
  return file.allDefinitions(cls).flatMap((each) => {
    const by = fieldOf(each.name) === field && each.kind !== 'parameter' ? file.enclosing(each.startLine) : undefined;
    return by && by.className === cls.name ? [{ file, by, line: each.startLine }] : [];
  });
}

/** The constructor of a base class that sets the field. */
function baseSetter(view: ProgramView, bases: readonly string[], field: string): Setter | undefined {
  const base = bases.length === 1 ? view.classNamed(bases[0]!) : undefined;
  return base && settersIn(base.file, base.node, field).find(({ by }) => isMaker(by));
}

/** A variable of a constructor that has the field's name, where only Ruby and Python let it look like the field. */
function localNamed(file: SyntaxFile, fn: FunctionNode, field: string): Definition[] {
  if (!/^(?:ruby|python)$/.test(file.language)) return [];
  return file.definitions(field, fn).filter(({ kind, value }) => kind === 'variable' && value !== undefined);
}

function headLine(file: SyntaxFile, { signature }: FunctionNode): number {
  const head = file.lines
    .slice(signature.startLine - 1, signature.endLine)
    .findIndex((line) => /\b(?:def|function|constructor)\b/.test(line));
  return signature.startLine + Math.max(0, head);
}
