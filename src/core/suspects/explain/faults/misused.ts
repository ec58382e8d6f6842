import { nodesIn, type Expr, type Fn, type Ir } from '../../../syntax/lower/ir';
import type { SyntaxFile } from '../../../syntax/syntax';
import { replaced } from './edits';
import { fault, LIKE_C, SCRIPT, type Around, type Fault, type Hit } from './fault';
import {
  assignsOf,
  callName,
  changedNumbers,
  elements,
  isFn,
  isLiteral,
  isName,
  lastName,
  plain,
  receiverOf,
  rootOf,
  some,
  valueOf,
} from './shapes';

const GIVES_LIST = /^(?:map|filter|flatMap|split|concat|slice|sort|toSorted|values|keys|entries|from)$/;

function isList(node: Expr | undefined, around: Around): boolean {
  const value = valueOf(node, around);
  if (value?.kind === 'list' || (value?.kind === 'call' && GIVES_LIST.test(callName(value)))) return true;
  const type = isName(node) ? around.fn?.params.find(({ name }) => name === node.name)?.type : undefined;
  return /\[\]$|^(?:Readonly)?Array</.test(type ?? '');
}

/** Whether a literal is a regular expression, also one that is written as a text. */
export function isPattern(node: Extract<Expr, { kind: 'literal' }>, { parent }: Around): boolean {
  if (node.of === 'pattern') return true;
  return (
    node.of === 'text' &&
    parent?.kind === 'call' &&
    parent.args[0]?.value === node &&
    (/^(?:preg_\w+|RegExp|Regex|MustCompile|matches|replaceAll|toRegex)$/.test(callName(parent)) ||
      (/^(?:compile|match|search|fullmatch|findall|finditer|sub|split)$/.test(callName(parent)) && isName(receiverOf(parent), 're')) ||
      (callName(parent) === 'compile' && isName(receiverOf(parent), 'Pattern')))
  );
}

const PATTERNS = [...LIKE_C, 'python', 'ruby', 'go', 'rust', 'kotlin'] as const;
const givesValue = (fn: Fn): boolean =>
  fn.short === true || some(fn.body, (node) => node.kind === 'return' && node.value !== undefined, isFn) !== undefined;

