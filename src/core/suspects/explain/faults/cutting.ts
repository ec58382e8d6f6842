import { nodesIn, type Expr } from '../../../syntax/lower/ir';
import { replaced } from './edits';
import { fault, SCRIPT, type Around, type Fault, type Hit } from './fault';
import { callName, isLiteral, lastName, receiverOf, wordsOf } from './shapes';

const ALL = ['javascript', 'typescript', 'tsx', 'java', 'csharp', 'cpp', 'php', 'python', 'go', 'ruby', 'rust', 'kotlin'] as const;

/** A sum as the terms that it has, by their text, and the number among them. */
interface Sum {
  terms: string[];
  number: number;
}

function sumOf(node: Expr, text: Around['text']): Sum | undefined {
  if (isLiteral(node, 'number')) return /^\d+$/.test(node.value) ? { terms: [], number: Number(node.value) } : undefined;
  if (node.kind === 'same' && node.how === 'cast') return sumOf(node.of, text);
  if (node.kind === 'operate' && /^[-+]$/.test(node.operator) && node.operands.length === 2) {
    const [left, right] = node.operands.map((each) => sumOf(each, text));
    if (!left || !right || (node.operator === '-' && right.terms.length > 0)) return undefined;
    return { terms: [...left.terms, ...right.terms], number: left.number + (node.operator === '-' ? -right.number : right.number) };
  }
  return /^(?:name|member)$/.test(node.kind) ? { terms: [text(node)], number: 0 } : undefined;
}

/** The beginning and the end of a part that is cut out, the end exclusive. */
function cutOf(node: Expr, language: string): readonly [Expr, Expr] | undefined {
  if (node.kind === 'index') {
    const [only] = node.keys;
    const [first, second] = node.keys.length === 1 && only?.kind === 'opaque' ? (only.parts as readonly Expr[]) : node.keys;
    if (language === 'csharp') return only?.kind === 'opaque' && first && second ? [first, second] : undefined;
    const range = second === undefined && first?.kind === 'operate' && /^\.\.\.?<?$|^\.\.<$/.test(first.operator) ? first : undefined;
    if (range) {
      const isOpen = language === 'ruby' ? range.operator === '...' : range.operator === '..' || range.operator === '..<';
      return isOpen && range.operands.length === 2 ? [range.operands[0]!, range.operands[1]!] : undefined;
    }
    return node.slice && first && second ? [first, second] : undefined;
  }
  if (node.kind !== 'call') return undefined;
  const args = node.args.map(({ value }) => value);
  if (/^(?:slice|subarray|substring|subSequence|subList|sublist)$/.test(callName(node)) && receiverOf(node) && args.length === 2)
    return (SCRIPT as readonly string[]).includes(language) || /^(?:java|kotlin)$/.test(language) ? [args[0]!, args[1]!] : undefined;
  return callName(node) === 'copyOfRange' && args.length === 3 ? [args[1]!, args[2]!] : undefined;
}

/** Alternatives of the outermost group that is nothing but alternatives, or of the pattern; none where something follows that decides. */
function alternativesIn(pattern: string): string[][] {
  const groups: string[][] = [];
  const open: { parts: string[]; from: number }[] = [{ parts: [], from: 0 }];
  for (let at = 0; at < pattern.length; at += 1) {
    const sign = pattern[at]!;
    if (sign === '\\') at += 1;
    else if (sign === '[') {
      const end = /^\[\^?\]?(?:\\.|[^\]\\])*\]/.exec(pattern.slice(at))?.[0].length ?? 1;
      at += end - 1;
    } else if (sign === '(') {
      const skip = /^\((?:\?(?:[:=!>]|<[=!]|P?<\w+>))?/.exec(pattern.slice(at))![0].length;
      open.push({ parts: [], from: at + skip });
      at += skip - 1;
    } else if (sign === '|') {
      const top = open.at(-1)!;
      top.parts.push(pattern.slice(top.from, at));
      top.from = at + 1;
    } else if (sign === ')' && open.length > 1) {
      const top = open.pop()!;
      const rest = pattern.slice(at + 1);
      // A word's end, an anchor or anything else behind the group lets a longer alternative win.
      if (top.parts.length > 0 && /^\)*(?:\|[^]*)?$/.test(rest)) groups.push([...top.parts, pattern.slice(top.from, at)]);
    }
  }
  const top = open[0]!;
  if (top.parts.length > 0) groups.push([...top.parts, pattern.slice(top.from)]);
  return groups;
}

