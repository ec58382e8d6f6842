import { nodesIn, type Expr, type Fn } from '../../../syntax/lower/ir';
import { replaced } from './edits';
import { fault, SCRIPT, type Around, type Fault } from './fault';
import {
  indentAt,
  assignsOf,
  callName,
  elements,
  isFn,
  isLiteral,
  isName,
  makesCollection,
  plain,
  receiverOf,
  some,
  textOf,
} from './shapes';
import { typeIn } from './types';

/** Calls that only give a new value, by language. */
const PURE: Record<string, RegExp> = {
  javascript:
    /^(?:trim|trimEnd|trimStart|toUpperCase|toLowerCase|replace|replaceAll|padStart|padEnd|concat|slice|substring|filter|toSorted|toReversed|flat|toFixed)$/,
  python: /^(?:strip|lstrip|rstrip|lower|upper|title|capitalize|replace|removeprefix|removesuffix|zfill|casefold|swapcase)$/,
  java: /^(?:trim|strip|toUpperCase|toLowerCase|replace|replaceAll|substring|concat|plusDays|plusHours|minusDays|plusMonths|plusMinutes|multiply|subtract|setScale|negate|toList|sorted)$/,
  csharp:
    /^(?:Trim|ToUpper|ToLower|Replace|Substring|PadLeft|PadRight|AddDays|AddHours|AddMinutes|AddMonths|Where|Select|OrderBy|Concat|Distinct|Skip|Take)$/,
  kotlin: /^(?:trim|uppercase|lowercase|replace|filter|map|sorted|sortedBy|plus|minus|reversed|distinct|drop|take|removePrefix)$/,
  go: /^(?:TrimSpace|Trim|TrimPrefix|TrimSuffix|ToUpper|ToLower|Replace|ReplaceAll|Title)$/,
  rust: /^(?:trim|to_uppercase|to_lowercase|replace|wrapping_add|saturating_sub|checked_add|map|filter|enumerate|rev|chain|zip|inspect)$/,
  cpp: /^(?:substr|empty|remove|remove_if|unique)$/,
  ruby: /^(?:strip|upcase|downcase|capitalize|gsub|sub|sort|reverse|uniq|compact|select|reject|map|sort_by|merge|flatten|chomp)$/,
  php: /^(?:trim|rtrim|ltrim|strtoupper|strtolower|ucfirst|str_replace|preg_replace|array_filter|array_map|array_merge|array_reverse|array_unique|substr|number_format|htmlspecialchars)$/,
};
/** Calls that change their receiver and give nothing, or something else than it. */
const IN_PLACE: Record<string, RegExp> = {
  python: /^(?:sort|reverse|append|extend|insert|clear|update|add|discard|shuffle)$/,
  javascript: /^(?:push|unshift)$/,
  php: /^(?:r?sort|u[ak]?sort|k?r?sort|asort|arsort|shuffle|array_push)$/,
};
const family = (language: string): string => (/^(?:typescript|tsx)$/.test(language) ? 'javascript' : language);

const isWhole = (text: string): boolean => /^\s*\d+\s*$/.test(text);
/** Values of Java and C# whose calls all give new ones. */
const NEVER_CHANGED =
  /^(?:BigDecimal|BigInteger|String|LocalDate|LocalTime|LocalDateTime|ZonedDateTime|Instant|Duration|Period|DateTime|TimeSpan|DateTimeOffset|string)$/;
const GIVES_NEW =
  /^(?:add|subtract|multiply|divide|plus\w*|minus\w*|with\w*|truncatedTo|Add\w*|Subtract|replaceFirst|repeat|Insert|Remove|TrimEnd|TrimStart|strip\w*|toLowerCase|toUpperCase)$/;

/** What only gives something new because of what it is called on: `total.add(x)` of a `BigDecimal`, `std::remove(…)`. */
function givesNew(value: Extract<Expr, { kind: 'call' }>, around: Around): boolean | undefined {
  const { language } = around.file;
  const receiver = receiverOf(value);
  if (language === 'java' || language === 'csharp')
    return receiver !== undefined && GIVES_NEW.test(callName(value)) && NEVER_CHANGED.test(typeIn(receiver, around) ?? '')
      ? true
      : undefined;
  if (language === 'cpp')
    return receiver
      ? /^(?:substr|empty)$/.test(callName(value)) && value.args.length > 0 === (callName(value) === 'substr')
      : /^(?:std::)?(?:remove|remove_if|unique)$/.test(around.text(value.callee)) && value.args.length >= 2;
  if (language === 'rust' && /^(?:map|filter|enumerate|rev|chain|zip|inspect)$/.test(callName(value)))
    return (
      receiver !== undefined &&
      /^(?:iter|into_iter|iter_mut|lines|chars|split|bytes|map|filter)$/.test(callName(receiver)) &&
      /^\s*;/.test(around.file.text.slice(value.end))
    );
  return undefined;
}