/** Functions of libraries that do something else than they are called for. */
export const misused: readonly Fault[] = [
  fault({
    id: 'async-executor',
    languages: SCRIPT,
    source: 'ESLint no-async-promise-executor',
    on: 'call',
    find(call, { text }) {
      const [first] = call.args.map(({ value }) => value);
      if (!call.makes || !isName(call.callee, 'Promise') || first?.kind !== 'fn' || !first.words.includes('async')) return undefined;
      const waits = some(first.body, (node) => node.kind === 'same' && node.how === 'await', isFn) !== undefined;
      const word = /^async\s+/.exec(text(first))?.[0];
      return { at: call, ...(!waits && word && { fix: [{ start: first.start, end: first.start + word.length, text: '' }] }) };
    },
  }),
  fault({
    id: 'mapped-holes',
    languages: SCRIPT,
    source: 'Sonar; MDN Array() constructor; unicorn/no-new-array',
    on: 'call',
    find(call, { text }) {
      const made = receiverOf(call);
      if (!/^(?:map|forEach|filter|flatMap)$/.test(callName(call)) || made?.kind !== 'call' || !isName(made.callee, 'Array'))
        return undefined;
      if (made.args.length !== 1 || made.args[0]!.value.kind === 'same') return undefined;
      return {
        at: call,
        of: made,
        by: callName(call),
        other: text(made.args[0]!.value),
        fix: [{ start: made.end, end: made.end, text: '.fill(undefined)' }],
      };
    },
  }),
  fault({
    id: 'map-as-object',
    languages: SCRIPT,
    source: 'CodeQL; typescript-eslint; MDN Map',
    on: ['member', 'call'],
    find(node, around) {
      const isLength = node.kind === 'member' && node.name === 'length';
      const isKeys =
        node.kind === 'call' &&
        ((isName(receiverOf(node), 'Object') && /^(?:keys|values|entries)$/.test(callName(node))) ||
          (isName(receiverOf(node), 'JSON') && callName(node) === 'stringify'));
      const map = isLength ? node.of : isKeys ? node.args[0]?.value : undefined;
      const made = isName(map) ? valueOf(map, around) : undefined;
      if (!map || made?.kind !== 'call' || !made.makes || !isName(made.callee) || !/^(?:Map|Set)$/.test(made.callee.name)) return undefined;
      return {
        at: node,
        by: around.text(map),
        other: made.callee.name,
        also: { file: around.file, at: made },
        fix: isLength
          ? replaced({ start: node.end - 'length'.length, end: node.end }, 'size')
          : ofMap(node, map, made.callee.name, around.text),
      };
    },
  }),
  fault({
    id: 'list-as-number',
    languages: SCRIPT,
    source: 'CodeQL; MDN Math.max; Sonar',
    on: 'call',
    find(call, around) {
      const [only, ...more] = call.args.map(({ value }) => value);
      if (!/^(?:max|min)$/.test(callName(call)) || !isName(receiverOf(call), 'Math') || !only || more.length > 0) return undefined;
      return isList(only, around)
        ? { at: call, by: around.text(only), fix: [{ start: only.start, end: only.start, text: '...' }] }
        : undefined;
    },
    fits: (_wanted, got) => /\bNaN\b/.test(got),
  }),
  fault({
    id: 'escape-lost',
    languages: SCRIPT,
    source: 'ESLint no-useless-escape; CodeQL js/useless-regexp-character-escape',
    on: 'call',
    find(call, { text }) {
      const [first] = call.args.map(({ value }) => value);
      if (!isName(call.callee, 'RegExp') || !isLiteral(first, 'text') || first.parts) return undefined;
      const written = text(first);
      const lost = /(?:^|[^\\])(?:\\\\)*(\\[dswDSWB.+*?()[\]{}|^$])/.exec(written)?.[1];
      if (lost === undefined) return undefined;
      const twice = written.replace(/\\[^]/g, (each) => (/^\\[dswDSWB.+*?()[\]{}|^$]$/.test(each) ? `\\${each}` : each));
      return { at: call, by: lost, other: lost.slice(1), fix: [{ start: first.start, end: first.end, text: twice }] };
    },
  }),
  fault({
    id: 'range-too-wide',
    languages: PATTERNS,
    source: 'CodeQL overly-large-range; Sonar S5869; PyCQA; RuboCop Lint/MixedCaseRange',
    on: 'literal',
    find(node, around) {
      if (!isPattern(node, around)) return undefined;
      const at = /\[[^\]\n]{0,80}?(A-z)/.exec(around.text(node));
      if (!at) return undefined;
      const start = node.start + at.index + at[0].length - 'A-z'.length;
      return { at: node, by: 'A-z', fix: [{ start, end: start + 'A-z'.length, text: 'A-Za-z' }] };
    },
  }),
  fault({
    id: 'dot-in-pattern',
    languages: PATTERNS,
    source: 'CodeQL incomplete-hostname-regexp; Sonar S6353',
    on: 'literal',
    find(node, around) {
      if (!isPattern(node, around)) return undefined;
      const at = /\\d(?:[+*]|\{\d{1,3}(?:,\d{0,3})?\})?\)?(\.)\(?\\{1,2}d/.exec(around.text(node));
      if (!at) return undefined;
      const start = node.start + at.index + at[0].indexOf('.');
      const twice = /\\\\d/.test(at[0]) || around.file.language === 'java';
      return { at: node, by: '.', fix: [{ start, end: start, text: twice ? '\\\\' : '\\' }] };
    },
  }),
  fault({
    id: 'flags-as-count',
    languages: ['python'],
    source: 'Ruff B034; Python documentation, re.sub',
    on: 'call',
    find(call, { text }) {
      const place = callName(call) === 'split' ? 2 : 3;
      if (!/^(?:sub|subn|split)$/.test(callName(call)) || !isName(receiverOf(call), 're')) return undefined;
      const given = call.args[place];
      if (!given || given.name !== undefined || !/^re\.[A-Z]+\b/.test(text(given.value))) return undefined;
      return {
        at: call,
        by: text(given.value),
        other: place === 2 ? 'maxsplit' : 'count',
        fix: [{ start: given.value.start, end: given.value.start, text: 'flags=' }],
      };
    },
  }),
  fault({
    id: 'path-replaced',
    languages: ['python', ...SCRIPT],
    source: 'SonarPython; Python documentation, os.path.join; Node documentation, path.resolve',
    on: 'call',
    find(call, { text, file }) {
      const own = receiverOf(call);
      const isJoin =
        file.language === 'python'
          ? callName(call) === 'join' && own !== undefined && /(?:^|\.)path$/.test(text(own))
          : callName(call) === 'resolve' && isName(own, 'path');
      const given = call.args.slice(1).find(({ value }) => isLiteral(value, 'text') && /^\/\w/.test(value.value))?.value;
      if (!isJoin || !given || !call.args[0]) return undefined;
      const at = given.start + text(given).indexOf('/');
      return { at: call, by: text(given), other: text(call.args[0].value), fix: [{ start: at, end: at + 1, text: '' }] };
    },
  }),
  fault({
    id: 'days-dropped',
    languages: ['python'],
    source: 'SonarPython; Python documentation, timedelta; Pylint',
    on: 'member',
    find(node, around) {
      if (!/^(?:seconds|microseconds)$/.test(node.name)) return undefined;
      const value = valueOf(node.of, around);
      if (value?.kind !== 'operate' || value.operator !== '-') return undefined;
      // Days are taken along, or what is below a second alone is wanted.
      if (some(around.fn?.body ?? around.file.code, (each) => each.kind === 'member' && each.name === 'days')) return undefined;
      return {
        at: node,
        by: around.text(node.of),
        other: node.name,
        ...(node.name === 'seconds' && { fix: [{ start: node.end - 'seconds'.length, end: node.end, text: 'total_seconds()' }] }),
      };
    },
  }),
  fault({
    id: 'letters-added',
    languages: ['python'],
    source: 'Pylint; SonarPython; Python FAQ',
    on: ['assign', 'call'],
    find(node, around) {
      const isExtend = node.kind === 'call' && callName(node) === 'extend' && node.args.length === 1;
      const [list, given] =
        node.kind === 'assign'
          ? node.operator === '+='
            ? [node.target, node.value]
            : []
          : isExtend
            ? [receiverOf(node), node.args[0]?.value]
            : [];
      if (!list || !isLiteral(given, 'text') || (given.value.length < 2 && !given.parts)) return undefined;
      if (node.kind === 'assign') {
        const own = isName(list) && around.fn ? assignsOf(list.name, around.fn.body) : [];
        if (own.find(({ operator }) => operator === '=')?.value?.kind !== 'list') return undefined;
      }
      return {
        at: node,
        by: around.text(given),
        other: around.text(list),
        fix: [
          { start: given.start, end: given.start, text: '[' },
          { start: given.end, end: given.end, text: ']' },
        ],
      };
    },
  }),
  fault({
    id: 'called-at-once',
    languages: [...SCRIPT, 'python'],
    source: 'ESLint no-implied-eval; CodeQL; React documentation, event handlers; SonarPython',
    on: 'call',
    find(call, { named, text, file }) {
      const python = file.language === 'python';
      const takes = python
        ? /^(?:Thread|Process|Timer|after|call_later|call_soon|register|submit|add_done_callback|connect|bind)$/
        : /^(?:setTimeout|setInterval|setImmediate|requestAnimationFrame|queueMicrotask|nextTick|addEventListener|on|once|then|catch|finally)$/;
      if (!takes.test(callName(call))) return undefined;
      for (const { value, name } of call.args) {
        if (value.kind !== 'call' || !isName(value.callee) || value.makes || (name !== undefined && !/^(?:target|function)$/.test(name)))
          continue;
        const callee = named(value.callee.name);
        if (!callee || givesValue(callee.fn) || callee.fn.words.includes('async') || callee.fn.body.length === 0) continue;
        const made = value.args.length === 0 ? value.callee.name : `${python ? 'lambda: ' : '() => '}${text(value)}`;
        return {
          at: call,
          by: text(value),
          other: value.callee.name,
          also: { file: callee.file, at: callee.fn },
          fix: [{ start: value.start, end: value.end, text: made }],
        };
      }
      return undefined;
    },
  }),
  fault({
    id: 'escaped-markup',
    languages: [...SCRIPT, 'python', 'ruby', 'php'],
    source: 'Rails documentation, html_safe; MarkupSafe; Sonar',
    on: 'call',
    find(call, { named, text }) {
      const [first] = call.args.map(({ value }) => value);
      if (
        !/^(?:escape|escape_html|escapeHtml|escapeHTML|htmlspecialchars|htmlentities|h|html_escape)$/.test(callName(call)) ||
        first?.kind !== 'call'
      )
        return undefined;
      const callee = named(callName(first));
      const makes = callee && some(callee.fn.body, (node) => isLiteral(node, 'text') && /<[a-z][a-z\d]{0,9}(?:[ >]|$)/i.test(node.value));
      if (!callee || !makes || call.callee.kind !== 'name' || first.callee.kind !== 'name' || first.args.length !== 1) return undefined;
      return {
        at: call,
        by: text(first),
        other: callName(call),
        also: { file: callee.file, at: makes },
        fix: [
          { start: call.callee.start, end: call.callee.end, text: text(first.callee) },
          { start: first.callee.start, end: first.callee.end, text: text(call.callee) },
        ],
      };
    },
  }),
  fault({
    id: 'bang-gives-nil',
    languages: ['ruby'],
    source: 'Ruby documentation, String#gsub!; RuboCop Style/BangMethods; Sonar',
    on: 'call',
    find(call, around) {
      const { parent, fn, text } = around;
      const name = callName(call);
      const receiver = receiverOf(call);
      if (
        !/^(?:g?sub|uniq|compact|flatten|strip|[lr]strip|squeeze|upcase|downcase|capitalize|swapcase|reject|select|chomp|tr|delete|chop)!$/.test(
          name,
        ) ||
        !receiver
      )
        return undefined;
      const isUsed = (parent?.kind === 'assign' && parent.value === call) || (parent?.kind === 'member' && parent.of === call);
      const isGiven =
        (receiver.kind !== 'name' || (fn !== undefined && isUsedSomewhere(fn, around))) &&
        (parent?.kind === 'return' ||
          (parent?.kind === 'do' && fn !== undefined && fn.body.at(-1) === parent && !fn.words.includes('block')));
      if ((!isUsed && !isGiven) || fn?.name.endsWith('!') || fn?.name === 'initialize') return undefined;
      return { at: call, by: name, other: text(receiver), fix: [{ start: call.callee.end - 1, end: call.callee.end, text: '' }] };
    },
    fails: (error) => /\bnil\b/.test(error),
  }),
  fault({
    id: 'array-copy-changed',
    languages: ['php'],
    source: 'PHP manual, arrays; PHPStan; Psalm UnusedParam',
    on: 'fn',
    find(fn, { file, text }) {
      for (const param of fn.params) {
        if (text(param).includes('&') || !/^\??array$/.test(param.type ?? '') || fn.name === '') continue;
        const changed = [...nodesIn(fn.body)].find(
          (node) => node.kind === 'assign' && node.target.kind === 'index' && rootOf(node.target)?.name === param.name,
        );
        if (!changed) continue;
        const isRead = [...nodesIn(fn.body)].some(
          (node) => node.start > changed.end && isName(node, param.name) && !isTarget(node, fn.body),
        );
        if (isRead || some(fn.body, (node) => node.kind === 'return' && node.value !== undefined)) continue;
        const at = param.start + text(param).indexOf('$');
        return { at: changed, by: param.name, other: fn.name, also: { file, at: param }, fix: [{ start: at, end: at, text: '&' }] };
      }
      return undefined;
    },
  }),
  fault({
    id: 'keys-numbered-anew',
    languages: ['php'],
    source: 'PHP manual, array_merge, array_values, usort, array_shift; Psalm',
    on: ['call', 'list'],
    find(node, around): Hit | undefined {
      const { files, fn, text, file } = around;
      const args = node.kind === 'call' ? node.args.map(({ value }) => value) : node.elements;
      const isSpread = node.kind === 'list' && args.length > 1 && args.every((each) => each.kind === 'same' && each.how === 'spread');
      const isMerge = isSpread || (node.kind === 'call' && isName(node.callee, 'array_merge'));
      const renames = node.kind === 'call' && isName(node.callee) && NUMBERS_ANEW.test(node.callee.name);
      if (!isMerge && !renames) return undefined;
      const parts = args.map((each) => (each.kind === 'same' ? each.of : each));
      const by = node.kind === 'call' ? text(node.callee) : '[...]';
      const readAgain = readByNumber(isMerge || /^array_values$/.test(by) ? resultNames(node, around) : [lastName(parts[0])], around);
      const fix = isSpread || renames ? undefined : replaced((node as Extract<Expr, { kind: 'call' }>).callee, 'array_replace');
      if (readAgain) return { at: node, by, also: readAgain, fix };
      if (!isMerge || isSpread || args.length !== 2) return undefined;
      const given = args.flatMap((each): { file: typeof file; value: Expr | undefined }[] => {
        const place = fn?.params.findIndex(({ name }) => isName(each, name)) ?? -1;
        if (place < 0) return [{ file, value: valueOf(each, { fn, file }) }];
        return files.flatMap((other) =>
          [...nodesIn(other.code)].flatMap((inner) =>
            inner.kind === 'call' && callName(inner) === fn?.name ? [{ file: other, value: inner.args[place]?.value }] : [],
          ),
        );
      });
      const numbered = given.find(
        ({ value }) => value?.kind === 'map' && value.entries.length > 0 && value.entries.every(({ key }) => isNumber(key)),
      );
      return numbered?.value ? { at: node, by, also: { file: numbered.file, at: numbered.value }, fix } : undefined;
    },
    leavesOut: true,
  }),
  fault({
    id: 'loose-search',
    languages: ['php'],
    source: 'phpstan-strict-rules; Sonar S2005; PHP manual, in_array',
    on: 'call',
    find(call) {
      const list = call.args[1]?.value;
      if (!/^(?:in_array|array_search)$/.test(callName(call)) || call.args.length !== 2 || list?.kind !== 'list') return undefined;
      const isLoose = list.elements.some((each) => isLiteral(each) && (each.of !== 'text' || /^(?:|0|\d+(?:e\d+)?)$/.test(each.value)));
      return isLoose ? { at: call, by: callName(call), fix: [{ start: list.end, end: list.end, text: ', true' }] } : undefined;
    },
    fits: (wanted, got) => (/^(?:true|false)$/.test(plain(wanted)) ? plain(wanted) === 'false' && plain(got) === 'true' : undefined),
  }),
  fault({
    id: 'comparator-never-below',
    languages: [...SCRIPT, 'php'],
    source: 'Sonar S3758; PHP manual, usort; MDN Array.prototype.sort',
    on: 'call',
    find(call, { text, file }) {
      const php = file.language === 'php';
      const given = call.args[php ? 1 : 0]?.value;
      if (!(php ? /^u[ak]?sort$/ : /^(?:sort|toSorted)$/).test(callName(call)) || given?.kind !== 'fn' || given.params.length < 2)
        return undefined;
      const values = [...nodesIn(given.body, isFn)].flatMap((node) =>
        (node.kind === 'return' || (node.kind === 'do' && given.short)) && node.value ? [node.value] : [],
      );
      const results = values.flatMap((value): readonly Expr[] => (value.kind === 'choice' && value.condition ? value.options : [value]));
      if (results.length < 2 || !results.every((each) => isLiteral(each, 'number') && /^[01]$/.test(each.value))) return undefined;
      const choice = values.length === 1 ? values[0] : undefined;
      const [one, two] = choice?.kind === 'choice' ? choice.options : [];
      const isOrder = choice?.kind === 'choice' && choice.condition?.kind === 'operate' && /^[<>]=?$/.test(choice.condition.operator);
      return {
        at: given,
        by: results.map((each) => text(each)).join(', '),
        ...(isOrder && isLiteral(one, 'number') && one.value === '1' && two && { fix: [{ start: two.start, end: two.end, text: '-1' }] }),
      };
    },
  }),
  fault({
    id: 'delete-leaves-hole',
    languages: SCRIPT,
    source: 'typescript-eslint no-array-delete; Sonar S2870',
    on: 'operate',
    find(node, around) {
      const [target] = node.operands;
      if (node.operator !== 'delete' || target?.kind !== 'index') return undefined;
      const [key] = target.keys;
      const found = valueOf(key, around);
      const isPlace = found?.kind === 'call' && /^(?:indexOf|findIndex|lastIndexOf)$/.test(callName(found));
      if (!key || !(isPlace || isList(target.of, around))) return undefined;
      const list = around.text(target.of);
      return { at: node, by: list, fix: [{ start: node.start, end: node.end, text: `${list}.splice(${around.text(key)}, 1)` }] };
    },
  }),
  fault({
    id: 'sorts-the-original',
    languages: SCRIPT,
    source: 'Sonar S4043; unicorn/no-array-sort; ESLint',
    on: 'call',
    find(call, { parent, fn, file }) {
      const list = receiverOf(call);
      if (!/^(?:sort|reverse)$/.test(callName(call)) || !isName(list) || !fn || parent?.kind !== 'assign' || parent.value !== call)
        return undefined;
      if (isName(parent.target, list.name) || assignsOf(list.name, fn.body).some(({ value }) => value?.kind !== 'name')) return undefined;
      const later = some(fn.body, (node) => node.start > parent.end && isName(node, list.name));
      return later
        ? {
            at: call,
            by: list.name,
            other: lastName(parent.target),
            also: { file, at: later },
            fix: [{ start: list.start, end: list.end, text: `[...${list.name}]` }],
          }
        : undefined;
    },
    fits: (wanted, got) => (elements(wanted) === undefined ? undefined : elements(wanted) === elements(got) || undefined),
  }),
  fault({
    id: 'numbers-sorted-as-text',
    languages: SCRIPT,
    source: 'typescript-eslint require-array-sort-compare; Sonar S2871',
    on: 'call',
    find(call, around) {
      const { fn, parent, text } = around;
      const list = receiverOf(call);
      if (!/^(?:sort|toSorted)$/.test(callName(call)) || call.args.length > 0 || !list) return undefined;
      const name = parent?.kind === 'assign' && isName(parent.target) ? parent.target.name : isName(list) ? list.name : undefined;
      const isPart = (node: Ir): boolean => node.kind === 'index' && name !== undefined && isName(node.of, name);
      const computes =
        fn &&
        some(
          fn.body,
          (node) =>
            node.kind === 'operate' &&
            /^(?:[-*/%]|\*\*)$/.test(node.operator) &&
            node.operands.some((each) => isPart(each) || (each.kind === 'operate' && each.operands.some(isPart))),
        );
      if (!computes && !holdsNumbers(list, around)) return undefined;
      return {
        at: call,
        ...(computes && { by: text(computes) }),
        other: text(list),
        fix: [{ start: call.end - 1, end: call.end - 1, text: '(a, b) => a - b' }],
      };
    },
  }),
  fault({
    id: 'one-too-many',
    languages: [...SCRIPT, 'python', 'java', 'csharp', 'go', 'php', 'kotlin', 'ruby'],
    source: 'CWE-193',
    on: 'operate',
    find(node, { text, fn, parent, file }) {
      const [left, right] = node.operands;
      if (node.operator !== '+' || !isLiteral(right, 'number') || right.value !== '1' || !left) return undefined;
      const isWhole =
        left.kind === 'operate'
          ? left.operator === (file.language === 'python' ? '//' : '/') && !/^(?:javascript|typescript|tsx|php)$/.test(file.language)
          : (callName(left) === 'floor' || callName(left) === 'trunc' || callName(left) === 'intdiv') &&
            left.kind === 'call' &&
            (callName(left) === 'intdiv' || (left.args[0]?.value.kind === 'operate' && left.args[0].value.operator === '/'));
      const named = `${fn?.name ?? ''} ${parent?.kind === 'assign' ? text(parent.target) : ''}`;
      return isWhole && /page|batch|chunk|row|group|block|bucket|part|pack|box|table|week/i.test(named)
        ? { at: node, by: text(left) }
        : undefined;
    },
    fits: (wanted, got) => changedNumbers(wanted, got)?.every(([a, b]) => b === a + 1),
  }),
  fault({
    id: 'lone-comma',
    languages: ['python'],
    source: 'Pylint trailing-comma-tuple; Ruff COM818; flake8-commas',
    on: 'list',
    find(list, { parent, text, file }) {
      const [only, ...more] = list.elements;
      const written = text(list).trimEnd();
      if (
        list.of !== 'tuple' ||
        !only ||
        more.length > 0 ||
        written.startsWith('(') ||
        (parent?.kind !== 'assign' && parent?.kind !== 'return')
      )
        return undefined;
      if (parent.kind === 'assign' && (parent.target === list || parent.value !== list)) return undefined;
      const comma = list.end - 1;
      return file.text[comma] === ',' ? { at: list, by: text(only), fix: [{ start: comma, end: list.end, text: '' }] } : undefined;
    },
  }),
  fault({
    id: 'keys-unpacked',
    languages: ['python'],
    source: 'Pylint dict-iter-missing-items; Ruff PLE1141',
    on: 'loop',
    find(loop, around) {
      const { over, target } = loop;
      if (loop.how !== 'each' || !over || target?.kind !== 'list' || target.elements.length !== 2) return undefined;
      const value = isName(over) ? valueOf(over, around) : undefined;
      const isMap =
        value?.kind === 'map' ||
        (value?.kind === 'each' && value.of === 'map') ||
        (value?.kind === 'call' && /^(?:dict|Counter|defaultdict|OrderedDict)$/.test(callName(value)));
      if (!isMap || (value.kind === 'map' && value.entries.some(({ key }) => key?.kind === 'list'))) return undefined;
      if (value.kind === 'each' && value.key?.kind === 'list') return undefined;
      return {
        at: loop,
        of: { start: target.start, end: over.end },
        by: around.text(over),
        fix: [{ start: over.end, end: over.end, text: '.items()' }],
      };
    },
  }),
  fault({
    id: 'arrow-without-this',
    languages: ['javascript', 'typescript'],
    source: 'ESLint no-invalid-this; MDN arrow functions, cannot be used as methods; unicorn',
    on: 'map',
    find(map, { path, text, parent, file }) {
      if (path.some((node) => node.kind === 'class' || node.kind === 'fn') || (parent?.kind !== 'assign' && parent?.kind !== 'do'))
        return undefined;
      for (const { key, value } of map.entries) {
        if (
          value.kind !== 'fn' ||
          !isLiteral(key, 'text') ||
          !/=>/.test(text({ start: value.start, end: value.body[0]?.start ?? value.end }))
        )
          continue;
        const own = some(
          value.body,
          (node) => node.kind === 'member' && isName(node.of, 'this'),
          (node) => node.kind === 'fn' && node.words.includes('function'),
        );
        const isOwn = own?.kind === 'member' && map.entries.some((each) => isLiteral(each.key, 'text') && each.key.value === own.name);
        if (own && isOwn) return { at: own, by: key.value, other: text(own), also: { file, at: value }, fix: asFunction(value, text) };
      }
      return undefined;
    },
  }),
  fault({
    id: 'then-gives-nothing',
    languages: SCRIPT,
    source: 'eslint-plugin-promise always-return; Sonar S6544; typescript-eslint no-floating-promises',
    on: 'call',
    find(call, { text }) {
      const before = receiverOf(call);
      const [taken] = call.args.map(({ value }) => value);
      if (callName(call) !== 'then' || before?.kind !== 'call' || callName(before) !== 'then' || taken?.kind !== 'fn') return undefined;
      const given = before.args[0]?.value;
      const [param] = taken.params;
      if (given?.kind !== 'fn' || given.short || !param || param.name === '' || before.args.length > 1 || given.body.length === 0)
        return undefined;
      if (some(given.body, (node) => (node.kind === 'return' && node.value !== undefined) || node.kind === 'throw', isFn)) return undefined;
      if (!some(taken.body, (node) => isName(node, param.name))) return undefined;
      const [only, ...more] = given.body;
      const fix =
        more.length === 0 && only?.kind === 'do' ? [{ start: only.value.start, end: only.value.start, text: 'return ' }] : undefined;
      return { at: call, of: given, by: param.name, other: text(taken.params[0]!), ...(fix && { fix }) };
    },
  }),
  fault({
    id: 'texts-subtracted',
    languages: SCRIPT,
    source: 'typescript-eslint restrict-plus-operands; Sonar S3760; CodeQL',
    on: 'call',
    find(call, { text }) {
      const given = call.args[0]?.value;
      if (!/^(?:sort|toSorted)$/.test(callName(call)) || given?.kind !== 'fn' || given.params.length !== 2) return undefined;
      const minus = some(
        given.body,
        (node) =>
          node.kind === 'operate' &&
          node.operator === '-' &&
          node.operands.length === 2 &&
          node.operands.every((each) =>
            /^(?:name|title|label|surname|lastName|firstName|last_name|first_name|city|country|email|author|word|caption|slug)$/.test(
              each.kind === 'member' ? each.name : '',
            ),
          ),
      );
      if (minus?.kind !== 'operate') return undefined;
      const [left, right] = minus.operands as readonly [Expr, Expr];
      return {
        at: minus,
        by: text(minus),
        fix: [{ start: minus.start, end: minus.end, text: `${text(left)}.localeCompare(${text(right)})` }],
      };
    },
  }),
];

