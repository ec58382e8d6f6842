import { NONE, type FlatTree, type NodeId } from '../../syntax/flatTree';
import type { RawCall } from '../../syntax/languageRules';
import type { ParsedTree } from '../../syntax/openSyntax';
import { familyOf } from '../../workspace/languages';

/** Assertions of two values by their own name: `assertEquals`, `assert_eq`, `EXPECT_EQ`. Names are compared in lower case, without `_`. */
const PAIR =
  /^(?:assert|expect|check|require|debugassert)[a-z]{0,24}?(?:equals?|eq|same|is|in|contains?|contain(?:s)?string|include[sd]?|count|near|match|approx)$/;
/** Assertions of two values by the name of a method: `t.equal`, `Assert.AreEqual`. Imported ones have no receiver. */
const PAIR_OF_OBJECT =
  /^(?:(?:loose|not)?equals?|strictequal|deepequals?|deepstrictequal|strictsame|same(?:deep)?|is|like|include|contains|areequal|aresame|equalvalues|exactly|elementsmatch|len|jsoneq|eq)$/;
const IMPORTED = /^(?:equal|strictequal|deepequal|deepstrictequal)$/;
const OBJECT =
  /^(?:t|tap|test|chai|self|this|\$this|[\w.]{0,40}\b(?:assert|require)[\w.]{0,20}|require\(['"](?:node:)?assert(?:\/strict)?['"]\))$/i;
/** Matchers with the expected value as their only argument: `toBe`, `eq`, `isEqualTo`, `EqualTo`. */
const MATCHER =
  /^(?:to)?(?:be|equals?|strictequal|contain(?:s|equal|exactly|exactlyinanyorder)?|matchobject|havelength|haslength|lengthof|becloseto|closeto|match|eqs?|eqls?|isequalto|issameas|hassize|equalto|is|same|include[sd]?|have(?:count)?|throw)$|^must(?:equal|eql|be|include)$/;
const MATCHES = /expect|should|assert\.?that|verify|must|(?:^|[^\w])_\(/i;
/** Assertions of a condition. */
const TRUTH = /^(?:(?:debug)?assert|ok|asserttrue|istrue|true|truthy|expecttrue|check|require|that)$/;
const DENIED = /\bnot\b|[a-z]Not(?=[A-Z])|\bNot[A-Z]|_not\b|\bnot_|_NE\b|_ne\b|\bisn/;
const EQUAL = /^(?:===?|is|in|eq|equal\?)$/;
const UNEQUAL = /^(?:!==?|~=|<>)$/;
const GIVES_UP = /\b(?:throw|raise|panic|fail\w*|Fatal\w*|Errorf?|exit|abort|return (?:1|EXIT_FAILURE|false))\b/;
const BRANCH = /^(?:if|elif|else|unless|catch|except|rescue|switch|case|match|when|conditional|ternary|try)(?:_|$)/;
const FUNCTION_END = /^(?:body|program|module)$/;

/** Families whose assertions name the expected value second, where both could be it. */
const EXPECTED_SECOND = new Set(['javascript', 'python', 'cpp', 'rust']);

/** An assertion, and the expected value in it. */
export interface ExpectedValue {
  assertion: NodeId;
  expected: NodeId;
}

/** The assertions of a file whose expected value can be told, in the order of the text; those that only some runs reach are left out. */
export function expectedValues(parsed: ParsedTree): ExpectedValue[] {
  const { tree } = parsed;
  const found: ExpectedValue[] = [];
  for (let node = 0; node < tree.size; node++) {
    const expected = expectedIn(parsed, node);
    if (expected !== undefined && expected !== NONE && !isConditional(tree, node))
      found.push({ assertion: statementOf(tree, node), expected });
  }
  return found;
}

function expectedIn({ tree, grammar }: ParsedTree, node: NodeId): NodeId | undefined {
  const type = tree.type(node);
  if (/^assert_?statement$/.test(type)) return compared(tree, tree.children(node)[0] ?? NONE, EQUAL);
  if (/^if(?:_|$)/.test(type)) return givesUp(tree, node) ? compared(tree, conditionOf(tree, node), UNEQUAL) : undefined;
  const call = grammar.rules.calls.includes(type) ? grammar.rules.call(tree, node) : undefined;
  if (!call || call.args.length === 0) return undefined;
  return ofCall(tree, node, call, familyOf(grammar.language));
}

function ofCall(tree: FlatTree, node: NodeId, call: RawCall, family: string): NodeId | undefined {
  const name = call.name.replaceAll('_', '').toLowerCase();
  const args = call.args.map((arg) => unwrapped(tree, arg)).filter((arg) => !tree.type(arg).includes('comment'));
  const [first = NONE, second = NONE] = family === 'go' && tree.is(args[0] ?? NONE, 't') ? args.slice(1) : args;
  const lead = tree.text.slice(Math.max(tree.start(statementOf(tree, node)), tree.start(first) - 400), tree.start(first));
  if (DENIED.test(lead)) return undefined;
  const receiver = call.receiver === undefined ? '' : tree.content(call.receiver).slice(-80);
  if (family === 'rust' && PAIR.test(name)) return args.find((arg) => isToken(tree, arg));
  if (PAIR.test(name) || (PAIR_OF_OBJECT.test(name) && (receiver === '' ? IMPORTED.test(name) : OBJECT.test(receiver)))) {
    if (second === NONE) return undefined;
    const [a, b] = [isWritten(tree, first), isWritten(tree, second)];
    if (a !== b) return a ? first : second;
    return EXPECTED_SECOND.has(family) ? second : first;
  }
  if (MATCHER.test(name) && MATCHES.test(lead)) return first;
  if (!TRUTH.test(name) || !(receiver === '' || OBJECT.test(receiver))) return undefined;
  return family === 'rust' ? args.find((arg) => isToken(tree, arg)) : compared(tree, first, EQUAL);
}

/** The written side of a comparison, else its right one; undefined for other expressions. */
function compared(tree: FlatTree, outer: NodeId, operators: RegExp): NodeId | undefined {
  const node = unwrapped(tree, outer);
  const operands = tree.children(node).filter((child) => !tree.fieldName(child).startsWith('operator'));
  const [left, right] = operands;
  if (left === undefined || right === undefined || operands.length !== 2) return undefined;
  const operator = tree.text.slice(tree.end(left), tree.start(right)).trim();
  if (!operators.test(operator)) return undefined;
  // In `'a' in text` the first operand is what is expected.
  if (operator === 'in') return left;
  return isWritten(tree, left) && !isWritten(tree, right) ? left : right;
}

/** Brackets, and the nodes that some grammars put around an argument or a condition. */
function unwrapped(tree: FlatTree, node: NodeId): NodeId {
  let inner = node;
  while (/^(?:argument|value_argument|parenthesized_expression|condition_clause|expression_statement)$/.test(tree.type(inner))) {
    const child = tree.children(inner).at(-1);
    if (child === undefined) return inner;
    inner = child;
  }
  return inner;
}

function conditionOf(tree: FlatTree, node: NodeId): NodeId {
  return tree.field(node, 'condition');
}

/** Whether a branch says that the test failed. */
function givesUp(tree: FlatTree, node: NodeId): boolean {
  const condition = conditionOf(tree, node);
  if (condition === NONE) return false;
  const rest = `${tree.text.slice(tree.start(node), tree.start(condition))} ${tree.text.slice(tree.end(condition), tree.end(node))}`;
  return rest.length < 600 && GIVES_UP.test(rest);
}

/** A literal of a macro's tokens that is an argument, or the right side of a comparison. */
function isToken(tree: FlatTree, node: NodeId): boolean {
  if (!/literal/.test(tree.type(node))) return false;
  const before = tree.text.slice(Math.max(0, tree.start(node) - 20), tree.start(node)).trimEnd();
  return /(?:[,(]|==)$/.test(before) && /^\s*[,)]/.test(tree.text.slice(tree.end(node), tree.end(node) + 20));
}

/** A literal, a list or an object of them, or one made of them: nothing in it is computed. */
export function isWritten(tree: FlatTree, node: NodeId): boolean {
  if (node === NONE) return false;
  const text = tree.content(node).slice(0, 2000);
  const bare = text.replace(/"[^"\n]{0,400}"|'[^'\n]{0,400}'|`[^`$]{0,400}`/g, '0').replace(/\w{1,60}\s?(?::(?!:)|=>)/g, '');
  const names = bare.match(/[A-Za-z_$][\w$.]*!?/g) ?? [];
  return names.every((name) => KNOWN.test(name) || /^(?:\w+\.)*[A-Z]\w*(?:\.(?:of|valueOf))?$/.test(name));
}

const KNOWN =
  /^(?:true|false|null|None|True|False|nil|undefined|new|array|vec!|int|string|float64|listOf|mapOf|setOf|[fFlLuUdDmM]|[ui]\d{1,2}|e\d*|[bru]|approx|pytest\.approx)$/;

/** The statement around a node, or the whole body of a function without braces. */
function statementOf(tree: FlatTree, node: NodeId): NodeId {
  let at = node;
  while (tree.parent(at) !== NONE && tree.fieldName(at) !== 'body' && !isBlock(tree.type(tree.parent(at)))) at = tree.parent(at);
  return at;
}

function isBlock(type: string): boolean {
  return /^(?:program|module|source_file|translation_unit|compilation_unit|block|.{0,20}_block|body_statement|compound_statement|statement_list|statements)$/.test(
    type,
  );
}

/** Whether a branch or a caught error decides if the assertion runs. */
function isConditional(tree: FlatTree, node: NodeId): boolean {
  for (let at = tree.parent(node); at !== NONE; at = tree.parent(at)) {
    if (BRANCH.test(tree.type(at))) return true;
    if (/function|lambda|method|closure|do_block/.test(tree.type(at)) || FUNCTION_END.test(tree.type(at))) return false;
  }
  return false;
}
