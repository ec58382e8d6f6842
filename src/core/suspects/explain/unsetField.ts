import { traitsOf } from '../../flow/traits';
import { only } from '../../only';
import type { ClassNode, Definition, FunctionNode, SyntaxFile } from '../../syntax/syntax';
import { code, placeText, type ExplainInput } from './explanation';
import type { Place } from '../../flow/originSteps';
import { fieldOf, type ProgramView } from './programView';

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
 * @param type the object's class, where the message names it: the method may be one of a base class
 */
export function unsetField(name: string, input: Pick<ExplainInput, 'at' | 'view'>, type?: string): UnsetField | undefined {
  const { at, view } = input;
  const field = name.replace(/^\$/, '');
  const derived = type === undefined ? undefined : derivedFrom(type, at, view);
  if (derived) return ofDerived(derived, field, input);
  const { ownField } = traitsOf(at.file.language);
  const cls = at.fn?.classIndex === undefined ? undefined : at.file.classes[at.fn.classIndex];
  if (!cls || ownField === undefined) return undefined;
  const own = settersIn(at.file, cls, field).filter(({ by }) => by !== at.fn);
  const makers = at.file.functions.filter((fn) => fn.className === cls.name && isMaker(fn));
  if (own.some(({ by }) => isMaker(by))) return undefined;
  const local = own.length === 0 ? only(makers.flatMap((fn) => localNamed(at.file, fn, field))) : undefined;
  const sign = `${ownField}${field}`;
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
  if (base)
    return declaredAgain({ file: at.file, node: cls }, field, base, input) ?? baseNotMade({ file: at.file, node: cls }, base, field, at);
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

interface ClassAt {
  file: SyntaxFile;
  node: ClassNode;
}

/** The class of the object on which a method of its base class runs. */
function derivedFrom(type: string, { fn }: ExplainInput['at'], view: ProgramView): ClassAt | undefined {
  const cls = type === fn?.className ? undefined : view.classNamed(type);
  return cls && fn?.className !== undefined && cls.node.bases.length === 1 && cls.node.bases[0] === fn.className ? cls : undefined;
}

/** A field that a method of the base class reads: only the constructor of that class sets it, and it does not run. */
function ofDerived(cls: ClassAt, field: string, { at, view }: Pick<ExplainInput, 'at' | 'view'>): UnsetField | undefined {
  const base = settersIn(cls.file, cls.node, field).length > 0 ? undefined : baseSetter(view, cls.node.bases, field);
  return base && baseNotMade(cls, base, field, at);
}

/** The only constructor of a class does not call that of its base class, which sets the field. */
function baseNotMade({ file, node }: ClassAt, base: Setter, field: string, at: ExplainInput['at']): UnsetField | undefined {
  const maker = only(file.functions.filter((fn) => fn.className === node.name && isMaker(fn)));
  if (!maker || file.lines.slice(maker.startLine - 1, maker.endLine).some((line) => /\bsuper\b|\bparent::|\.__init__\(/.test(line)))
    return undefined;
  const place = { file: file.file, line: headLine(file, maker) };
  const missing = traitsOf(file.language).baseCall ?? 'super';
  return {
    sentence: `${code(base.by.qualifiedName)} sets ${code(field)} (${placeText({ file: base.file.file, line: base.line }, at)}), but ${code(maker.qualifiedName)} (${placeText(place, at)}) does not call it, as ${code(missing)} would.`,
    place,
    why: 'does not call the constructor of its base class',
  };
}

/** JavaScript: a field that a class declares again, without a value, is undefined after the constructor of the base class has set it. */
function declaredAgain({ file, node }: ClassAt, field: string, base: Setter, { at }: Pick<ExplainInput, 'at'>): UnsetField | undefined {
  const declared = file
    .allDefinitions(node)
    .find(({ kind, name, value, startLine }) => kind === 'field' && name === field && value === undefined && !file.enclosing(startLine));
  // What TypeScript makes of it depends on its settings.
  if (!declared || !traitsOf(file.language).redeclaredFields) return undefined;
  const place = { file: file.file, line: declared.startLine };
  return {
    sentence: `${code(node.name)} declares the field ${code(field)} again (${placeText(place, at)}), without a value: this makes it undefined after ${code(base.by.qualifiedName)} has set it (${placeText({ file: base.file.file, line: base.line }, at)}).`,
    place,
    why: `declares ${code(field)} again, which overwrites it with undefined`,
  };
}

/** The same for an expression: a field of the own object. */
export function unsetOf(text: string, input: Pick<ExplainInput, 'at' | 'view'>): UnsetField | undefined {
  const field = /^(?:this|self|\$this)(?:\.|->)\w+$|^@\w+$/.test(text) ? fieldOf(text) : undefined;
  return field === undefined ? undefined : unsetField(field, input);
}

function isMaker({ kind, name }: FunctionNode): boolean {
  return kind === 'constructor' || ['__init__', 'initialize', '__construct', 'constructor'].includes(name);
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
  if (!traitsOf(file.language).variablesOfFunctions) return [];
  return file.definitions(field, fn).filter(({ kind, value }) => kind === 'variable' && value !== undefined);
}

function headLine(file: SyntaxFile, { signature }: FunctionNode): number {
  const head = file.lines
    .slice(signature.startLine - 1, signature.endLine)
    .findIndex((line) => /\b(?:def|function|constructor)\b/.test(line));
  return signature.startLine + Math.max(0, head);
}