/** Whether a list is one of numbers: written so, typed so, or made by `map(Number)`. */
function holdsNumbers(list: Expr, around: Around): boolean {
  const inner = list.kind === 'list' && list.elements.length === 1 && list.elements[0]?.kind === 'same' ? list.elements[0].of : list;
  const type = isName(inner) ? around.fn?.params.find(({ name }) => name === inner.name)?.type : undefined;
  if (/^(?:readonly )?number\[\]$|Array<number>$/.test(type ?? '')) return true;
  const value = valueOf(inner, around);
  if (value?.kind === 'list') return value.elements.length > 1 && value.elements.every((each) => isLiteral(each, 'number'));
  const mapped = value?.kind === 'call' && callName(value) === 'map' ? value.args[0]?.value : undefined;
  return isName(mapped) && /^(?:Number|parseInt|parseFloat)$/.test(mapped.name);
}

/** Whether a key of PHP is a number, or by its name that of something that is counted. */
function isNumber(key: Expr | undefined): boolean {
  if (isLiteral(key, 'number', 'text')) return !key.parts && /^[1-9]\d+$/.test(key.value);
  return isName(key) && /^\$(?:year|id|\w+Id|number|nr|zip|day|month|\w+_id)$/.test(key.name);
}

/** Whether a name is only the root of what an assignment sets. */
function isTarget(name: Ir, body: readonly Ir[]): boolean {
  return some(body, (node) => node.kind === 'assign' && node.target.kind === 'index' && rootOf(node.target) === name) !== undefined;
}