/** A pattern without its slashes. */
const unquoted = (pattern: string): string => (/^\/[^]*\/[a-z]*$/.test(pattern) ? pattern.replace(/^\/|\/[a-z]*$/g, '') : pattern);

/** An alternative without the group that is all of it, and without the blanks before it. */
function withoutGroup(part: string): string {
  const whole = part.replace(/^\\s\*/, '');
  const inner = /^\((?:\?(?::|P?<\w+>))?([^]*)\)$/.exec(whole)?.[1];
  return inner !== undefined && alternativesIn(`(${inner})`).length <= 1 && !/^\)/.test(inner) ? inner : whole;
}

/** Calls that take a text apart piece by piece. */
const TAKES_APART =
  /^(?:matchAll|exec|match|findall|finditer|scan|scanner|preg_match_all|compile|FindAllString|MustCompile|Matches|new|Regex)$/;

/** Whether a pattern is used to take a text apart into many pieces. */
function isOfTokens(node: Expr, written: string, { path, file, text }: Around): boolean {
  const whole = text(node);
  if ((SCRIPT as readonly string[]).includes(file.language)) return /[gy]/.test(whole.slice(whole.lastIndexOf('/')));
  const call = path.findLast((each) => each.kind === 'call');
  if (call && /^(?:findall|finditer|scan|scanner|preg_match_all|Matches)$/.test(callName(call))) return true;
  const isMade = call === undefined || TAKES_APART.test(callName(call)) || isLiteral(node, 'pattern');
  return (
    isMade &&
    written.length > 0 &&
    /\b(?:findall|finditer|scan\w*|StringScanner|preg_match_all|FindAll\w*|find\(\)|Matches|lookingAt|\.match\(|find_iter|captures_iter)\b/.test(
      file.text,
    )
  );
}

const ROWS = /^(?:height|rows|h|nrows|numrows|rowcount|lines)$/;
const COLUMNS = /^(?:width|cols|columns|w|ncols|numcols|colcount|columncount)$/;
const DOWN = /^(?:y|row|r|line|ny|dy|yy|j)$/;
const ACROSS = /^(?:x|col|column|c|nx|dx|xx)$/;

/** The last word of a name, or all of it without the signs between. */
function side(node: Expr | undefined): string {
  const name = lastName(node);
  const joined = name.replace(/[^A-Za-z]/g, '').toLowerCase();
  return ROWS.test(joined) || COLUMNS.test(joined) || DOWN.test(joined) || ACROSS.test(joined) ? joined : (wordsOf(name).at(-1) ?? '');
}

/** Where a text or a list is cut, and which place of a grid is meant. */
export const cutting: readonly Fault[] = [
  fault({
    id: 'cut-of-other-length',
    languages: ALL,
    source: 'CWE-193; CWE-805; PVS-Studio V512',
    on: ['index', 'call'],
    find(node, around): Hit | undefined {
      const { file, text } = around;
      const cut = cutOf(node, file.language);
      const [begin, end] = cut?.map((each) => sumOf(each, text)) ?? [];
      if (!cut || !begin || !end || begin.terms.length === 0 || begin.number === end.number) return undefined;
      const rest = [...end.terms];
      for (const term of begin.terms) {
        const at = rest.indexOf(term);
        if (at < 0) return undefined;
        rest.splice(at, 1);
      }
      // What is left is how long the part is meant to be.
      const [length] = rest;
      const off = end.number - begin.number;
      if (length === undefined || rest.length > 1 || Math.abs(off) !== 1 || begin.number === 0) return undefined;
      if (!/(?:size|len|length|count|width|n|bytes|total|num)$/i.test(length)) return undefined;
      const number = [...nodesIn([cut[1]])].find((each) => isLiteral(each, 'number'));
      const fixed = String(begin.number);
      return {
        at: node,
        by: off < 0 ? '-1' : '+1',
        other: length,
        ...(number && end.number !== 0 && { fix: replaced(number, fixed) }),
      };
    },
    fails: (error) =>
      /buffer of|too short|unpack|truncated|not enough|end of (?:file|input|stream)|EOF|out of (?:range|bounds)|RangeError|IndexError|BufferUnderflow|expected \d+|invalid|range end|length|incomplete|bounds|parse|not a number/i.test(
        error,
      ) || undefined,
  }),
  fault({
    id: 'sign-in-number',
    languages: ALL,
    source: 'ECMAScript grammar, numeric literals; Crafting Interpreters, 4.6; CWE-185',
    on: 'literal',
    find(node, around): Hit | undefined {
      if (!/^(?:pattern|text)$/.test(node.of) || node.parts || !/\\d|\[0-9\]/.test(node.value)) return undefined;
      const sign = /\[?[-+]{1,2}\]?\?(?=(?:\(\?:)?(?:\\d|\[0-9))/.exec(node.value)?.[0];
      if (sign === undefined || !sign.includes('-')) return undefined;
      const others = alternativesIn(unquoted(node.value)).find((parts) => parts.some((each) => each.includes(sign)));
      const isOperator = (part: string): boolean => {
        const inner = withoutGroup(part).replace(/\\(?!d|w|s)/g, '');
        return !part.includes(sign) && /^\[[^\]a-z]*\]$/i.test(inner) && inner.includes('-') && /[*/+(]/.test(inner);
      };
      const isHandled = /\b(?:unary|lookbehind|prefix|expectOperand|allowSign)\b/i.test(around.text(around.fn ?? node));
      if (!others?.some(isOperator) || node.value.includes('(?<') || isHandled || !isOfTokens(node, node.value, around)) return undefined;
      const at = node.start + around.text(node).indexOf(sign);
      return {
        at: node,
        by: sign,
        ...(around.text(node).split(sign).length === 2 && { fix: [{ start: at, end: at + sign.length, text: '' }] }),
      };
    },
    fails: (error) =>
      /expected|unexpected|operator|operand|token|syntax|parse|formula|expression|invalid|trailing|left over|number/i.test(error) ||
      undefined,
  }),
  fault({
    id: 'shorter-first',
    languages: ALL,
    source: 'CodeQL; RE2 and Perl documentation, leftmost-first alternation; CWE-185',
    on: 'literal',
    find(node, around): Hit | undefined {
      if (!/^(?:pattern|text)$/.test(node.of) || node.parts || !node.value.includes('|')) return undefined;
      for (const parts of alternativesIn(unquoted(node.value))) {
        const plain = parts.map((each) => withoutGroup(each));
        for (const [at, one] of plain.entries()) {
          const bare = one.replace(/\\(?=[^\w\s])/g, '');
          if (one === '' || !isSigns(one)) continue;
          const longer = plain
            .slice(at + 1)
            .find((other) => isSigns(other) && other !== one && other.replace(/\\(?=[^\w\s])/g, '').startsWith(bare));
          if (longer !== undefined && isOfTokens(node, node.value, around)) return { at: node, by: one, other: longer };
        }
      }
      return undefined;
    },
    fails: (error) => /expected|unexpected|operator|operand|token|syntax|parse|invalid|unknown|cannot read/i.test(error) || undefined,
  }),
  fault({
    id: 'row-by-height',
    languages: ALL,
    source: 'CWE-787; PVS-Studio V557; row-major order',
    on: 'operate',
    find(node, { text }): Hit | undefined {
      if (node.operator !== '+' || node.operands.length !== 2) return undefined;
      const product = node.operands.find((each) => each.kind === 'operate' && each.operator === '*' && each.operands.length === 2);
      const rest = node.operands.find((each) => each !== product);
      if (product?.kind !== 'operate' || !rest) return undefined;
      const [length, place] = [...product.operands].sort((a, b) => Number(isSide(b)) - Number(isSide(a)));
      if (!length || !place || !isSide(length) || isSide(place)) return undefined;
      const isWrong =
        (ROWS.test(side(length)) && DOWN.test(side(place)) && ACROSS.test(side(rest))) ||
        (COLUMNS.test(side(length)) && ACROSS.test(side(place)) && DOWN.test(side(rest)));
      if (!isWrong) return undefined;
      const other = OTHER_SIDE[side(length)] ?? '';
      const own = lastName(length);
      const instead = own.replace(new RegExp(side(length), 'i'), (word) => (word[0] === word[0]!.toUpperCase() ? capital(other) : other));
      return {
        at: node,
        by: text(length),
        other: text(length).replace(own, instead),
        fix: replaced(length, text(length).replace(own, instead)),
      };
    },
    fails: (error) => /out of (?:range|bounds)|IndexError|index|undefined|null|nil|bounds|panic/i.test(error) || undefined,
  }),
  fault({
    id: 'sides-swapped',
    languages: ['java', 'csharp', 'python', ...SCRIPT, 'go', 'rust', 'ruby', 'php', 'cpp', 'kotlin'],
    source: 'CWE-787; PVS-Studio V557; NumPy documentation, shape',
    on: 'index',
    find(node, around): Hit | undefined {
      const { file, fn, text, parent } = around;
      const inner = node.of;
      if (inner.kind !== 'index' || node.slice || inner.slice || (parent?.kind === 'index' && parent.of === node)) return undefined;
      const [first, second] = [inner.keys[0], node.keys[0]];
      const grid = lastName(inner.of);
      if (grid === '' || !first || !second) return undefined;
      const [one, two] = [side(first), side(second)];
      const isDown = DOWN.test(one) && ACROSS.test(two);
      if (!isDown && !(ACROSS.test(one) && DOWN.test(two))) return undefined;
      for (const made of [...nodesIn(file.code)]) {
        if (made.kind !== 'assign' || lastName(made.target) !== grid || !made.value) continue;
        const sizes = sizesOf(made.value, text);
        if (!sizes) continue;
        const [outer, within] = sizes.map((each) => side(each));
        const isWrong = isDown ? COLUMNS.test(outer!) && ROWS.test(within!) : ROWS.test(outer!) && COLUMNS.test(within!);
        if (!isWrong) continue;
        // A grid that is used in both orders is meant so.
        const both = [...nodesIn(fn?.body ?? [])].some(
          (each) => each.kind === 'index' && each.of.kind === 'index' && lastName(each.of.of) === grid && side(each.keys[0]) === one,
        );
        return both
          ? undefined
          : {
              at: made.value,
              by: text(sizes[0]),
              other: text(node),
              also: { file, at: node },
              fix: [...replaced(sizes[0], text(sizes[1])), ...replaced(sizes[1], text(sizes[0]))],
            };
      }
      return undefined;
    },
    fails: (error) => /out of (?:range|bounds)|IndexError|index|undefined|null|nil|bounds|panic/i.test(error) || undefined,
  }),
];

const isSide = (node: Expr): boolean => ROWS.test(side(node)) || COLUMNS.test(side(node));
const capital = (word: string): string => word[0]!.toUpperCase() + word.slice(1);

const OTHER_SIDE: Readonly<Record<string, string>> = {
  ...{ height: 'width', rows: 'cols', h: 'w', nrows: 'ncols', numrows: 'numcols', rowcount: 'colcount', lines: 'columns' },
  ...{
    width: 'height',
    cols: 'rows',
    columns: 'rows',
    w: 'h',
    ncols: 'nrows',
    numcols: 'numrows',
    colcount: 'rowcount',
    columncount: 'rowcount',
  },
};

/** The outer and the inner length of a grid that is made: `new int[h][w]`, `[[0] * w for _ in range(h)]`, `Array.from({ length: h }, …)`. */
function sizesOf(made: Expr, text: Around['text']): readonly [Expr, Expr] | undefined {
  const names = [...nodesIn([made])].filter(
    (each): each is Expr =>
      (each.kind === 'name' ? /^[$@]?\w+$/.test(each.name) : each.kind === 'member') &&
      isSide(each as Expr) &&
      !(each.kind === 'name' && /^(?:self|this)$/.test(each.name)),
  );
  const [a, b, ...more] = names.toSorted((x, y) => x.start - y.start);
  if (!a || !b || more.length > 0) return undefined;
  // In a comprehension and in Rust's `vec!`, what is written first lies inside.
  const isInside = /^\s*\[\s*\[|^\s*\[[^\]]*\bfor\b|^vec!|^\(?\s*\[/.test(text(made));
  return isInside ? [b, a] : [a, b];
}

/** Whether an alternative is nothing but signs of an operator, or a word. */
const isSigns = (part: string): boolean =>
  /^(?:\\[^\w\s]|[-=<>!&%~:;,@#"'/])+$/.test(part) || part === '\\d+' || /^\\d\+(?:\\\.|\(\?:\\\.)\\d\+\)?$/.test(part);
