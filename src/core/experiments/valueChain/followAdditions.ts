import { isChain } from '../expressionText';
import type { SyntaxFile } from '../../syntax/syntax';
import type { LineRange } from '../../workspace/lineRange';
import { ELEMENT, intoLiteral, type MemberPath } from './memberPath';
import type { ValueWalk } from './valueWalk';

/** Methods that change the collection they are called on. */
export const CHANGES_LIST = /^(?:push|unshift|set|add|append|extend|insert|update|setdefault|put|assign)$/;

const MOST_ADDITIONS = 3;

interface Additions {
  /** The lines that may add to it. */
  range: LineRange;
  /** The collection, as written there: `rows`, `this.items`. */
  receiver: string;
  /** What is read of the collection later. */
  whole: MemberPath;
  into: number | undefined;
}

/** Values that are added to a list, map or set. */
export async function followAdditions(walk: ValueWalk, source: SyntaxFile, { range, receiver, whole, into }: Additions): Promise<void> {
  const additions = source.calls(range).filter((each) => each.receiver === receiver && CHANGES_LIST.test(each.name));
  const path = elementPath(whole);
  for (const call of additions.slice(0, MOST_ADDITIONS)) {
    const adder = { source, fn: source.enclosing(call.startLine) };
    const text = call.args.at(-1);
    const { startLine: line, column, endLine } = call;
    // What is built in the call can be read only in the collection, afterwards.
    const isBuilt = text !== undefined && !isChain(intoLiteral(text, path).text);
    const place = { line, column, endLine, expression: receiver, look: receiver };
    const after = isBuilt ? await walk.add(adder, { ...place, when: 'after', path: whole, into }) : undefined;
    await walk.passed({ ...adder, call, text, into: after ?? into, path });
  }
}

/** What is read of a value that was added, where this is read of the whole. */
function elementPath(path: MemberPath): MemberPath {
  const [step, ...rest] = path;
  return step === ELEMENT || /^(?:\d|["'])/.test(step ?? '') ? rest : [];
}
