import type { Runtime } from 'node:inspector';
import type { ValueText } from '../../../core/experiments/asserted/assertedValue';
import type { DebuggerSession } from './debuggerSession';

const LONGEST = 20_000;
const MOST_PARTS = 200;
const DEEPEST = 6;

/** The text of a value in the debugger, as `valueText` gives it within the program: getters are not called, proxies not trapped. */
export class RemoteText {
  private left = MOST_PARTS;

  constructor(private readonly session: DebuggerSession) {}

  /**
   * @param structures whether lists and objects are read
   * @returns undefined for a value that is too large or of another kind
   */
  textOf(value: Runtime.RemoteObject, structures: boolean): ValueText | undefined {
    const settled = this.settled(value);
    if (settled.type === 'string') {
      const text = String(settled.value);
      return text.length > LONGEST ? undefined : { kind: 'text', text };
    }
    const plain = plainText(settled);
    if (plain !== undefined) return { kind: 'plain', text: plain };
    const text = structures ? this.structure(settled, 0) : undefined;
    return text === undefined ? undefined : { kind: 'structure', text };
  }

  /** What a promise resolved to. */
  private settled(value: Runtime.RemoteObject): Runtime.RemoteObject {
    if (value.subtype !== 'promise' || value.objectId === undefined) return value;
    const inner = this.session.properties(value.objectId)?.internalProperties ?? [];
    const isFulfilled = inner.some((each) => each.name === '[[PromiseState]]' && each.value?.value === 'fulfilled');
    return (isFulfilled && inner.find((each) => each.name === '[[PromiseResult]]')?.value) || value;
  }

  private structure(value: Runtime.RemoteObject, depth: number): string | undefined {
    if (--this.left < 0 || depth > DEEPEST) return undefined;
    if (value.type === 'string') return `'${String(value.value)}'`;
    if (value.type === 'function') return '[Function]';
    const plain = plainText(value);
    if (plain !== undefined) return plain;
    const isList = value.subtype === 'array';
    if (value.type !== 'object' || (value.subtype !== undefined && !isList) || value.objectId === undefined) return undefined;
    const parts: string[] = [];
    for (const { name, value: inner, enumerable, symbol } of this.session.properties(value.objectId)?.result ?? []) {
      if (!enumerable || symbol) continue;
      const part = inner && this.structure(inner, depth + 1);
      if (part === undefined) return undefined;
      parts.push(isList ? part : `${name}: ${part}`);
    }
    return isList ? `[${parts.join(', ')}]` : `{${parts.join(', ')}}`;
  }
}

function plainText({ type, subtype, value, unserializableValue }: Runtime.RemoteObject): string | undefined {
  if (type === 'undefined') return type;
  if (subtype === 'null') return subtype;
  return type === 'number' || type === 'boolean' || type === 'bigint' ? String(unserializableValue ?? value) : undefined;
}
