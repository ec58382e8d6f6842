/** Words in backticks that belong to a language rather than to this program. */
const LANGUAGE_WORDS = new Set(
  (
    'undefined null nil none true false this self super new return await async throw throws try catch finally except raise if else for while ' +
    'do switch case default break continue function func fn def class struct enum interface type const let var val import export from in of is ' +
    'not and or typeof instanceof void delete yield with as any unknown never string number boolean object symbol bigint int float double long ' +
    'short byte char bool str list dict tuple set map array error exception nan infinity static public private protected final abstract ' +
    'extends implements package namespace using lambda pass unwrap expect panic some ok err result option'
  ).split(' '),
);

/** Names from a runtime; members of JavaScript's own objects are read from the runtime itself. */
const RUNTIME_NAMES = new Set([
  ...Object.getOwnPropertyNames(globalThis),
  ...[Object, Array, String, Number, Promise, Map, Set, Date, RegExp, Function, Error, Symbol].flatMap((type) => [
    ...Object.getOwnPropertyNames(type),
    ...Object.getOwnPropertyNames(type.prototype as object),
  ]),
  ...[JSON, Math, Reflect].flatMap((namespace) => Object.getOwnPropertyNames(namespace)),
  ...(
    'window document console process require module exports React useState useEffect useMemo useRef useCallback useContext fetch ' +
    'print len range isinstance getattr setattr hasattr enumerate zip sorted items append extend get pop update format split strip join ' +
    'KeyError IndexError AttributeError ValueError TypeError ImportError NameError Optional Dict List Any Union Exception RuntimeError ' +
    'NullPointerException IllegalStateException IllegalArgumentException System out println equals hashCode toString getOrDefault containsKey ' +
    'isPresent orElse Objects requireNonNull String Integer Long Boolean Collections NullReferenceException Console WriteLine Task Linq ' +
    'fmt Println Errorf nil defer recover chan goroutine context Vec HashMap String Some None Ok Err unwrap_or unwrap_or_default clone ' +
    'nullptr std vector shared_ptr unique_ptr malloc free memcpy sizeof array_key_exists isset empty count nil? present? blank? dig'
  ).split(' '),
]);

const IDENTIFIER = /[\p{ID_Start}$_][\p{ID_Continue}$]*/gu;
/** `a.b?.c()`, `Store::load`, `orders[0]`: one name or a chain of them. */
const NAME_CHAIN =
  /^[\p{ID_Start}$_@#][\p{ID_Continue}$]*(?:(?:\??\.|::|->|#)[\p{ID_Start}$_][\p{ID_Continue}$]*|\[[^\]]{0,40}\]|\([^()]{0,80}\)|[?!])*$/u;

const OPERATOR = /[-+*/%<>=!&|^]+/g;
const NO_OPERATORS: ReadonlySet<string> = new Set(['->', '=>', '!']);

/** Every identifier in a text. */
export function identifiersIn(text: string): string[] {
  return text.match(IDENTIFIER) ?? [];
}

/** Code that a sentence quotes: in backticks, else in quotes where it has the form of code. At most 20 pieces of 200 characters. */
export function citedCode(sentence: string): string[] {
  const ticked = [...sentence.matchAll(/`([^`\n]{1,200})`/g)].map(([, code = '']) => code);
  if (ticked.length) return ticked.filter(saysSomething).slice(0, 20);
  const quoted = [...sentence.matchAll(/"([^"\n]{2,200})"|'([^'\n]{2,200})'|“([^”\n]{2,200})”/g)].map(
    ([, double, single, curly]) => double ?? single ?? curly ?? '',
  );
  return quoted.filter((code) => saysSomething(code) && /[.()[\]=_{}]|[a-z][A-Z]|^\w+$/.test(code)).slice(0, 20);
}

function saysSomething(code: string): boolean {
  return identifiersIn(code).some((name) => name.length > 1 && !LANGUAGE_WORDS.has(name.toLowerCase()));
}

/** Whether a name is one of a runtime's, and so of no program. */
export function isRuntimeName(name: string): boolean {
  return RUNTIME_NAMES.has(name);
}

/** Identifiers of a piece of code that are specific to this program. */
export function ownNames(code: string): string[] {
  return identifiersIn(code).filter((name) => !LANGUAGE_WORDS.has(name.toLowerCase()));
}

/** Every operator in a piece of code; what leads to a member or an arrow's body is none. */
export function operatorsIn(code: string): string[] {
  return code.match(OPERATOR)?.filter((each) => !NO_OPERATORS.has(each)) ?? [];
}

/** The operators of a piece of code that have a name of this program on both sides: `+` of `price + tax`, but none of `price > 0`. */
export function operatorsBetween(code: string): string[] {
  const operands = code.split(OPERATOR);
  const operators = code.match(OPERATOR) ?? [];
  return operators.filter(
    (each, at) => !NO_OPERATORS.has(each) && ownNames(operands[at] ?? '').length > 0 && ownNames(operands[at + 1] ?? '').length > 0,
  );
}

/**
 * Names that a sentence presupposes: chains of identifiers in backticks, and calls (`loadOrders()`) also without them. Names of the
 * language and its runtime are left out.
 */
export function namedSymbols(sentence: string): { shown: string; names: string[] }[] {
  const ticked = [...sentence.matchAll(/`([^`\n]{1,200})`/g)].map(([, code = '']) => code).filter((code) => NAME_CHAIN.test(code));
  const calls = [...sentence.matchAll(/(?<![\p{ID_Continue}$.`])([\p{ID_Start}$_][\p{ID_Continue}$]{2,60})\(\)/gu)].map(
    ([, name = '']) => name,
  );
  const found = new Map<string, string[]>();
  for (const shown of [...ticked, ...calls]) {
    // Text in brackets is a value as often as a name.
    const chain = shown.replace(/\([^()]*\)|\[[^[\]]*\]/g, '');
    const names = identifiersIn(chain).filter(
      (name) => name.length > 1 && !LANGUAGE_WORDS.has(name.toLowerCase()) && !RUNTIME_NAMES.has(name),
    );
    if (names.length && !found.has(shown)) found.set(shown, names);
  }
  return [...found].map(([shown, names]) => ({ shown, names }));
}
