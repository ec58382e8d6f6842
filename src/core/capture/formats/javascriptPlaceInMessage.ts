import { type FrameDraft, frameOf } from './frameDraft';

const rollup = /^(?<file>\S[^:\n]{0,1000}?) \((?<line>\d{1,9}):(?<column>\d{1,9})\): /;
const babel = /^(?<file>(?:[A-Za-z]:)?[^\s:]{1,1000}): .{0,1000}\((?<line>\d{1,9}):(?<column>\d{1,9})\)$/;

/** Babel and others: `/app/src/App.jsx: Unexpected token (3:5)`, Rollup: `src/main.js (1:9): …`; columns 0-based. */
export function placeInMessage(message: string): FrameDraft | undefined {
  const raw = message.split('\n', 1)[0] ?? '';
  const match = rollup.exec(raw) ?? babel.exec(raw);
  return match ? { ...frameOf(match, raw), column: Number(match.groups?.['column']) + 1 } : undefined;
}

/** ts-node: `src/a.ts:3:5 - error TS2322: …`, `src/a.ts(3,5): error TS2322: …`; esbuild: `/app/a.ts:3:4: ERROR: …`, columns 0-based. */
const compilerLine =
  /^([^\s:][^:\n]{0,1000}|[A-Za-z]:[^:\n]{1,1000})(?:\(|:)(\d{1,9})[:,](\d{1,9})\)?(?:(?::| -) error TS\d{1,6}|: (ERROR)): /m;

/** A tool that compiles loaded code names the place in its message; its stack has only its own frames. */
export function placeOfCompiler(message: string): FrameDraft | undefined {
  if (!/^(?:⨯ Unable to compile TypeScript|(?:Transform|Build) failed with )/.test(message)) return undefined;
  const match = compilerLine.exec(message);
  if (!match) return boxedPlace(message);
  const [raw, file = '', line, column, fromZero] = match;
  return { file, line: Number(line), column: Number(column) + (fromZero === undefined ? 0 : 1), raw: raw.replace(/: $/, '') };
}

/** The dev server indents it, below the plugin. */
const buildFile = /\n(?:\s{1,4}Plugin: [^\n]{1,200}\n\s{1,4}F|f)ile: (\S[^\n]{0,1000}?)(?::(\d{1,9}):(\d{1,9}))?[ \t]{0,20}(?=\n|$)/;

/** On its page in the browser it is the line above the code. */
const lastLine = /\n((?:[A-Za-z]:)?[\\/][^\n:]{1,500}):(\d{1,9}):(\d{1,9})$/;

/** Vite names the file below the message, and then shows its code; columns 0-based. @returns undefined for any other message */
export function splitBuildMessage(message: string): { message: string; place: FrameDraft } | undefined {
  const [raw, file = '', line = '0', column] = buildFile.exec(message) ?? lastLine.exec(message) ?? [];
  if (raw === undefined) return undefined;
  const place: FrameDraft = { file, line: Number(line), raw: raw.trim() };
  if (column !== undefined) place.column = Number(column) + 1;
  return {
    message: message
      .slice(0, message.indexOf(raw))
      .replace(/^Internal server error: /, '')
      .trimEnd(),
    place,
  };
}

/** Rolldown, in Vite: `╭─[ src/main.js:1:10 ]`. */
function boxedPlace(message: string): FrameDraft | undefined {
  const [raw, file = '', line, column] = /^\s{0,8}╭─\[ ?([^\s:][^:\n]{0,1000}):(\d{1,9}):(\d{1,9}) ?\]/m.exec(message) ?? [];
  return raw === undefined ? undefined : { file, line: Number(line), column: Number(column), raw };
}
