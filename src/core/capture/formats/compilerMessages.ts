import type { Line, Lookback } from '../line';
import type { Trigger } from '../scan/triggers';
import { boxShapes } from './compilerBoxes';
import { olderShapes } from './compilerOlderShapes';
import { type CompilerMessage, type CompilerShape, found, place } from './compilerShape';
import type { FrameDraft } from './frameDraft';

/** Only absolute paths contain blanks: words before a path do not belong to it. */
const path = String.raw`(?<file>(?:[A-Za-z]:)?[\\/][^:"'<>|\n]{1,500}|[^\s:"'<>|]{1,500})`;
const atLine = String.raw`(?<at>\d{1,9})`;
const atColumn = String.raw`(?<column>\d{1,9})`;
/** Languages whose compilers write `path:line:column: error: …`. */
const compiled = String.raw`\.(?:c|cc|cpp|cxx|c\+\+|cu|h|hh|hpp|hxx|inl|m|mm|java|kts?|scala|sbt|swift|dart|zig|hs|d|nim)`;

const inParentheses = new RegExp(
  String.raw`^\s{0,8}(?:\d{1,4}>)?${path}\(${atLine}(?:,${atColumn})?(?:,\d{1,9},\d{1,9})?\) ?: (?:[\w.]{1,40},Version=\S{1,20} )?(?:fatal )?error (?<type>[A-Z]{1,5}\d{1,6}): (?<message>.*)$`,
);
const behindDash = new RegExp(
  String.raw`^\s{0,8}(?:(?<typed><repl>\.ts)|${path}):${atLine}:${atColumn} - error(?: (?<type>[A-Z]{2,6}\d{1,6}))?: (?<message>.*)$`,
);
const behindColons = new RegExp(String.raw`^${path}:${atLine}(?::${atColumn})?: (?<type>fatal error|[Ee]rror):(?: (?<message>.*))?$`);
/** Old compilers of C name no column and show no code; their words differ from those of a log. */
const cFamily = /\.(?:c|cc|cpp|cxx|c\+\+|cu|h|hh|hpp|hxx|inl|ipp|l|y)$/;
const cWords =
  /^(?:[‘'`"]|expected |parse error|syntax error|stray |implicit |invalid |no (?:matching|match|such) |redefinition |conflicting |incompatible |cannot convert |too (?:few|many) arguments|passing |#error|ISO C)|\b(?:undeclared|was not declared|undefined|does not name a type|has no member|No such file or directory)\b/;
const compiledFile = new RegExp(`${compiled}$`);
/** mypy has no column, but a code behind its message. */
const mypy = new RegExp(String.raw`^${path}:${atLine}(?::${atColumn})?: (?<type>error): (?<message>.{1,2000}  \[[a-z-]{1,60}\])$`);
/** XCTest reports a failed test like a compiler. */
const xctest = /^(?:-\[|[\w.]{1,500}\.\w{1,300} : )/;
const cargo = new RegExp(String.raw`^\s{0,12}--> ${path}:${atLine}:${atColumn}$`);
const rustError = /^error(?:\[(E\d{1,6})\])?: (.*)$/;
/** Ruff prints like rustc, with the rule in front. */
const ruff = /^([A-Z]{1,4}\d{3,5}|invalid-syntax:) (?:\[\*\] )?(.*)$/;
/** flake8, ruff, pylint: `a.py:2:24: F821 undefined name 'x'`. pylint's other classes are warnings and conventions. */
const pythonRule = new RegExp(
  String.raw`^${path}:${atLine}:${atColumn}: (?:(?<rule>[A-Z]{1,4}\d{3,5}) (?:\[\*\] )?|(?<checked>[EF]\d{4}): )(?<message>.+)$`,
);
const requiredFrom = new RegExp(String.raw`^${path}:${atLine}(?::${atColumn})?: {2,8}required from (?:here|.{1,4000})$`);
const goPlace = new RegExp(String.raw`^(?:vet: )?${path}:${atLine}:(?:${atColumn}:)? (?<message>.+)$`);
const goWords =
  /^(?:undefined: |undeclared name|syntax error|declared and not used|imported and not used|\S{1,200} (?:declared|redeclared|imported)\b|"[^"]{1,500}" imported and not used|cannot use |missing return|package \S{1,500} is not in |no required module provides|import cycle|invalid operation|not enough |too many |assignment mismatch|cannot find package|expected |\S{1,200} undefined )/;
const maven = new RegExp(String.raw`^${path}:\[${atLine},${atColumn}\] (?:error: )?(?<message>.*)$`);
const kotlin = new RegExp(
  String.raw`^e: (?:file:\/\/)?${path}:(?:${atLine}:${atColumn}:?| \((?<oldAt>\d{1,9}), (?<oldColumn>\d{1,9})\):) (?<message>.*)$`,
);
const esbuild = /^\s{0,8}✘ \[ERROR\] (.*)$/;
const belowPlace = /^(Module not found|Module parse failed|Type error): (?:Error: )?(.*)$/;
const webpackPlace = new RegExp(
  String.raw`^(?:in | ?⨯ )?${path}(?: ${atLine}:(?<fromZero>\d{1,9})(?:-\d{1,9})?(?:-\d{1,9})?|:(?<row>\d{1,9}):${atColumn})?$`,
);

const eslintProblem =
  /^\s{0,8}(?<at>\d{1,9}):(?<column>\d{1,9}) {1,4}(?<level>error|warning|[✖×⚠‼]) {1,8}(?<message>\S.{0,1000}?)(?: {2,200}(?<rule>[@\w/-]{1,100}))?$/;
const eslintFile = /^(?:[A-Za-z]:)?[^\s:][^:]{0,500}\.\w{1,8}$/;
const mostProblems = 200;
/** Stylelint draws the level. */
const isError = (level: string | undefined) => level === 'error' || level === '✖' || level === '×';
const scala3 = /^-- (?:\[(?<type>E\d{1,5})\] )?(?<kind>.{0,80}Error): (?<file>\S{1,500}):(?<at>\d{1,9}):(?<column>\d{1,9})(?: -{2,300})?$/;
const scalac = /^(?<file>[^:\n]{1,500}\.(?:scala|sc)):(?<at>\d{1,9}):(?:(?<column>\d{1,9}):)? (?<message>.*)$/;

/** A further problem of a list, below the one that began it. @returns undefined for any other line; no error for a warning */
export function nextInList(text: string, file: string): { error?: { type: string; message: string; frame: FrameDraft } } | undefined {
  const { at, column, level, message = '', rule } = eslintProblem.exec(text)?.groups ?? {};
  if (at === undefined) return undefined;
  if (!isError(level)) return {};
  const frame = { file, line: Number(at), column: Number(column), raw: text.trim() };
  return { error: { type: rule ?? 'error', message: message.trim(), frame } };
}

/** One for each way to print an error; the first match counts. */
const shapes: readonly CompilerShape[] = [
  ...olderShapes,
  {
    // TypeScript, C#, MSVC: `src/a.ts(1,40): error TS2322: …`
    trigger: {
      holds: [': error ', ': fatal error ', ' error CS'],
      pattern: /\) ?: (?:[\w.]{1,40},Version=\S{1,20} )?(?:fatal )?error [A-Z]{1,5}\d{1,6}: /,
    },
    read(line) {
      const { file = '', at, column, type = '', message = '' } = inParentheses.exec(line.text)?.groups ?? {};
      // MSBuild names the project behind each message.
      return at === undefined
        ? undefined
        : found(line, type, message.replace(/ \[[^[\]]{1,500}proj\]$/, ''), place(line, file, at, column));
    },
  },
  {
    // TypeScript and Angular to a terminal, pyright: `src/a.ts:1:40 - error TS2322: …`
    trigger: { holds: [' - error'], pattern: /:\d{1,9}:\d{1,9} - error(?: [A-Z]{2,6}\d{1,6})?: / },
    read(line) {
      const { typed, file = '', at, column, type = 'error', message = '' } = behindDash.exec(line.text)?.groups ?? {};
      return at === undefined ? undefined : { ...found(line, type, message, place(line, typed ?? file, at, column)), code: 'numbered' };
    },
  },
  {
    // gcc, clang, javac, kotlinc, swiftc: `a.c:3:5: error: …`
    trigger: {
      holds: [': error:', ': Error:', 'fatal error:'],
      pattern: new RegExp(
        String.raw`(?:${compiled}:\d{1,9}(?::\d{1,9})?: (?:fatal error|[Ee]rror):|\.pyi?:\d{1,9}(?::\d{1,9})?: error: .*\]\r?\n)`,
      ),
    },
    read(line, before) {
      const python = mypy.exec(line.text);
      const { file = '', at, column, type = '', message = '' } = (python ?? behindColons.exec(line.text))?.groups ?? {};
      if (at === undefined || xctest.test(message)) return undefined;
      if (python) return /\.pyi?$/.test(file) ? found(line, type, message, place(line, file, at, column)) : undefined;
      if (!compiledFile.test(file)) return undefined;
      const outer = requiredAbove(before);
      return {
        ...found(line, type, message, place(line, file, at, column)),
        ...(outer.length && { outer }),
        code: 'marked',
        needsMark: column === undefined && (line.prefixed || !cFamily.test(file) || !cWords.test(message)),
      };
    },
  },
  {
    // rustc: the place follows below `error[E0308]: …`
    trigger: { holds: [' --> '], pattern: /\n *--> \S.{0,500}:\d{1,9}:\d{1,9}\r?\n/ },
    read(line, before) {
      const { file = '', at, column } = cargo.exec(line.text)?.groups ?? {};
      if (at === undefined) return undefined;
      const rest: string[] = [];
      for (let n = 1; n <= longestHeader; n++) {
        const above = before.above(n);
        const header = above && rustError.exec(above.text);
        if (!above || above.text.trim() === '') return undefined;
        const rule = header ? undefined : /\.(?:pyi?|ipynb)$/.exec(file) && ruff.exec(above.text);
        if (rule) {
          const [, name = '', said = ''] = rule;
          return found(above, name.replace(/:$/, ''), said, place(line, file, at, column));
        }
        if (header) {
          const [, name = 'error', said] = header;
          return found(above, name, [said, ...rest].join('\n'), place(line, file, at, column));
        }
        rest.unshift(above.text);
      }
      return undefined;
    },
  },
  {
    trigger: { holds: ['.py:', '.pyi:'], pattern: /\.pyi?:\d{1,9}:\d{1,9}: [A-Z]{1,4}\d{3,5}:? / },
    read(line) {
      const { file = '', at, column, rule, checked, message = '' } = pythonRule.exec(line.text)?.groups ?? {};
      if (at === undefined || !/\.pyi?$/.test(file)) return undefined;
      return found(line, rule ?? checked ?? '', message, place(line, file, at, column));
    },
  },
  ...boxShapes,
  {
    // Go: `./main.go:5:2: undefined: x`, below `# package` or another one.
    trigger: { holds: ['.go:'], pattern: /\.go:\d{1,9}:(?:\d{1,9}:)? \S/ },
    read(line, before) {
      const { file = '', at, column, message = '' } = goPlace.exec(line.text)?.groups ?? {};
      if (at === undefined || !file.endsWith('.go') || (line.prefixed && !goWords.test(message))) return undefined;
      const above = before.above(1);
      const inPackage = above !== undefined && /^# \S/.test(above.text);
      // A line of a log has no column either.
      if (column === undefined && !inPackage) return undefined;
      if (above !== undefined && !inPackage && !goWords.test(message)) return undefined;
      return found(line, 'error', message, place(line, file, at, column));
    },
  },
  {
    // Maven: `[ERROR] /app/src/Cart.java:[5,10] …`
    trigger: { holds: ['.java:[', '.kt:[', '.scala:['], pattern: /:\[\d{1,9},\d{1,9}\] / },
    read(line) {
      const { file = '', at, column, message = '' } = maven.exec(line.text)?.groups ?? {};
      return at === undefined || line.level !== 'ERROR' ? undefined : found(line, 'error', message, place(line, file, at, column));
    },
  },
  {
    // Kotlin's plugin of Gradle: `e: file:///app/Main.kt:3:5 …`, earlier `e: /app/Main.kt: (3, 5): …`
    trigger: { holds: ['.kt: (', '.kt:', '.kts:'], pattern: /\be: .{1,500}\.kts?:/ },
    read(line) {
      const { file = '', at, column, oldAt, oldColumn, message = '' } = kotlin.exec(line.text)?.groups ?? {};
      const row = at ?? oldAt;
      return row === undefined ? undefined : found(line, 'e', message, place(line, file, row, column ?? oldColumn));
    },
  },
  {
    // ESLint's list: the file is above its problems.
    trigger: { holds: [' error ', '  ✖ ', '  × '], pattern: /\n\s{0,8}\d{1,9}:\d{1,9} {1,4}(?:error|[✖×]) {1,8}\S/ },
    read(line, before) {
      const problem = eslintProblem.exec(line.text);
      if (!problem?.groups || !isError(problem.groups['level'])) return undefined;
      const { at = '0', column, message = '', rule } = problem.groups;
      for (let n = 1; n <= mostProblems; n++) {
        const above = before.above(n)?.text.trimEnd();
        if (above === undefined || above === '') return undefined;
        if (eslintFile.test(above))
          return { ...found(line, rule ?? 'error', message.trim(), place(line, above, at, column)), listed: true };
        if (!eslintProblem.test(above)) return undefined;
      }
      return undefined;
    },
  },
  {
    // Scala 3: `-- [E007] Type Mismatch Error: src/Cart.scala:5:15 ----`
    trigger: { holds: ['rror: '], pattern: /\n-- (?:\[E\d{1,5}\] )?.{0,80}Error: \S{1,300}\.(?:scala|sc):\d/ },
    read(line) {
      const { type, kind = '', file = '', at, column } = scala3.exec(line.text)?.groups ?? {};
      return at === undefined ? undefined : { ...found(line, type ?? 'error', kind, place(line, file, at, column)), code: 'marked' };
    },
  },
  {
    // scalac and sbt: `[error] /app/Cart.scala:5:10: type mismatch;`
    trigger: { holds: ['.scala:', '.sc:'], pattern: /\[error\] .{0,500}\.(?:scala|sc):\d{1,9}:/ },
    read(line) {
      const { file = '', at, column, message = '' } = scalac.exec(line.text)?.groups ?? {};
      return at === undefined || line.level !== 'ERROR'
        ? undefined
        : { ...found(line, 'error', message, place(line, file, at, column)), code: 'marked' };
    },
  },
  {
    trigger: '✘ [ERROR] ',
    read(line) {
      const message = esbuild.exec(line.text)?.[1];
      return message === undefined ? undefined : { type: 'ERROR', message, first: line };
    },
  },
  {
    // webpack, Next.js: the file is above; webpack's columns start at 0.
    trigger: {
      holds: ['Module not found: ', 'Module parse failed: ', 'Type error: '],
      pattern: /(?:Module not found|Module parse failed|Type error): /,
    },
    read(line, before) {
      const [, type, message = ''] = belowPlace.exec(line.text) ?? [];
      const above = before.above(1);
      const { file: own, at, fromZero, row, column } = webpackPlace.exec(above?.text ?? '')?.groups ?? {};
      // webpack 4 and earlier list the modules of an entry: `ERROR in multi (webpack)-dev-server/client ./src/main.js`
      const file = own ?? /^in multi(?: .{0,500}?)? (\.?\/\S{1,500})/.exec(above?.text ?? '')?.[1];
      if (type === undefined || !above || file === undefined || !/[\\/]/.test(file)) return undefined;
      const start = fromZero === undefined ? column : String(Number(fromZero) + 1);
      return found(above, type, message, place(above, file, at ?? row ?? '0', start));
    },
  },
];

const mostRequired = 30;

/** gcc prints the instantiations that led to an error above it, the nearest first. */
function requiredAbove(before: Lookback): FrameDraft[] {
  const found: FrameDraft[] = [];
  for (let n = 1; n <= mostRequired; n++) {
    const line = before.above(n);
    const { file = '', at, column } = requiredFrom.exec(line?.text ?? '')?.groups ?? {};
    if (!line || at === undefined) break;
    found.unshift(place(line, file, at, column));
  }
  return found;
}

/** rustc's message may have several lines above the place. */
const longestHeader = 6;

export const compilerTriggers: readonly Trigger[] = shapes.map(({ trigger }) => trigger);

/** Reads a line as the error of a compiler; undefined for other lines, also where a program only quotes a compiler error in its own. */
export function readCompilerMessage(line: Line, before: Lookback): CompilerMessage | undefined {
  if (line.text.length > longestLine) return undefined;
  for (const shape of shapes) {
    const message = shape.read(line, before);
    if (message) return isQuoted(before) ? undefined : message;
  }
  return undefined;
}

const longestLine = 4000;
const mostQuoted = 30;

/** Below `TSError: ⨯ Unable to compile TypeScript:` it is that error's message. */
function isQuoted(before: Lookback): boolean {
  for (let n = 1; n <= mostQuoted; n++) {
    const text = before.above(n)?.text.trimEnd();
    if (text === undefined || text === '') return false;
    if (/^\s*(?:\w*Error|Uncaught \w*Error): .{0,500}:$/.test(text)) return true;
  }
  return false;
}
