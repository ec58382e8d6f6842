import type { Runtime } from 'node:inspector';
import {
  numberShape,
  objectShape,
  mergeShapes,
  plain,
  SHAPE_DEPTH,
  SHAPE_ELEMENTS,
  SHAPE_KEYS,
  textShape,
  type Shape,
  type ShapeField,
} from '../../../core/experiments/shape';
import type { DebuggerSession } from './debuggerSession';

/** Longer lists are not returned in full. */
const LONG_LIST = 200;
/** Elements, read without running a getter or a trap; the program cannot notice it. */
const FIRST_ELEMENTS = `function (count) {
  const found = [];
  for (let at = 0; at < count; at++) {
    const own = Object.getOwnPropertyDescriptor(this, at);
    found[at] = own && 'value' in own ? own.value : undefined;
  }
  return found;
}`;
/** Names that some classes share with unrelated ones. */
const SIZE = /\((\d+)\)$/;

/**
 * Shapes of values in the debugger: getters are not called, proxies not trapped, no code of the program runs.
 * One for every pause: it makes a limited number of debugger calls.
 */
export class RemoteShapes {
  private left = 600;

  constructor(private readonly session: DebuggerSession) {}

  shapeOf(value: Runtime.RemoteObject, depth = SHAPE_DEPTH, around: readonly Runtime.RemoteObject[] = []): Shape {
    switch (value.type) {
      case 'string':
        return textShape(String(value.value));
      case 'number':
        return numberShape(Number(value.unserializableValue ?? value.value));
      case 'boolean':
        return plain('bool');
      case 'function':
        return plain(value.description?.startsWith('class') ? 'class' : 'function');
      case 'object':
        return value.subtype === 'null' ? plain('null') : this.objectOf(value, depth, around);
      default:
        return plain(value.type);
    }
  }

  private objectOf(value: Runtime.RemoteObject, depth: number, around: readonly Runtime.RemoteObject[]): Shape {
    const name = value.className ?? 'Object';
    const length = Number(SIZE.exec(value.description ?? '')?.[1] ?? NaN);
    switch (value.subtype) {
      case 'proxy':
        return plain('proxy');
      case 'date':
        return plain(value.description === 'Invalid Date' ? 'InvalidDate' : 'Date');
      case 'typedarray':
        if (name === 'Buffer') return { kind: 'text', name: 'bytes', length };
        return {
          kind: 'list',
          name,
          items: length ? [plain(/^Float/.test(name) ? 'num' : /^Big/.test(name) ? 'bigint' : 'int')] : [],
          length,
        };
      case 'error':
      case 'regexp':
      case 'arraybuffer':
      case 'dataview':
      case 'weakmap':
      case 'weakset':
      case 'iterator':
      case 'generator':
        return plain(name);
      default:
    }
    if (around.some((outer) => outer.className === value.className && this.isSame(outer, value))) return plain('cycle');
    if (depth <= 0 || this.left <= 0) return this.closed(value, name, length);
    const inner = [...around, value];
    switch (value.subtype) {
      case 'array':
        return this.listOf(value, name === 'Array' ? undefined : name, length, depth, inner);
      case 'map':
      case 'set':
        return this.entriesOf(value, name, length, depth, inner);
      case 'promise':
        return this.promiseOf(value, name, depth, inner);
      default:
        return this.recordOf(value, name, depth, inner);
    }
  }

  /** A value whose content is not read. */
  private closed(value: Runtime.RemoteObject, name: string, length: number): Shape {
    if (value.subtype === 'array') return { kind: 'list', ...(name !== 'Array' && { name }), items: length ? [plain('…')] : [], length };
    if (value.subtype === 'map') return { kind: 'map', name, key: plain('…'), value: plain('…'), size: length };
    if (value.subtype === 'set') return { kind: 'list', name, items: length ? [plain('…')] : [], length };
    return plain(name === 'Object' ? '…' : name);
  }