/** Names that an error says are not there. */
function missedIn(error: string): string[] {
  const [head = ''] = error.split('\n', 1);
  const isMissing =
    /KeyError|not (?:found|present|exist)|Undefined (?:array key|index)|no such|unknown|no (?:page|file|key|entry|such)\b|missing/i;
  return isMissing.test(head)
    ? [...head.matchAll(/["'`:]([\w./-]{2,60})["'`]?(?![\w:])|(?:unknown|no|key|for) ([\w./-]{2,60})$/g)].map(([, a, b]) => a ?? b ?? '')
    : [];
}

export const lists: readonly Fault[] = [
  fault({
    id: 'result-not-used',
    languages: [...SCRIPT, 'python', 'java', 'csharp', 'kotlin', 'go', 'php', 'rust', 'cpp'],
    source:
      'Error Prone ReturnValueIgnored; SpotBugs RV_RETURN_VALUE_IGNORED; Staticcheck SA4017; Sonar S2201; PHPStan; Clippy let_underscore_must_use',
    on: 'do',
    find(node, around) {
      const { file, text, fn } = around;
      const { value } = node;
      const pure = PURE[family(file.language)];
      if (value.kind !== 'call' || (fn?.short ?? false)) return undefined;
      // The value of a case, and `replace` of a map.
      if (/->\s*$/.test(file.text.slice(Math.max(0, value.start - 20), value.start)) || (file.language === 'java' && value.args.length > 2))
        return undefined;
      const isNew = givesNew(value, around);
      if (isNew === false || (isNew !== true && !pure?.test(callName(value)))) return undefined;
      if (isNew && /^(?:cpp|rust)$/.test(file.language)) return { at: value, by: callName(value) };
      const receiver = receiverOf(value);
      const isFree = file.language === 'php';
      if (
        isFree
          ? receiver !== undefined
          : !receiver ||
            (receiver.kind === 'name' &&
              /^(?:fs|os|path|shutil|router|app|db|repository|client|session|history|location|window|Object)$/.test(receiver.name))
      )
        return undefined;
      // The last expression of a function or a block may be its value.
      if (/^(?:rust|kotlin|ruby)$/.test(file.language) && !/^\s*;/.test(file.text.slice(value.end)) && fn?.body.at(-1) === node)
        return undefined;
      if (
        /^(?:javascript)$/.test(family(file.language)) &&
        /^(?:replace|filter|slice|concat)$/.test(callName(value)) &&
        (value.args.length === 0 || (callName(value) === 'replace' && value.args[1]?.value.kind !== 'literal'))
      )
        return undefined;
      // A class of the program may have a method of that name, which changes what it is called on.
      if (!isNew && around.files.some(({ functions }) => functions.some(({ name }) => name === callName(value)))) return undefined;
      const target = isFree
        ? value.args.map((each) => each.value).find((each) => each.kind === 'name')
        : file.language === 'go'
          ? value.args[0]?.value
          : receiver;
      const named = target?.kind === 'name' || (target?.kind === 'member' && file.language !== 'go') ? target : undefined;
      return {
        at: value,
        by: callName(value),
        ...(named && { other: text(named), fix: [{ start: value.start, end: value.start, text: `${text(named)} = ` }] }),
      };
    },
  }),
  fault({
    id: 'in-place-result',
    languages: ['python', ...SCRIPT, 'php'],
    source: 'Pylint assignment-from-none; Sonar S2201; PHPStan',
    on: 'call',
    find(call, { file, parent, text }) {
      const language = family(file.language);
      const receiver = receiverOf(call);
      const name = callName(call);
      if (
        !IN_PLACE[language]?.test(name) ||
        (parent?.kind !== 'assign' && parent?.kind !== 'return') ||
        (language === 'php' ? receiver !== undefined : !receiver)
      )
        return undefined;
      if (parent.kind === 'assign' && parent.value !== call) return undefined;
      if (receiver && receiver.kind === 'name' && /^(?:set|list|dict|router|navigation|history|db|session|np|pd|self)$/.test(receiver.name))
        return undefined;
      if (
        language === 'javascript' &&
        (parent.kind === 'return' || (parent.kind === 'assign' && /(?:length|count|index|id|size)$/i.test(text(parent.target))))
      )
        return undefined;
      if (language === 'python' && /^(?:update|add|insert)$/.test(name) && !(receiver?.kind === 'name')) return undefined;
      const gives = language === 'python' ? 'None' : language === 'php' ? 'true' : 'the new length';
      const whole =
        language === 'python' && name === 'sort' && receiver && parent.kind === 'assign'
          ? [
              {
                start: call.start,
                end: call.end,
                text: `sorted(${text(receiver)}${call.args.length ? `, ${call.args.map((each) => `${each.name ? `${each.name}=` : ''}${text(each.value)}`).join(', ')}` : ''})`,
              },
            ]
          : undefined;
      return { at: call, by: receiver ? text(receiver) : text(call.args[0]?.value ?? call), other: gives, ...(whole && { fix: whole }) };
    },
  }),
  fault({
    id: 'lost-default',
    languages: [...SCRIPT, 'python', 'java', 'csharp', 'kotlin', 'ruby'],
    source: 'CodeQL; Ruff RUF; Sonar S3824',
    on: 'do',
    find({ value }, { text, file }) {
      const receiver = receiverOf(value) ?? (value.kind === 'operate' && value.operator === '<<' ? value.operands[0] : undefined);
      if (!receiver || (value.kind === 'call' && !/^(?:append|add|push|Add|extend|put|set|update|insert|addAll)$/.test(callName(value))))
        return undefined;
      const lookup =
        receiver.kind === 'choice' && receiver.condition === undefined && makesCollection(receiver.options[1])
          ? receiver.options[0]
          : receiver.kind === 'call' &&
              /^(?:get|getOrDefault|GetValueOrDefault|fetch)$/.test(callName(receiver)) &&
              makesCollection(receiver.args[1]?.value)
            ? receiver
            : undefined;
      if (!lookup || lookup.kind === 'name') return undefined;
      const setdefault =
        file.language === 'python' && receiver.kind === 'call' && receiver.callee.kind === 'member'
          ? [{ start: receiver.callee.end - 3, end: receiver.callee.end, text: 'setdefault' }]
          : undefined;
      const assigned =
        receiver.kind === 'choice' && (SCRIPT as readonly string[]).includes(file.language)
          ? [{ start: lookup.end, end: receiver.options[1]!.start, text: ' ??= ' }]
          : file.language === 'ruby' && receiver.kind === 'choice'
            ? [{ start: lookup.end, end: receiver.options[1]!.start, text: ' ||= ' }]
            : undefined;
      const computed =
        file.language === 'java' && receiver.kind === 'call' && callName(receiver) === 'getOrDefault'
          ? replaced(
              { start: receiver.callee.end, end: receiver.end },
              `(${text(receiver.args[0]!.value)}, missing -> ${text(receiver.args[1]!.value)})`,
            ).map((edit) => ({ ...edit, start: edit.start - 'getOrDefault'.length, text: `computeIfAbsent${edit.text}` }))
          : undefined;
      const fix = setdefault ?? assigned ?? computed;
      return { at: value, of: receiver, by: text(lookup), ...(fix && { fix }) };
    },
  }),
  fault({
    id: 'keys-of-list',
    languages: SCRIPT,
    source: 'ESLint guard-for-in; typescript-eslint no-for-in-array',
    on: 'loop',
    find(loop, { fn, text, file }) {
      if (loop.how !== 'keys' || !loop.over || !loop.target) return undefined;
      const over = loop.over;
      const made =
        over.kind === 'list' ||
        (over.kind === 'name' &&
          [...(fn ? assignsOf(over.name, fn.body) : []), ...assignsOf(over.name, file.code)].some(
            ({ value }) => value?.kind === 'list' || /^(?:map|filter|split|slice|sort|concat)$/.test(value ? callName(value) : ''),
          )) ||
        (over.kind === 'name' && /\[\]$/.test(fn?.params.find(({ name }) => name === over.name)?.type ?? ''));
      const name = loop.target.kind === 'name' ? loop.target.name : '';
      // Its elements are read by their places.
      if (!made || some(loop.body, (node) => node.kind === 'index' && isName(node.keys[0], name))) return undefined;
      const at = loop.target.end + text({ start: loop.target.end, end: over.start }).indexOf('in');
      return {
        at: loop,
        of: { start: loop.target.start, end: over.end },
        by: text(over),
        other: name,
        fix: [{ start: at, end: at + 2, text: 'of' }],
      };
    },
  }),
  fault({
    id: 'callback-gives-nothing',
    languages: SCRIPT,
    source: 'ESLint array-callback-return; Sonar S3796',
    on: 'call',
    find(call, { text, parent }) {
      const [first] = call.args.map(({ value }) => value);
      if (
        !/^(?:map|filter|find|findIndex|some|every|reduce|flatMap|sort|toSorted|findLast)$/.test(callName(call)) ||
        !receiverOf(call) ||
        parent?.kind === 'do' ||
        first?.kind !== 'fn' ||
        first.short ||
        first.body.length === 0
      )
        return undefined;
      if (some(first.body, (node) => (node.kind === 'return' && node.value !== undefined) || node.kind === 'throw', isFn)) return undefined;
      const [only] = first.body;
      const fix =
        first.body.length === 1 && only?.kind === 'do' ? [{ start: only.value.start, end: only.value.start, text: 'return ' }] : undefined;
      return { at: call, of: { start: first.start, end: first.end }, by: callName(call), other: text(first), ...(fix && { fix }) };
    },
  }),
  fault({
    id: 'replaces-first',
    languages: SCRIPT,
    source: 'unicorn/prefer-string-replace-all; CodeQL js/incomplete-sanitization; Sonar S6653',
    on: 'call',
    find(call, { text }) {
      const [first] = call.args.map(({ value }) => value);
      if (
        callName(call) !== 'replace' ||
        call.args.length !== 2 ||
        !isLiteral(first, 'text') ||
        first.parts ||
        first.value === '' ||
        call.callee.kind !== 'member'
      )
        return undefined;
      return { at: call, by: text(first), fix: [{ start: call.callee.end - 'replace'.length, end: call.callee.end, text: 'replaceAll' }] };
    },
    fits: (wanted, got, { by = '' }) => got.includes(plain(by)) && got.split(plain(by)).length > wanted.split(plain(by)).length,
  }),
  fault({
    id: 'strips-characters',
    languages: ['python', 'go', 'csharp', 'php', 'ruby'],
    source: 'Ruff B005; Staticcheck SA1024; Pylint bad-str-strip-call; ReSharper; PHP manual, rtrim; Ruby documentation, String#delete',
    on: 'call',
    find(call, around) {
      const { language } = around.file;
      const name = callName(call);
      const [first, second] = call.args.map(({ value }) => value);
      const trims = {
        ...{ python: /^[lr]?strip$/, go: /^Trim(?:Left|Right|)$/, csharp: /^Trim(?:Start|End|)$/ },
        ...{ php: /^[lr]?trim$/, ruby: /^delete$/ },
      }[language as 'python' | 'go' | 'csharp' | 'php' | 'ruby'];
      const given =
        language === 'go' || language === 'php'
          ? second
          : language === 'python' || language === 'ruby'
            ? first
            : first && callName(first) === 'ToCharArray'
              ? receiverOf(first)
              : undefined;
      const signs = trims.test(name) ? textOf(given, around) : undefined;
      if (!signs || signs.value.length < 3 || !/[A-Za-z]{2}|[A-Za-z\d]\./.test(signs.value)) return undefined;
      if (/^(?:[a-z]{26}|[A-Z]{26}|0123456789)/.test(signs.value)) return undefined;
      const instead = { lstrip: 'removeprefix', rstrip: 'removesuffix', TrimLeft: 'TrimPrefix', TrimRight: 'TrimSuffix' }[name];
      return {
        at: call,
        by: isName(given) ? `"${signs.value}"` : around.text(given!),
        other: name,
        ...(instead && { fix: [{ start: call.callee.end - name.length, end: call.callee.end, text: instead }] }),
      };
    },
    fails(error, { by = '', other = '' }) {
      const signs = new Set(plain(by));
      const [side] = /^(?:l|Trim(?:Left|Start))/.exec(other) ? ['start'] : /^r|(?:Right|End)$/.exec(other) ? ['end'] : ['both'];
      // A name that is missed has to have one of the characters where they are removed.
      const cut = missedIn(error).some(
        (name) => (side !== 'end' && signs.has(name[0]!)) || (side !== 'start' && signs.has(name.at(-1)!)) || other === 'delete',
      );
      return cut || undefined;
    },
  }),
  fault({
    id: 'text-as-pattern',
    languages: ['java'],
    source: 'SpotBugs RE_POSSIBLE_UNINTENDED_PATTERN; Sonar S4248; Error Prone StringSplitter',
    on: 'call',
    find(call, { text }) {
      const [first] = call.args.map(({ value }) => value);
      if (
        !/^(?:split|replaceAll|replaceFirst)$/.test(callName(call)) ||
        !receiverOf(call) ||
        !isLiteral(first, 'text') ||
        !/^(?:\.|\||\$|\^|\*|\+|\?|\(|\[|\{)$/.test(first.value)
      )
        return undefined;
      return { at: call, by: text(first), fix: [{ start: first.start, end: first.end, text: `"\\\\${first.value}"` }] };
    },
    fails: (error) => /out of bounds for length 0|PatternSyntaxException/.test(error),
  }),
  fault({
    id: 'text-instead-of-tuple',
    languages: ['python'],
    source: 'Pylint; SonarPython S5797; Ruff',
    on: 'operate',
    find(node, { text, file }) {
      const [, right] = node.operands;
      if (!/^(?:not )?in$/.test(node.operator) || !isLiteral(right, 'text') || right.value.length < 2 || file.text[right.start - 1] !== '(')
        return undefined;
      return { at: node, by: text(right), fix: [{ start: right.end, end: right.end, text: ',' }] };
    },
  }),
  fault({
    id: 'missing-f',
    languages: ['python'],
    source: 'Ruff RUF027',
    on: 'literal',
    find(node, { fn, parent, file }) {
      if (
        node.of !== 'text' ||
        !fn ||
        parent?.kind === 'member' ||
        parent?.kind === 'do' ||
        node.parts ||
        !/^["']/.test(file.text.slice(node.start, node.start + 1))
      )
        return undefined;
      const name = /\{([a-z_]\w{0,60})(?:\.\w{1,60}|\[[^\]\n]{1,40}\])?(?::[^{}\n]{1,20})?\}/.exec(node.value)?.[1];
      if (
        name === undefined ||
        !(fn.params.some((each) => each.name === name) || assignsOf(name, fn.body).length > 0) ||
        some(fn.body, (each) => each.kind === 'member' && /^format(?:_map)?$/.test(each.name))
      )
        return undefined;
      if (
        parent?.kind === 'call' &&
        /^(?:get|route|post|put|delete|path|compile|sub|match|search|Template|getLogger|debug|info|warning|error)$/.test(callName(parent))
      )
        return undefined;
      return { at: node, by: name, fix: [{ start: node.start, end: node.start, text: 'f' }] };
    },
    fits: (_wanted, got) => /\{\w+/.test(got) || undefined,
  }),
  fault({
    id: 'falls-through',
    languages: [...SCRIPT, 'java', 'cpp', 'php'],
    source: 'ESLint no-fallthrough; SpotBugs SF_SWITCH_FALLTHROUGH; -Wimplicit-fallthrough; Sonar S128',
    on: 'switch',
    find(node, { file, text }) {
      if (!node.falls) return undefined;
      for (const [index, each] of node.cases.entries()) {
        const next = node.cases[index + 1];
        const last = each.body.at(-1);
        if (!next || !last || next.body.length === 0 || /^(?:return|throw|jump|branch|switch|try|block|loop)$/.test(last.kind)) continue;
        if (last.kind === 'do' && last.value.kind === 'call' && /exit|fail|never|panic|abort|die|unreachable/i.test(callName(last.value)))
          continue;
        if (
          /fall|no ?break/i.test(file.text.slice(last.start, next.start + 80)) ||
          (file.language === 'java' && /->/.test(text({ start: each.start, end: each.body[0]!.start })))
        )
          continue;
        const indent = indentAt(file.text, last.start);
        const end = last.end + (file.text[last.end] === ';' ? 1 : 0);
        return {
          at: last,
          by: each.values[0] ? text(each.values[0]) : 'default',
          other: next.values[0] ? text(next.values[0]) : 'default',
          also: { file, at: next },
          fix: [{ start: end, end, text: `\n${indent}break;` }],
        };
      }
      return undefined;
    },
  }),
  fault({
    id: 'pattern-remembers',
    languages: SCRIPT,
    source: 'MDN RegExp.lastIndex; Sonar S6351',
    on: 'call',
    find(call, { fn, file, path }) {
      const pattern = receiverOf(call);
      if (callName(call) !== 'test' || !isName(pattern) || !fn) return undefined;
      const made = (file.code as readonly Expr[]).find((node) => node.kind === 'assign' && isName(node.target, pattern.name));
      const value = made?.kind === 'assign' && made.value?.kind === 'literal' && made.value.of === 'pattern' ? made.value : undefined;
      const flags = value && /\/([a-z]*)$/.exec(value.value)?.[1];
      if (
        !value ||
        !flags ||
        !/[gy]/.test(flags) ||
        path.some((node) => node.kind === 'loop' && node.how === 'while') ||
        some(fn.body, (node) => node.kind === 'assign' && node.target.kind === 'member' && node.target.name === 'lastIndex')
      )
        return undefined;
      return {
        at: call,
        by: pattern.name,
        other: flags,
        also: { file, at: value },
        fix: [{ start: value.end - flags.length, end: value.end, text: flags.replace(/[gy]/g, '') }],
      };
    },
    fits: (wanted, got) => (/^true$/.test(wanted.trim()) ? /^false$/.test(got.trim()) : undefined),
  }),
  fault({
    id: 'sorted-as-text',
    languages: SCRIPT,
    source: 'typescript-eslint require-array-sort-compare; Sonar S2871',
    on: 'call',
    find(call) {
      if (!/^(?:sort|toSorted)$/.test(callName(call)) || call.args.length > 0 || !receiverOf(call)) return undefined;
      return { at: call, fix: [{ start: call.end - 1, end: call.end - 1, text: '(a, b) => a - b' }] };
    },
    // Only numbers come out in another order; of one that is taken from the list, those of unlike lengths.
    fits: (wanted, got) =>
      isWhole(wanted) && isWhole(got)
        ? wanted.trim().length !== got.trim().length || undefined
        : wanted !== got &&
          /\d/.test(wanted) &&
          !/[A-Za-z]/.test(wanted) &&
          elements(wanted) !== undefined &&
          elements(wanted) === elements(got),
  }),
  fault({
    id: 'each-instead-of-map',
    languages: ['ruby'],
    source: 'RuboCop Lint/Void, Style/MapIntoArray',
    on: 'call',
    find(call, { parent, text, fn, path }) {
      const name = callName(call);
      const block = call.args.at(-1)?.value;
      if (!/^each(?:_with_index|_pair)?$/.test(name) || block?.kind !== 'fn' || call.callee.kind !== 'member') return undefined;
      const isKept = (parent?.kind === 'assign' && parent.value === call) || (parent?.kind === 'return' && makesValue(block));
      const isLast =
        parent?.kind === 'do' &&
        fn !== undefined &&
        path.at(-2) === fn &&
        fn.body.at(-1) === parent &&
        !fn.words.includes('block') &&
        fn.name !== 'initialize' &&
        makesValue(block);
      if (!isKept && !isLast) return undefined;
      return {
        at: call,
        by: text(call.callee.of),
        ...(name === 'each' && { fix: [{ start: call.callee.end - 'each'.length, end: call.callee.end, text: 'map' }] }),
      };
    },
  }),
  fault({
    id: 'filled-behind',
    languages: ['go'],
    source: 'gocritic; makezero',
    on: 'assign',
    find(assign, { fn, file, text }) {
      const { value } = assign;
      if (!fn || !isName(assign.target) || value?.kind !== 'call' || !isName(value.callee, 'make') || value.args.length !== 1)
        return undefined;
      const size = value.args[0]!.value;
      const { name } = assign.target;
      const appended = [...nodesIn(fn.body)].find(
        (node) => node.kind === 'call' && isName(node.callee, 'append') && isName(node.args[0]?.value, name),
      );
      if (
        !appended ||
        (isLiteral(size, 'number') && size.value === '0') ||
        !/^make\(\[\]/.test(text(value)) ||
        some(fn.body, (node) => node.kind === 'assign' && node.target.kind === 'index' && isName(node.target.of, name))
      )
        return undefined;
      return {
        at: value,
        by: text(size),
        other: name,
        also: { file, at: appended },
        fix: [{ start: size.start, end: size.start, text: '0, ' }],
      };
    },
  }),
];

/** Whether a block's last expression makes a value and changes nothing. */
function makesValue({ body }: Fn): boolean {
  const last = body.at(-1);
  const value = last?.kind === 'do' ? last.value : undefined;
  if (value?.kind === 'operate') return /^[-+*/%]$/.test(value.operator) && value.operands.length === 2;
  return value?.kind === 'list' || value?.kind === 'map' || isLiteral(value, 'text');
}
