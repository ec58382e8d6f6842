import type { Assign, Expr, Fn } from '../../syntax/lower/ir';
import type { Core, Frame } from '../running/machine';
import type { Value } from '../values/value';
import type { CppFrame, Options } from './frames';
import type { ClassInfo, CppType, FnAt } from './types';
import type { Cell, Moved, Struct } from './values';

/** What the parts of the interpreter of C++ need of each other. */
export interface Parts {
  /** The place that an expression stands for, or its value where it has no place. */
  operand(it: Core, node: Expr, frame: CppFrame): Value;
  convert(it: Core, given: Value, type: CppType): Value;
  construct(it: Core, cls: ClassInfo, args: readonly Value[], how?: { implicit?: boolean; isZero?: boolean }): Struct;
  constructFrom(it: Core, cls: ClassInfo, given: Value, value: Struct): Struct;
  copied(it: Core, value: Value): Value;
  taken(it: Core, given: Moved): Value;
  defaultOf(it: Core, type: CppType, isZero: boolean): Value;
  assignCell(it: Core, cell: Cell, given: Value): void;
  destroy(it: Core, value: Value): void;
  aggregate(it: Core, made: Struct, cls: ClassInfo, args: readonly Value[]): void;
  callMethod(it: Core, of: Value, name: string, args: readonly Value[], explicit?: readonly CppType[], statically?: ClassInfo): Value;
  callValue(it: Core, callee: Value, args: readonly Value[]): Value;
  callFunction(it: Core, at: FnAt, args: readonly Value[], options?: Options): Value;
  chooseFunction(it: Core, all: readonly FnAt[], args: readonly Value[], options: Options): FnAt;
  makeType(it: Core, type: CppType, args: readonly Value[]): Value;
  makeLibrary(it: Core, type: CppType, args: readonly Value[], isZero: boolean): Value;
  listed(it: Core, type: CppType, elements: readonly Expr[], around: Frame): Value;
  initialValue(it: Core, type: CppType, value: Expr | undefined, frame: CppFrame, isZero: boolean): Cell;
  /** The type that a declaration gives a name. */
  declaredType(it: Core, node: Assign, frame: CppFrame): CppType;
  boundReference(it: Core, given: Value, type: CppType): Cell;
  runBody(it: Core, fn: Fn, frame: CppFrame, result: CppType): Value;
  cast(it: Core, value: Value, type: CppType): Value;
  libraryFunction(it: Core, name: string, args: readonly Value[], explicit: readonly CppType[]): Value;
}

const parts: { all?: Parts } = {};

/** Says what the parts are, once. */
export function setParts(all: Parts): void {
  parts.all = all;
}

export const operand: Parts['operand'] = (...args) => parts.all!.operand(...args);
export const convert: Parts['convert'] = (...args) => parts.all!.convert(...args);
export const construct: Parts['construct'] = (...args) => parts.all!.construct(...args);
export const constructFrom: Parts['constructFrom'] = (...args) => parts.all!.constructFrom(...args);
export const copied: Parts['copied'] = (...args) => parts.all!.copied(...args);
export const taken: Parts['taken'] = (...args) => parts.all!.taken(...args);
export const defaultOf: Parts['defaultOf'] = (...args) => parts.all!.defaultOf(...args);
export const assignCell: Parts['assignCell'] = (...args) => parts.all!.assignCell(...args);
export const destroy: Parts['destroy'] = (...args) => parts.all!.destroy(...args);
export const aggregate: Parts['aggregate'] = (...args) => parts.all!.aggregate(...args);
export const callMethod: Parts['callMethod'] = (...args) => parts.all!.callMethod(...args);
export const callValue: Parts['callValue'] = (...args) => parts.all!.callValue(...args);
export const callFunction: Parts['callFunction'] = (...args) => parts.all!.callFunction(...args);
export const chooseFunction: Parts['chooseFunction'] = (...args) => parts.all!.chooseFunction(...args);
export const makeType: Parts['makeType'] = (...args) => parts.all!.makeType(...args);
export const makeLibrary: Parts['makeLibrary'] = (...args) => parts.all!.makeLibrary(...args);
export const listed: Parts['listed'] = (...args) => parts.all!.listed(...args);
export const initialValue: Parts['initialValue'] = (...args) => parts.all!.initialValue(...args);
export const declaredType: Parts['declaredType'] = (...args) => parts.all!.declaredType(...args);
export const boundReference: Parts['boundReference'] = (...args) => parts.all!.boundReference(...args);
export const runBody: Parts['runBody'] = (...args) => parts.all!.runBody(...args);
export const cast: Parts['cast'] = (...args) => parts.all!.cast(...args);
export const libraryFunction: Parts['libraryFunction'] = (...args) => parts.all!.libraryFunction(...args);
