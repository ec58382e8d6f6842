import type { Expr, Stmt } from '../../syntax/lower/ir';
import { nodesIn } from '../../syntax/lower/ir';
import type { CallNode, Ended, FnNode, LiteralNode, PathNode, StructNode } from './code/nodes';
import type { Type } from './modules';
import { variantOf } from './patterns';
import type { RustFrame, World } from './machine';

/** Methods whose result the code around them decides. */
const OPEN = /^(?:collect|parse|into|sum|product|default|try_into|unwrap_or_default|from_str)$/;
const PASSES = /^(?:unwrap|expect|unwrap_or|unwrap_or_default|unwrap_or_else|ok|map_err|ok_or|ok_or_else|clone)$/;

/** Whether the type of an expression is one that only its use says. */
function isOpenExpr(node: Expr): boolean {
  if (node.kind === 'same' && node.how === 'tried') return isOpenExpr(node.of);
  if (node.kind === 'literal') return node.of === 'number';
  if (node.kind !== 'call') return node.kind === 'opaque' && node.parts.some((each) => each.kind === 'switch' || each.kind === 'branch');
  if (node.callee.kind === 'name') return /(?:^|::)(?:new|default|from|with_capacity)$|^(?:Some|Ok)$/.test(node.callee.name);
  return node.callee.kind === 'member' && (OPEN.test(node.callee.name) || (PASSES.test(node.callee.name) && isOpenExpr(node.callee.of)));
}

/** The type of a local name without one, from where it is used: in a struct, as an argument, as the result. */
export function hintOf(w: World, name: string, value: Expr, frame: RustFrame): Type | undefined {
  const fn = frame.fn as FnNode | undefined;
  if (!fn || !isOpenExpr(value)) return undefined;
  const isIt = (node: Expr | undefined): boolean =>
    node !== undefined &&
    ((node.kind === 'name' && node.name === name) || (node.kind === 'same' && node.how === 'reference' && isIt(node.of)));
  const found = ofResult(fn.body, isIt, frame.result);
  if (found) return found;
  for (const node of nodesIn(fn.body)) {
    if (node.start < value.end) continue;
    const type = ofUse(w, node as Expr, isIt, frame);
    if (type) return type;
  }
  return undefined;
}

function ofUse(w: World, node: Expr, isIt: (node: Expr | undefined) => boolean, frame: RustFrame): Type | undefined {
  if (node.kind === 'same' && 'segments' in node && node.of.kind === 'map') {
    const entry = node.of.entries.find((each) => each.key && isIt(each.value));
    const made = entry && variantOf(w, (node as StructNode).segments, frame);
    if (!made) return undefined;
    return w.fieldType({ name: made.decl.name, args: [], decl: made.decl }, made.name, (entry.key as LiteralNode).value);
  }
  if (node.kind === 'call') {
    const place = node.args.findIndex(({ value }) => isIt(value));
    if (place < 0) return undefined;
    const { callee } = node as CallNode;
    if (callee.kind === 'name') return ofArgument(w, callee as PathNode, place, frame);
    return callee.kind === 'member' ? w.onlyParameter(callee.name, place) : undefined;
  }
  if (
    node.kind === 'assign' &&
    node.declares === undefined &&
    isIt(node.value) &&
    node.target.kind === 'member' &&
    node.target.of.kind === 'name' &&
    node.target.of.name === 'self'
  ) {
    const self = frame.scope.self;
    return self?.decl && w.fieldType(self, self.decl.name, node.target.name);
  }
  return undefined;
}

function ofArgument(w: World, callee: PathNode, place: number, frame: RustFrame): Type | undefined {
  const { segments } = callee;
  const made = variantOf(w, segments, frame);
  if (made)
    return made.decl.isBuiltIn ? undefined : w.fieldType({ name: made.decl.name, args: [], decl: made.decl }, made.name, String(place));
  const found = w.find(segments, frame.scope);
  if (found?.kind === 'fn')
    return (
      found.item.params[place] &&
      w.typeOf(found.item.params[place].ty, { module: found.module, generics: open(found.item.generics.keys()) })
    );
  if (segments.length < 2) return undefined;
  const self = w.typeOf({ name: segments.at(-2)!.name, path: segments.slice(0, -1).map((each) => each.name), args: [] }, frame.scope);
  const [method, more] = self ? w.methodsOf(self.decl ?? self.name, segments.at(-1)!.name) : [];
  const param = more ? undefined : method?.item.params[place];
  return (
    param &&
    w.typeOf(param.ty, {
      module: method!.module,
      generics: open([...method!.impl.generics.keys(), ...method!.item.generics.keys()]),
      self: method!.self,
      impl: method!.impl,
    })
  );
}

const open = (names: Iterable<string>): Map<string, undefined> => new Map([...names].map((name) => [name, undefined]));

/** Where the name itself, or `Ok(name)`, is the result. */
function ofResult(body: readonly Stmt[], isIt: (node: Expr | undefined) => boolean, result: Type | undefined): Type | undefined {
  const last = body.at(-1);
  if (!result || last?.kind !== 'do' || (last as Ended).isEnded) return undefined;
  const { value } = last;
  if (isIt(value)) return result;
  return value.kind === 'call' && value.callee.kind === 'name' && /^(?:Ok|Some)$/.test(value.callee.name) && isIt(value.args[0]?.value)
    ? result.args[0]
    : undefined;
}
