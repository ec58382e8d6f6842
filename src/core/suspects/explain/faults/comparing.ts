import { escapePattern } from '../../../escapePattern';
import type { Expr, Fn, Ir } from '../../../syntax/lower/ir';
import type { SyntaxFile } from '../../../syntax/syntax';
import { inserted, operand, replaced } from './edits';
import { fault, LIKE_C, SCRIPT, type Around, type Fault, type Hit } from './fault';
import {
  assignsOf,
  callName,
  isAskedForTruth,
  isFn,
  isGiven,
  isLiteral,
  isMethod,
  isName,
  isTruth,
  receiverOf,
  isSteady,
  sameCode,
  some,
  lastName,
} from './shapes';
import { typeIn } from './types';

const EQUALS = /^(?:===?|!==?)$/;
const BOXED = /^(?:Integer|Long|Double|Float|Short|Byte|Character|BigDecimal|BigInteger)$/;
/** What a wrong truth of a condition does to a result that is true or false. */
const turned = (wanted: string, got: string): boolean | undefined =>
  /^(?:true|false)$/i.test(wanted.trim()) ? /^(?:true|false)$/i.test(got.trim()) : undefined;

function byEquals(
  node: { start: number; end: number; operator: string },
  [left, right]: readonly [Expr, Expr],
  text: Around['text'],
): { start: number; end: number; text: string }[] {
  return [
    {
      start: node.start,
      end: node.end,
      text: `${node.operator === '!=' ? '!' : ''}java.util.Objects.equals(${text(left)}, ${text(right)})`,
    },
  ];
}