/** What an object's keys or its text were asked of, of a map or a set. */
function ofMap(node: Ir, map: Expr, kind: string, text: Around['text']): Hit['fix'] {
  const name = callName(node);
  if (name === 'stringify') return replaced(map, kind === 'Map' ? `Object.fromEntries(${text(map)})` : `[...${text(map)}]`);
  return replaced(node, `[...${text(map)}.${name}()]`);
}

/** A function of its own `this` in the place of an arrow. */
function asFunction(fn: Fn, text: Around['text']): Hit['fix'] {
  const [, async = '', params, body] = /^(async\s+)?(\([^()]*\)|\w+)\s*=>\s*([^]*)$/.exec(text(fn)) ?? [];
  if (params === undefined || body === undefined) return undefined;
  const list = params.startsWith('(') ? params : `(${params})`;
  return replaced(fn, `${async}function ${list} ${fn.short ? `{ return ${body}; }` : body}`);
}

/** Whether some call of a function takes what it gives. */
function isUsedSomewhere({ name }: Fn, { files }: Around): boolean {
  const own = name.slice(name.lastIndexOf('.') + 1);
  return files.some(({ code }) =>
    [...nodesIn(code)].some((node) => {
      const given = node.kind === 'call' ? node.args.map(({ value }) => value) : node.kind === 'assign' ? [node.value] : [];
      return given.some((value) => value?.kind === 'call' && callName(value) === own);
    }),
  );
}

