import { basename } from 'node:path';
import { inOrder, layOut, printed, type RecordedText, run, type TrueError } from './common';

/** An error as a tool's own interface or its JSON gives it. */
interface Problem {
  type: string;
  message: string;
  file?: string;
  line?: number;
}

interface Checker {
  tool: string;
  files: readonly string[];
  command: (file: string) => string;
  /** Prints frames of its own, too. */
  uncounted?: true;
  /** The command that prints the truth as JSON, and how to read it; `errorsOf.mjs` of the tool by default. */
  json?: string;
  read?: (report: never, file: string) => Problem[];
}

interface EslintFile {
  filePath: string;
  messages: { severity: number; ruleId: string | null; message: string; line: number }[];
}
const eslintProblems = (files: EslintFile[]) =>
  files.flatMap(({ filePath, messages }) =>
    messages
      .filter(({ severity }) => severity === 2)
      .map(({ ruleId, message, line }) => ({ type: ruleId ?? 'error', message: message.replace(/\.$/, ''), file: filePath, line })),
  );

const python = process.env['READING_PYTHON'] ?? '/usr/bin/python3';

const checkers: Checker[] = [
  {
    tool: 'tsc',
    files: ['types.ts', 'imports.ts', 'syntax.ts'],
    command: (file) => `tsc --strict --noEmit --target es2022 --module esnext --moduleResolution bundler ${file}`,
  },
  {
    tool: 'tsc-pretty',
    files: ['types.ts', 'imports.ts', 'syntax.ts'],
    command: (file) => `tsc --pretty --strict --noEmit --target es2022 --module esnext --moduleResolution bundler ${file}`,
  },
  { tool: 'eslint', files: ['lint.js', 'syntax.js'], command: (file) => `eslint ${file}`, json: 'eslint -f json', read: eslintProblems },
  {
    tool: 'esbuild',
    files: ['syntax.js', 'entry.js', 'entry2.js', 'syntax.ts'],
    command: (file) => `esbuild --bundle ${file} --outfile=out.js`,
  },
  { tool: 'rollup', files: ['syntax.js', 'entry.js', 'entry2.js'], command: (file) => `rollup ${file} -f es -o out.js`, uncounted: true },
  { tool: 'babel', files: ['syntax.js', 'syntax.ts'], command: (file) => `babel ${file}`, uncounted: true },
  { tool: 'sass', files: ['style.scss', 'style2.scss'], command: (file) => `sass ${file}` },
  { tool: 'less', files: ['style.less', 'style2.less'], command: (file) => `lessc ${file}` },
  {
    tool: 'pyright',
    files: ['prices.py'],
    command: (file) => `pyright ${file}`,
    json: 'pyright --outputjson',
    read: ({
      generalDiagnostics,
    }: {
      generalDiagnostics: { severity: string; message: string; rule?: string; file: string; range: { start: { line: number } } }[];
    }) =>
      generalDiagnostics
        .filter(({ severity }) => severity === 'error')
        .map(({ message, file, range }) => ({ type: 'error', message: `${message.split('\n')[0]}…`, file, line: range.start.line + 1 })),
  },
  {
    tool: 'mypy',
    files: ['prices.py'],
    command: (file) => `${python} -m mypy --no-incremental --cache-dir=/dev/null ${file}`,
    json: `${python} -m mypy --no-incremental --cache-dir=/dev/null -O json`,
    read: (problems: { severity: string; message: string; code: string; file: string; line: number }[]) =>
      problems
        .filter(({ severity }) => severity === 'error')
        .map(({ message, code, file, line }) => ({ type: 'error', message: `${message}  [${code}]`, file, line })),
  },
  {
    tool: 'oxlint',
    files: ['lint.js', 'syntax.js'],
    command: (file) => `oxlint -D correctness ${file}`,
    json: 'oxlint -D correctness -f json',
    read: ({
      diagnostics,
    }: {
      diagnostics: { message: string; code?: string; severity: string; filename: string; labels: { span: { line: number } }[] }[];
    }) =>
      diagnostics
        .filter(({ severity }) => severity === 'error')
        .map(({ message, code, filename, labels }) => ({
          type: 'error',
          message: `${code ? `${code}: ` : ''}${message}…`,
          file: filename,
          line: labels[0]?.span.line,
        })),
  },
  {
    tool: 'stylelint',
    files: ['bad.css'],
    command: (file) => `stylelint ${file}`,
    json: 'stylelint -f json',
    read: (files: { source: string; warnings: { line: number; rule: string; text: string; severity: string }[] }[]) =>
      files.flatMap(({ source, warnings }) =>
        warnings.map(({ line, rule, text }) => ({ type: rule, message: text.replace(/ \([\w-]+\)$/, ''), file: source, line })),
      ),
  },
  {
    tool: 'pylint',
    files: ['prices.py'],
    command: (file) => `${python} -m pylint -E --persistent=n ${file}`,
    json: `${python} -m pylint -E --persistent=n -f json`,
    read: (problems: { message: string; 'message-id': string; symbol: string; path: string; line: number }[]) =>
      problems.map((each) => ({ type: each['message-id'], message: `${each.message} (${each.symbol})`, file: each.path, line: each.line })),
  },
  {
    tool: 'flake8',
    files: ['prices.py'],
    command: (file) => `${python} -m flake8 ${file}`,
    json: `${python} -m flake8 --format='%(code)s|%(text)s|%(row)d'`,
    read: (text: string, file: string) =>
      text
        .trim()
        .split('\n')
        .map((line) => {
          const [type = '', message = '', row] = line.split('|');
          return { type, message, file, line: Number(row) };
        }),
  },
];

/** Compilers, bundlers and checkers: the truth is what they report as JSON or through their interface. */
export function* recordCheckers(named: RegExp): Generator<RecordedText> {
  layOut('checkers');
  for (const { tool, files, command, json, read, uncounted } of checkers.filter((each) => named.test(each.tool))) {
    for (const file of files) {
      const text = printed(command(file));
      const report = run(json ? `${json} ${file} 2>&1` : `node errorsOf.mjs ${tool.replace(/-.*/, '')} ${file}`);
      const problems = read ? read(parsed(report) as never, file) : (parsed(report) as Problem[]);
      yield {
        tool,
        name: file,
        text,
        errors: inOrder(
          problems.map((each) => trueError(each, uncounted)),
          text,
        ),
      };
    }
  }
}

/** JSON, JSON with one object a line (mypy), or a text of its own. */
function parsed(report: string): unknown {
  const lines = report.trim().split('\n');
  if (lines.every((line) => line.startsWith('{"file":'))) return lines.map((line) => JSON.parse(line) as unknown);
  try {
    return JSON.parse(report.slice(Math.max(0, report.search(/[[{]/)))) as unknown;
  } catch {
    return report;
  }
}

function trueError({ type, message, file, line }: Problem, uncounted = false): TrueError {
  const first = file && line ? `${basename(file)}:${line}` : undefined;
  return { type, message, first, ...(first && !uncounted ? { frames: 1 } : {}) };
}