/** `a == b || a.equals(b)`: identity only saves the second question. */
const isShortcut = ({ path, text }: Around): boolean =>
  path.slice(-3).some((node) => (node.kind === 'choice' || node.kind === 'operate') && /[.](?:equals|compareTo)\(/.test(text(node)));

export const comparing: readonly Fault[] = [
  fault({
    id: 'boxed-identity',
    languages: ['java', 'csharp'],
    source: 'Error Prone BoxedPrimitiveEquality, NumericEquality; SpotBugs RC_REF_COMPARISON; Sonar S4973',
    on: 'operate',
    find(node, around) {
      const [left, right] = node.operands;
      if (!/^[!=]=$/.test(node.operator) || !left || !right) return undefined;
      const types = [left, right].map((each) => typeIn(each, around));
      if (around.file.language === 'csharp') {
        const other = types[0] === 'object' ? right : left;
        const isObject = types.includes('object') && types.every((type) => /^(?:object|string|int)$/.test(type ?? ''));
        return isObject && !isLiteral(other, 'nothing')
          ? {
              at: node,
              by: 'object',
              fix: [
                {
                  start: node.start,
                  end: node.end,
                  text: `${node.operator === '!=' ? '!' : ''}Equals(${around.text(left)}, ${around.text(right)})`,
                },
              ],
            }
          : undefined;
      }
      return types.every((type) => type !== undefined && BOXED.test(type)) && !isShortcut(around)
        ? { at: node, by: types[0], fix: byEquals(node, [left, right], around.text) }
        : undefined;
    },
  }),
  fault({
    id: 'text-identity',
    languages: ['java', 'cpp'],
    source: 'Error Prone ReferenceEquality; SpotBugs ES_COMPARING_STRINGS_WITH_EQ; Sonar S4973',
    on: 'operate',
    find(node, around) {
      const [left, right] = node.operands;
      if (!/^[!=]=$/.test(node.operator) || !left || !right) return undefined;
      if (around.file.language === 'cpp') {
        const isPointer = (each: Expr): boolean =>
          isLiteral(each, 'text')
            ? around.text(each).startsWith('"')
            : /^(?:const )?char\s*(?:const\s*)?(?:\*|\[)/.test(typeIn(each, around) ?? '');
        const same = `std::strcmp(${around.text(left)}, ${around.text(right)}) ${node.operator} 0`;
        return [left, right].every(isPointer) && !isLiteral(left, 'text')
          ? { at: node, fix: [{ start: node.start, end: node.end, text: same }] }
          : undefined;
      }
      const isText = (each: Expr): boolean =>
        isLiteral(each, 'text') ? !around.text(each).startsWith("'") : typeIn(each, around) === 'String';
      // A constant that stands for "none" is asked for by identity.
      if ([left, right].some((each) => /^(?:\w+\.)*[A-Z][A-Z\d_]+$/.test(around.text(each)))) return undefined;
      return isText(left) && isText(right) && !isShortcut(around)
        ? { at: node, fix: byEquals(node, [left, right], around.text) }
        : undefined;
    },
  }),
  fault({
    id: 'identity-of-literal',
    languages: ['python'],
    source: 'Ruff F632; Pylint literal-comparison',
    on: 'operate',
    find(node, { text }) {
      const [left, right] = node.operands;
      const isValue = (each: Expr | undefined): boolean =>
        isLiteral(each, 'text', 'number') || each?.kind === 'list' || each?.kind === 'map';
      if (!/^is(?: not)?$/.test(node.operator) || !left || !right || (!isValue(left) && !isValue(right))) return undefined;
      return {
        at: node,
        fix: [{ start: node.start, end: node.end, text: `${text(left)} ${node.operator === 'is' ? '==' : '!='} ${text(right)}` }],
      };
    },
  }),
  fault({
    id: 'compared-with-nan',
    languages: [...SCRIPT, 'python', 'java', 'csharp', 'kotlin', 'go'],
    source: 'ESLint use-isnan; Ruff PLW0177; Sonar S2688; Staticcheck SA4012',
    on: 'operate',
    find(node, { text, file }) {
      if (!EQUALS.test(node.operator)) return undefined;
      const nan = node.operands.find((each) =>
        /^(?:NaN|Number\.NaN|math\.nan|float\((['"])nan\1\)|Double\.NaN|double\.NaN|Float\.NaN|math\.NaN\(\)|np\.nan)$/.test(text(each)),
      );
      const other = node.operands.find((each) => each !== nan);
      if (!nan || !other) return undefined;
      const call = (SCRIPT as readonly string[]).includes(file.language)
        ? `Number.isNaN(${text(other)})`
        : file.language === 'python'
          ? `math.isnan(${text(other)})`
          : file.language === 'java'
            ? `Double.isNaN(${text(other)})`
            : undefined;
      return {
        at: node,
        by: text(nan),
        ...(call && { fix: [{ start: node.start, end: node.end, text: node.operator.startsWith('!') ? `!${call}` : call }] }),
      };
    },
  }),
  fault({
    id: 'compared-with-new',
    languages: SCRIPT,
    source: 'ESLint no-constant-binary-expression',
    on: 'operate',
    find(node, { text }) {
      const made = EQUALS.test(node.operator) ? node.operands.find((each) => each.kind === 'list' || each.kind === 'map') : undefined;
      const other = node.operands.find((each) => each !== made);
      if (!made || !other || other.kind === 'list') return undefined;
      const isEmpty = made.kind === 'list' ? made.elements.length === 0 : made.kind === 'map' && made.entries.length === 0;
      const count = made.kind === 'list' ? `${text(other)}.length` : `Object.keys(${text(other)}).length`;
      return {
        at: node,
        by: text(made),
        ...(isEmpty && {
          fix: [{ start: node.start, end: node.end, text: `${count} ${node.operator.startsWith('!') ? '!==' : '==='} 0` }],
        }),
      };
    },
  }),
  fault({
    id: 'assigned-in-condition',
    languages: [...SCRIPT, 'php', 'cpp', 'ruby'],
    source: 'ESLint no-cond-assign; RuboCop Lint/AssignmentInCondition; -Wparentheses; Sonar S1121',
    on: 'assign',
    find(assign, around) {
      const { value } = assign;
      if (
        assign.operator !== '=' ||
        assign.declares !== undefined ||
        !value ||
        (!isLiteral(value) && value.kind !== 'name' && value.kind !== 'member')
      )
        return undefined;
      const { parent } = around;
      if ((parent?.kind !== 'branch' && parent?.kind !== 'loop') || parent.condition !== assign) return undefined;
      const equals = (SCRIPT as readonly string[]).includes(around.file.language) || around.file.language === 'php' ? '===' : '==';
      return { at: assign, by: around.text(assign.target), fix: [{ start: assign.target.end, end: value.start, text: ` ${equals} ` }] };
    },
  }),
  fault({
    id: 'always-true-or',
    languages: [...SCRIPT, 'python', 'php', 'ruby'],
    source: 'Ruff SIM222, PLR1714; ESLint no-constant-condition; Pylint R1714; RuboCop Lint/LiteralAsCondition',
    on: 'choice',
    find(node, around) {
      const [first, second] = node.options;
      if (!/^(?:\|\||or)$/.test(node.operator) || !first || !second || !isAskedForTruth(node, around)) return undefined;
      if (!isLiteral(second, 'text', 'number') || /^(?:|0)$/.test(second.value)) return undefined;
      const compared = first.kind === 'choice' ? first.options.at(-1)! : first;
      if (compared.kind !== 'operate' || !/^={2,3}$/.test(compared.operator) || !compared.operands[0]) return undefined;
      return {
        at: node,
        by: around.text(second),
        fix: [{ start: second.start, end: second.start, text: `${around.text(compared.operands[0])} ${compared.operator} ` }],
      };
    },
    fits: turned,
  }),
  fault({
    id: 'negates-one-side',
    languages: SCRIPT,
    source: 'ESLint no-unsafe-negation',
    on: 'operate',
    find(node, { text }) {
      const [left, right] = node.operands;
      if (
        !/^(?:in|instanceof)$/.test(node.operator) ||
        left?.kind !== 'operate' ||
        left.operator !== '!' ||
        !right ||
        text(left).startsWith('(')
      )
        return undefined;
      if (/\)\s*(?:in|instanceof)\b/.test(text(node)) && !text(left).endsWith(')')) return undefined;
      return {
        at: node,
        by: text(left),
        fix: [{ start: node.start, end: node.end, text: `!(${text(left.operands[0]!)} ${node.operator} ${text(right)})` }],
      };
    },
  }),
  fault({
    id: 'equals-without-hash',
    languages: ['java', 'csharp', 'kotlin', 'ruby'],
    source: 'Error Prone EqualsHashCode; SpotBugs HE_EQUALS_NO_HASHCODE; CS0659; detekt EqualsWithHashCodeExist; Sonar S1206',
    on: 'class',
    find(cls, { file }) {
      const methods = cls.members.filter(isFn);
      const equals = methods.find(
        ({ name, params }) => params.length === 1 && (file.language === 'ruby' ? name === 'eql?' : name === 'equals' || name === 'Equals'),
      );
      if (!equals || methods.some(({ name }) => /^(?:hashCode|GetHashCode|hash)$/.test(name))) return undefined;
      return {
        at: equals,
        of: { start: equals.start, end: equals.start + file.text.slice(equals.start, equals.end).search(/[{=\n]|$/) },
        by: cls.name,
        other: file.language === 'csharp' ? 'GetHashCode' : file.language === 'ruby' ? 'hash' : 'hashCode',
        fix: hashOf(equals, cls.members, file),
      };
    },
  }),
  fault({
    id: 'position-as-truth',
    languages: [...SCRIPT, 'php', 'python'],
    source: 'PHPStan; Psalm; Sonar S2692; PHP manual, strpos',
    on: 'call',
    find(call, around) {
      const name = callName(call);
      const isPosition =
        around.file.language === 'php'
          ? /^(?:strr?i?pos|stripos|array_search|preg_match_all|mb_strpos)$/.test(name) &&
            receiverOf(call) === undefined &&
            name !== 'preg_match_all'
          : around.file.language === 'python'
            ? /^r?find$/.test(name) && receiverOf(call) !== undefined && isLiteral(call.args[0]?.value, 'text')
            : /^(?:indexOf|lastIndexOf|findIndex|findLastIndex|search)$/.test(name) && receiverOf(call) !== undefined;
      if (!isPosition) return undefined;
      const { parent, text } = around;
      const asked = isTruth(call, around) ? call : laterAsked(around);
      if (!asked) return undefined;
      const above = asked === call ? parent : undefined;
      const isNot = above?.kind === 'operate' && above.operands.length === 1;
      const isCast = above?.kind === 'same' || (above?.kind === 'call' && /^(?:bool|Boolean|boolval)$/.test(callName(above)));
      const span = (isNot || isCast) && above ? above : asked;
      const none = around.file.language === 'php' ? 'false' : '-1';
      const operator = around.file.language === 'python' ? (isNot ? '==' : '!=') : isNot ? '===' : '!==';
      return {
        at: call,
        by: none,
        fix: [{ start: span.start, end: span.end, text: `${text(asked)} ${operator} ${none}` }],
      };
    },
    fits: (wanted, got) => turned(wanted, got),
  }),
  fault({
    id: 'loose-equality',
    languages: [...SCRIPT, 'php'],
    source: 'ESLint eqeqeq; phpstan-strict-rules; Sonar S1440',
    on: 'operate',
    find(node, { text }) {
      if (!/^[!=]=$/.test(node.operator)) return undefined;
      const literal = node.operands.find(
        (each) =>
          isLiteral(each) &&
          (each.of === 'truth' || (each.of === 'number' && each.value === '0') || (each.of === 'text' && /^(?:|0)$/.test(each.value))),
      );
      const other = node.operands.find((each) => each !== literal);
      if (
        !literal ||
        !other ||
        isLiteral(other) ||
        (other.kind === 'operate' && /^(?:typeof|%)$/.test(other.operator)) ||
        (other.kind === 'call' && /^(?:count|strlen|sizeof|preg_match|strcmp|indexOf)$/.test(callName(other)))
      )
        return undefined;
      if (other.kind === 'member' && /^(?:length|size)$/.test(other.name)) return undefined;
      const at = node.operands[0]!.end + text({ start: node.operands[0]!.end, end: node.operands[1]!.start }).indexOf(node.operator);
      return { at: node, by: text(literal), other: node.operator, fix: [{ start: at, end: at + 2, text: `${node.operator}=` }] };
    },
    fits: turned,
  }),
  fault({
    id: 'fraction-equality',
    languages: [...SCRIPT, 'python', 'java', 'csharp', 'go', 'rust', 'cpp', 'ruby', 'php', 'kotlin'],
    source: 'Sonar S1244; Clippy float_cmp; RuboCop Lint/FloatComparison; Ruff RUF069; detekt',
    on: 'operate',
    find(node, around) {
      const { text } = around;
      if (!EQUALS.test(node.operator) || node.operands.length !== 2) return undefined;
      const isFraction = (each: Expr): boolean =>
        isLiteral(each, 'number') && /^\d*\.\d*[1-9]/.test(each.value) && !/\.(?:5|25|75|125)0*\D?$/.test(each.value);
      const sum = node.operands.find((each) => each.kind === 'operate' && /^[-+*/]$/.test(each.operator));
      const isSeen = node.operands.some((each) => isFraction(each) || (each.kind === 'operate' && each.operands.some(isFraction)));
      if (!isSeen && !(sum && around.fn && isGiven(around.fn.name, around.files, isFraction))) return undefined;
      return sum || node.operands.some(isFraction)
        ? { at: node, by: text(node.operands.find((each) => isFraction(each)) ?? sum!), fix: nearlyEqual(node, around) }
        : undefined;
    },
    fits: turned,
  }),
  fault({
    id: 'uncalled-method',
    languages: ['python', ...SCRIPT],
    source: 'Pylint using-constant-test, comparison-with-callable; typescript-eslint no-unnecessary-condition; TS2774',
    on: 'member',
    find(node, around) {
      const asked = isAskedForTruth(node, around);
      const compared =
        around.parent?.kind === 'operate' &&
        /^(?:={2,3}|!={1,2}|[<>]=?)$/.test(around.parent.operator) &&
        around.parent.operands.some((each) => isLiteral(each, 'number', 'text', 'truth'));
      if (!asked && !compared) return undefined;
      const found = around.named(node.name);
      if (
        !found ||
        found.fn.words.some((word) => /^(?:get|set|static)$/.test(word)) ||
        found.fn.params.filter(({ name, fallback, rest }) => !/^(?:self|cls)$/.test(name) && !fallback && !rest).length > 0
      )
        return undefined;
      const before = found.file.text.slice(Math.max(0, found.fn.start - 300), found.fn.start);
      if (/@[\w.]+(?:\([^)\n]{0,100}\))?\s{0,40}$/.test(before) || !isMethod(found.file.code, found.fn)) return undefined;
      if (
        around.file.classes.length > 0 &&
        some(around.file.code, (each) => each.kind === 'assign' && each.target.kind === 'member' && each.target.name === node.name)
      )
        return undefined;
      return { at: node, by: node.name, also: { file: found.file, at: found.fn }, fix: [{ start: node.end, end: node.end, text: '()' }] };
    },
    fits: turned,
  }),
  fault({
    id: 'compared-with-itself',
    languages: [...LIKE_C, 'python', 'go', 'ruby', 'rust', 'kotlin'],
    source: 'ESLint no-self-compare; Ruff PLR0124; Staticcheck SA4000; Clippy eq_op; Sonar S1764',
    on: 'operate',
    find(node, { text }) {
      const [left, right] = node.operands;
      if (
        !/^(?:[!=]==?|[<>]=?|&&|and|-)$/.test(node.operator) ||
        !left ||
        !right ||
        node.operands.length !== 2 ||
        left.kind === 'literal' ||
        left.kind === 'call'
      )
        return undefined;
      if (!isSteady(left) || !sameCode(text(left), text(right))) return undefined;
      // Only NaN differs from itself: `x !== x` and `+x === +x` ask for it.
      const asksForNaN =
        /^[!=]==?$/.test(node.operator) && (left.kind === 'name' || (left.kind === 'operate' && left.operands.length === 1));
      return asksForNaN ? undefined : { at: node, by: text(left) };
    },
  }),
  fault({
    id: 'assigned-to-itself',
    languages: [...LIKE_C, 'python', 'go', 'ruby', 'rust'],
    source: 'ESLint no-self-assign; Error Prone SelfAssignment; Ruff PLW0127; Staticcheck SA4018; Sonar S1656',
    on: 'assign',
    find(assign, { text, fn, file }) {
      const { target, value } = assign;
      if (
        assign.operator !== '=' ||
        assign.declares !== undefined ||
        !value ||
        (target.kind !== 'name' && target.kind !== 'member') ||
        !sameCode(text(target), text(value))
      )
        return undefined;
      if (some([target], (each) => each.kind === 'call' || each.kind === 'index')) return undefined;
      const ofField =
        target.kind === 'name' &&
        fn?.params.some(({ name }) => name === target.name) === true &&
        /^(?:java|csharp|cpp)$/.test(file.language);
      return {
        at: assign,
        by: text(target),
        ...(ofField && { fix: [{ start: target.start, end: target.start, text: file.language === 'cpp' ? 'this->' : 'this.' }] }),
      };
    },
  }),
  fault({
    id: 'comparator-of-truth',
    languages: [...SCRIPT, 'php'],
    source: 'Sonar S3758; PHP manual, usort; unicorn',
    on: 'call',
    find(call, { text, file }) {
      const php = file.language === 'php';
      const given = call.args[php ? 1 : 0]?.value;
      if (!(php ? /^u[ak]?sort$|^usort$/ : /^(?:sort|toSorted)$/).test(callName(call)) || given?.kind !== 'fn') return undefined;
      const [only] = given.body;
      const value = only?.kind === 'return' || only?.kind === 'do' ? only.value : undefined;
      if (given.body.length !== 1 || value?.kind !== 'operate' || !/^[<>]=?$/.test(value.operator) || value.operands.length !== 2)
        return undefined;
      const [left, right] = value.operands as readonly [Expr, Expr];
      const up = value.operator.startsWith('>');
      const made = php
        ? `${text(up ? left : right)} <=> ${text(up ? right : left)}`
        : up
          ? `${text(left)} > ${text(right)} ? 1 : -1`
          : `${text(left)} < ${text(right)} ? 1 : -1`;
      return { at: value, by: text(value), fix: [{ start: value.start, end: value.end, text: made }] };
    },
  }),
];

/** Where a position is asked for its truth that was given a name. */
function laterAsked({ parent, fn }: Around): Expr | undefined {
  if (!fn || parent?.kind !== 'assign' || !isName(parent.target) || parent.operator !== '=') return undefined;
  const { name } = parent.target;
  if (assignsOf(name, fn.body).length !== 1) return undefined;
  const branch = some(
    fn.body,
    (node) => node.start > parent.end && (node.kind === 'branch' || node.kind === 'choice') && isName(node.condition, name),
    isFn,
  );
  return branch?.kind === 'branch' || branch?.kind === 'choice' ? branch.condition : undefined;
}

/** The method that goes with `equals`, of the fields that it compares. */
function hashOf(equals: Fn, members: readonly Ir[], { language, text }: SyntaxFile): Hit['fix'] {
  const written = text.slice(equals.start, equals.end);
  const fields = members.flatMap((node) => (node.kind === 'assign' && node.declares === 'field' ? [lastName(node.target)] : []));
  const compared = fields.filter((name) => new RegExp(`\\.\\s*${escapePattern(name)}\\b(?!\\s*\\()`).test(written));
  if (compared.length === 0 || compared.length > 8) return undefined;
  const list = compared.join(', ');
  const method = {
    java: `@Override\n  public int hashCode() {\n    return java.util.Objects.hash(${list});\n  }`,
    csharp: `public override int GetHashCode() => System.HashCode.Combine(${list});`,
    kotlin: `override fun hashCode() = java.util.Objects.hash(${list})`,
  }[language as string];
  return method === undefined ? undefined : inserted(equals.end, `\n\n  ${method}`);
}

const NEARLY = '1e-9';

/** Two fractions compared by how far they are apart. */
function nearlyEqual({ start, end, operator, operands }: Extract<Expr, { kind: 'operate' }>, { file, text }: Around): Hit['fix'] {
  const [left, right] = operands.map((each) => operand(each, text));
  const apart = `${left} - ${right}`;
  const distance = /^(?:javascript|typescript|tsx|java)$/.test(file.language)
    ? `Math.abs(${apart})`
    : {
        python: `abs(${apart})`,
        php: `abs(${apart})`,
        csharp: `System.Math.Abs(${apart})`,
        kotlin: `kotlin.math.abs(${apart})`,
        ruby: `(${apart}).abs`,
        rust: `(${apart}).abs()`,
      }[file.language as string];
  return distance === undefined ? undefined : replaced({ start, end }, `${distance} ${operator.startsWith('!') ? '>=' : '<'} ${NEARLY}`);
}