  private listOf(
    value: Runtime.RemoteObject,
    name: string | undefined,
    length: number,
    depth: number,
    around: Runtime.RemoteObject[],
  ): Shape {
    let objectId = value.objectId;
    if (length > LONG_LIST) {
      const first = this.ask<Runtime.CallFunctionOnReturnType>('Runtime.callFunctionOn', {
        objectId,
        functionDeclaration: FIRST_ELEMENTS,
        arguments: [{ value: SHAPE_ELEMENTS }],
        throwOnSideEffect: true,
      });
      objectId = first?.exceptionDetails ? undefined : first?.result.objectId;
      if (objectId === undefined) return { kind: 'list', ...(name && { name }), items: [plain('…')], length };
    }
    const items: Shape[] = [];
    for (const each of this.properties(objectId)?.result ?? []) {
      if (items.length >= SHAPE_ELEMENTS) break;
      if (/^\d+$/.test(each.name)) items.push(each.value ? this.shapeOf(each.value, depth - 1, around) : plain('getter'));
    }
    return { kind: 'list', ...(name && { name }), items: alternatives(items), length };
  }

  private entriesOf(value: Runtime.RemoteObject, name: string, size: number, depth: number, around: Runtime.RemoteObject[]): Shape {
    const entries = this.properties(value.objectId)?.internalProperties?.find((each) => each.name === '[[Entries]]')?.value;
    const keys: Shape[] = [];
    const values: Shape[] = [];
    for (const each of this.properties(entries?.objectId)?.result ?? []) {
      if (values.length >= SHAPE_ELEMENTS) break;
      if (!/^\d+$/.test(each.name)) continue;
      for (const part of this.properties(each.value?.objectId)?.result ?? []) {
        if (part.value && part.name === 'key') keys.push(this.shapeOf(part.value, depth - 1, around));
        if (part.value && part.name === 'value') values.push(this.shapeOf(part.value, depth - 1, around));
      }
    }
    if (value.subtype === 'set') return { kind: 'list', name, items: alternatives(values), length: size };
    return { kind: 'map', name, key: mergeShapes(keys), value: mergeShapes(values), size };
  }

  private promiseOf(value: Runtime.RemoteObject, name: string, depth: number, around: Runtime.RemoteObject[]): Shape {
    const inner = this.properties(value.objectId)?.internalProperties ?? [];
    const state = inner.find((each) => each.name === '[[PromiseState]]')?.value?.value as string | undefined;
    const result = inner.find((each) => each.name === '[[PromiseResult]]')?.value;
    if (state !== 'fulfilled') return { kind: 'around', name, of: plain(state ?? '…') };
    return { kind: 'around', name, of: result ? this.shapeOf(result, depth - 1, around) : plain('undefined') };
  }

  private recordOf(value: Runtime.RemoteObject, name: string, depth: number, around: Runtime.RemoteObject[]): Shape {
    const properties = (this.properties(value.objectId)?.result ?? []).filter((each) => each.enumerable && !each.symbol);
    const entries = properties
      .slice(0, 2 * SHAPE_KEYS)
      .map((each): ShapeField => ({ name: each.name, shape: each.value ? this.shapeOf(each.value, depth - 1, around) : plain('getter') }));
    return objectShape(name, entries, properties.length);
  }

  /** Handles of one object differ: only the program can compare them. */
  private isSame(a: Runtime.RemoteObject, b: Runtime.RemoteObject): boolean {
    const answer = this.ask<Runtime.CallFunctionOnReturnType>('Runtime.callFunctionOn', {
      objectId: a.objectId,
      functionDeclaration: 'function (other) { return this === other }',
      arguments: [{ objectId: b.objectId }],
      throwOnSideEffect: true,
    });
    return answer?.result.value === true;
  }

  private properties(objectId: string | undefined): Runtime.GetPropertiesReturnType | undefined {
    if (objectId === undefined || this.left-- <= 0) return undefined;
    return this.session.properties(objectId);
  }

  private ask<T>(method: string, params: object): T | undefined {
    return this.left-- > 0 ? this.session.ask<T>(method, params) : undefined;
  }
}

function alternatives(items: readonly Shape[]): Shape[] {
  const merged = items.length ? mergeShapes(items) : undefined;
  return merged === undefined ? [] : merged.kind === 'union' ? merged.of : [merged];
}
