import type { Lookback } from '../line';
import { eachOf } from '../scan/triggers';
import { type CompilerShape, found, place } from './compilerShape';

const quoted =
  /^"(?<file>[^"\n]{1,500}\.[\w+]{1,5})",(?: line)? ?(?<at>\d{1,9})(?: \(col\. (?<column>\d{1,9})\))?(?::|\s{2})\s{0,4}(?:(?<type>(?:fatal )?error|catastrophic error|Error|Fatal error)(?: ?#\d{1,6}(?:-D)?|\[\w{1,12}\])?: )?(?<message>\S.*)$/;
const nag = /^(?<type>Error|Fatal Error|Panic): (?<file>[^\s,:]{1,500}\.[fF]\w{0,4}), line (?<at>\d{1,9}): (?<message>.*)$/;
const errorBelow = /^ {0,4}(?<type>(?:Fatal )?Error)(?: \(.{1,80}\))?: (?<message>\S.*)$/;
const fortranPlace = /^(?<file>(?:[A-Za-z]:)?[^\s:]{1,500}\.[fF]\w{0,4}):(?<at>\d{1,9})(?:[:.](?<column>\d{1,9}))?:$/;
/** OCaml and dune; columns 0-based. */
const ocamlPlace = /^ {0,4}File "(?<file>[^"\n]{1,500})", lines? (?<at>\d{1,9})(?:-\d{1,9})?(?:, characters (?<from>\d{1,9})-\d{1,9})?:$/;
const erlc = /^(?<file>[^\s:]{1,500}\.[exyh]rl):(?<at>\d{1,9})(?::(?<column>\d{1,9}))?: (?![Ww]arning:)(?<message>\S.*)$/;
const deno =
  /^(?:error: )?(?<message>The module's source code could not be parsed: .{1,1000}) at (?:file:\/\/)?(?<file>\S{1,1000}):(?<at>\d{1,9}):(?<column>\d{1,9})$/;
const sassPlace = /^ {2}(?<file>\S{1,500}\.s[ac]ss) (?<at>\d{1,9}):(?<column>\d{1,9}) {2}\S/;
const boxEnd = /^\s{0,12}[╵']/;
const less = /^(?<type>\w{1,60}Error): (?<message>.{1,1000}) in (?<file>\S{1,500}) on line (?<at>\d{1,9}), column (?<column>\d{1,9}):?$/;
const svelteCheck = /^Error: (?<message>\S.*) \((?:ts|js|svelte|css)\)$/;
const placeAlone = /^(?<file>(?:[A-Za-z]:)?[^\s:][^:]{0,500}\.\w{1,8}):(?<at>\d{1,9}):(?<column>\d{1,9})$/;
const prettier =
  /^(?<file>(?:[A-Za-z]:)?[^\s:]{1,500}): (?<type>SyntaxError): (?<message>.{1,1000} \((?<at>\d{1,9}):(?<column>\d{1,9})\))$/;
const ghc = /^(?<file>[^\s:]{1,500}\.l?hs):(?<at>\d{1,9}):(?<column>\d{1,9}):$/;
/** MSBuild's tools: `CSC : error CS0006: …`, `71>app.csproj : error NU1101: …`; tsc without a place: `error TS18003: …`. */
const tool =
  /^\s{0,8}(?:\d{1,4}>)?(?:(?<file>(?:[A-Za-z]:)?[^:*?"<>|\n]{1,500}\.(?:\w{2,3}proj|sln|targets|props)) ?: |(?:CSC|VBC|FSC|MSBUILD) ?: |(?=error TS))(?:fatal )?error (?<type>[A-Z]{2,8}\d{1,6}): (?<message>\S.*)$/;
/** ts-loader names the place above the error. */
const tsLoader = /^\s{1,8}(?<type>TS\d{1,6}): (?<message>\S.*)$/;
const tsLoaderPlace = /^(?:\[tsl\] )?(?:ERROR )?in (?<file>\S{1,500})\((?<at>\d{1,9}),(?<column>\d{1,9})\)$/;
/** gfortran and OCaml print the place, the code and a mark above the message. */
const mostAbove = 12;

function placeOfErrorBelow(before: Lookback): { file: string; at: string; column?: string } | undefined {
  for (let n = 1; n <= mostAbove; n++) {
    const line = before.above(n);
    if (!line || errorBelow.test(line.text)) return undefined;
    const text = line.text.trimEnd();
    const { file, at, column, from } = (fortranPlace.exec(text) ?? ocamlPlace.exec(text))?.groups ?? {};
    if (file !== undefined && at !== undefined) return { file, at, column: from === undefined ? column : String(Number(from) + 1) };
  }
  return undefined;
}

/** Forms without `path:line:column: error:`, of compilers beside the common ones. */
export const olderShapes: readonly CompilerShape[] = [
  {
    // Green Hills, Sun, IAR: `"a.c", line 3: error #20: …`, `"a.c",3  Error[Pe020]: …`
    trigger: { holds: ['", line ', ' Error[', ' error['], pattern: /[\n\t ]"[^"\n]{1,500}\.\w{1,5}",(?: line)? ?\d{1,9}\b/ },
    read(line) {
      const { file = '', at, column, type = 'error', message = '' } = quoted.exec(line.text)?.groups ?? {};
      if (at === undefined || /^(?:warning|remark|note|Warning|Remark)\b/.test(message)) return undefined;
      return found(line, type, message, place(line, file, at, column));
    },
  },
  {
    // NAG Fortran: `Error: a.f90, line 12: …`
    trigger: { holds: [', line '], pattern: /(?:Error|Panic): [^\s,:]{1,500}\.[fF]\w{0,4}, line \d/ },
    read(line) {
      const { type = '', file = '', at, message = '' } = nag.exec(line.text)?.groups ?? {};
      return at === undefined ? undefined : found(line, type, message, place(line, file, at, undefined));
    },
  },
  {
    // gfortran: `a.f90:12:9:`, the code, then `Error: …`; OCaml: `File "cart.ml", line 3, characters 6-9:`, the same
    trigger: { holds: ['Error: ', 'Error ('], pattern: /\n {0,4}(?:Fatal )?Error(?: \(.{1,80}\))?: \S/ },
    read(line, before) {
      const { type = '', message } = errorBelow.exec(line.text)?.groups ?? {};
      const where = message === undefined ? undefined : placeOfErrorBelow(before);
      return where && message !== undefined ? found(line, type, message, place(line, where.file, where.at, where.column)) : undefined;
    },
  },
  {
    // Deno: `error: The module's source code could not be parsed: Expected ';' at file:///app/main.ts:3:8`, the code below.
    trigger: { holds: ['source code could not be parsed: '], pattern: /source code could not be parsed: .{1,1000}:\d{1,9}:\d/ },
    read(line) {
      const { message = '', file = '', at, column } = deno.exec(line.text)?.groups ?? {};
      return at === undefined
        ? undefined
        : { ...found(line, 'SyntaxError', message, place(line, file, at, column)), code: 'marked', spaced: true };
    },
  },
  {
    // svelte-check: `/app/Cart.svelte:2:7`, `Error: … (ts)`
    trigger: { holds: ['Error: '], pattern: /\nError: \S.{0,2000} \((?:ts|js|svelte|css)\)\r?\n/ },
    read(line, before) {
      const message = svelteCheck.exec(line.text.trimEnd())?.groups?.['message'];
      const above = message === undefined ? undefined : before.above(1);
      const { file = '', at, column } = placeAlone.exec(above?.text.trim() ?? '')?.groups ?? {};
      return above && message !== undefined && at !== undefined
        ? { ...found(above, 'Error', message, place(above, file, at, column)), complete: true }
        : undefined;
    },
  },
  {
    // Prettier: `cart.ts: SyntaxError: ',' expected. (1:40)`, the code below.
    trigger: { holds: [': SyntaxError: '], pattern: /: SyntaxError: .{1,1000} \(\d{1,9}:\d{1,9}\)\r?\n/ },
    read(line) {
      const { file = '', type = '', message = '', at, column } = prettier.exec(line.text.trimEnd())?.groups ?? {};
      if (at === undefined) return undefined;
      return { ...found(line, type, message, place(line, file, at, column)), code: 'numbered', needsMark: true };
    },
  },
  {
    // GHC before 8: `src/Cart.hs:5:3:`, the message below.
    trigger: { holds: ['.hs:', '.lhs:'], pattern: /\.l?hs:\d{1,9}:\d{1,9}:\r?\n/ },
    read(line) {
      const { file = '', at, column } = ghc.exec(line.text.trimEnd())?.groups ?? {};
      return at === undefined ? undefined : found(line, '', '', place(line, file, at, column));
    },
  },
  {
    trigger: {
      holds: ['CSC : error ', 'VBC : error ', 'FSC : error ', 'MSBUILD : error ', 'proj : error ', '.sln : error ', '\nerror TS'],
      pattern: /(?: : |\n)(?:fatal )?error [A-Z]{2,8}\d{1,6}: /,
    },
    read(line) {
      const { file, type = '', message } = tool.exec(line.text)?.groups ?? {};
      if (message === undefined) return undefined;
      const said = message.replace(/ \[[^[\]]{1,500}proj\]$/, '');
      return file === undefined
        ? { type, message: said, first: line, unplaced: true }
        : found(line, type, said, place(line, file, '0', undefined));
    },
  },
  {
    // webpack: `ERROR in Entry module not found: Error: Can't resolve './src' in '/app'`
    trigger: 'ERROR in Entry module not found: ',
    read(line) {
      const [, type, message] = /^(?:ERROR )?in (Entry module not found): (?:Error: )?(\S.*)$/.exec(line.text) ?? [];
      return type === undefined || message === undefined ? undefined : { type, message, first: line, unplaced: true, complete: true };
    },
  },
  {
    // ts-loader: `[tsl] ERROR in /app/a.ts(6,3)`, `      TS2322: …`
    trigger: { holds: eachOf('123456789', (digit) => ` TS${digit}`), pattern: /\n\s{1,8}TS\d{1,6}: / },
    read(line, before) {
      const { type = '', message = '' } = tsLoader.exec(line.text)?.groups ?? {};
      const above = type === '' ? undefined : before.above(1);
      const { file = '', at, column } = tsLoaderPlace.exec(above?.text.trimEnd() ?? '')?.groups ?? {};
      return above && at !== undefined ? found(above, type, message, place(above, file, at, column)) : undefined;
    },
  },
  {
    // Erlang: `src/cart.erl:5:3: syntax error before: total`
    trigger: { holds: ['.erl:', '.hrl:', '.xrl:', '.yrl:'], pattern: /[\n\t ][^\s:]{1,500}\.[exyh]rl:\d{1,9}:(?:\d{1,9}:)? \S/ },
    read(line) {
      const { file = '', at, column, message = '' } = erlc.exec(line.text)?.groups ?? {};
      return at === undefined || line.prefixed ? undefined : found(line, 'error', message, place(line, file, at, column));
    },
  },
  {
    // Less: `NameError: variable @missing is undefined in /app/style.less on line 2, column 10:`
    trigger: { holds: [', column '], pattern: /Error: .{1,1000} in \S{1,500} on line \d{1,9}, column \d/ },
    read(line) {
      const { type = '', message = '', file = '', at, column } = less.exec(line.text)?.groups ?? {};
      return at === undefined ? undefined : { ...found(line, type, message, place(line, file, at, column)), code: 'marked' };
    },
  },
  {
    // Sass: `Error: Undefined variable.`, the code in a box, `  style.scss 2:10  root stylesheet`
    trigger: { holds: ['.scss ', '.sass '], pattern: /\n {2}\S{1,500}\.s[ac]ss \d{1,9}:\d{1,9} {2}\S/ },
    read(line, before) {
      const { file = '', at, column } = sassPlace.exec(line.text)?.groups ?? {};
      if (at === undefined || !boxEnd.test(before.above(1)?.text ?? '')) return undefined;
      for (let n = 2; n <= mostAbove; n++) {
        const above = before.above(n);
        const message = above && /^Error: (\S.*)$/.exec(above.text)?.[1];
        if (above && message !== undefined) return found(above, 'Error', message, place(line, file, at, column));
      }
      return undefined;
    },
  },
];