/** Calls of PHP that number an array's keys from 0. */
const NUMBERS_ANEW = /^(?:array_values|sort|rsort|usort|shuffle|array_splice|array_shift|array_unshift)$/;

/** The names under which a value is known: of the variable or field that it is assigned to, and of the function that gives it. */
function resultNames(node: Expr, { path, fn }: Pick<Around, 'path' | 'fn'>): string[] {
  const made = path.findLast((each) => each.kind === 'assign' || each.kind === 'return');
  const name = made?.kind === 'assign' && made.value === node ? lastName(made.target) : '';
  const isGiven =
    made?.kind === 'return' ? made.value === node : some(fn?.body ?? [], (each) => each.kind === 'return' && lastName(each.value) === name);
  return [name, ...(isGiven && fn ? [fn.name] : [])].filter((each) => each !== '');
}

/** Where an array is read under a number that a caller gives, and is filled under numbers that are no positions. */
function readByNumber(names: readonly string[], { files }: Pick<Around, 'files'>): { file: SyntaxFile; at: Ir } | undefined {
  const isFilled = files.some(
    (file) =>
      some(file.code, (node) => {
        const [key] = node.kind === 'assign' && node.target.kind === 'index' ? node.target.keys : [];
        return (
          key !== undefined &&
          (/^(?:intval)$/.test(callName(key)) ||
            (key.kind === 'same' && key.how === 'cast') ||
            /(?:^id|Id|_id|[nN]umber|[cC]ode|[yY]ear)$/.test(lastName(key)))
        );
      }) !== undefined,
  );
  if (!isFilled) return undefined;
  for (const file of files)
    for (const fn of nodesIn(file.code)) {
      if (fn.kind !== 'fn') continue;
      const at = some(fn.body, (node) => {
        const [key] = node.kind === 'index' && !node.slice ? node.keys : [];
        if (node.kind !== 'index' || !isName(key)) return false;
        const given = fn.params.find(({ name }) => name === key.name);
        return given?.type === 'int' && [lastName(node.of), callName(node.of)].some((each) => names.includes(each));
      });
      if (at) return { file, at };
    }
  return undefined;
}
