import { wordSet } from './textTests';
import type { Clue } from './clue';
import { callWritten } from './callText';
import { code, type ExplainInput, type Explanation } from './explanation';
import type { Place } from '../../flow/originSteps';
import { originPlace, originSentences } from './originText';
import { originOf } from './followed';
import { folderOf, nameOf } from '../../workspace/fileIndex';
import { nearName } from '../../flow/nearName';

const OPENS = wordSet(
  'open openSync readFile readFileSync read_to_string read File FileReader FileInputStream readString readAllLines lines newBufferedReader ReadAllText ReadAllLines OpenRead OpenText StreamReader FileStream file_get_contents fopen file include require ReadFile Open OpenFile foreach readlines read_text createReadStream statSync readdirSync scandir listdir load',
);

/** PHP's statements that run another file. */
const INCLUDES = /\b((?:require|include)(?:_once)?)\b([^;\n]{1,200});/;

/** A file that is not there: where its name comes from, and where the workspace has a file of that name. */
export function explainMissingFile(clue: Extract<Clue, { kind: 'missingFile' }>, input: ExplainInput): Explanation | undefined {
  const { at, view, frame, names } = input;
  const calls = at.file.calls({ startLine: at.line, endLine: at.line }).filter(({ name, args }) => OPENS.has(name) && args.length > 0);
  const [call] = calls.length === 1 ? calls : calls.filter(({ args }) => !args[0]!.includes('('));
  const [, includes, included] = (call ? undefined : INCLUDES.exec(at.file.lines[at.line - 1] ?? '')) ?? [];
  const argument = (call?.args[0] ?? included?.trim().replace(/^\(([^]*)\)$/, '$1'))?.trim();
  if (argument === undefined) return undefined;
  const written = call ? callWritten(call, at.file) : `${includes} ${argument}`;
  const origin = originOf(view, argument.replace(/^(?:Path\.of|Paths\.get)\((.*)\)$/, '$1'), {
    file: at.file,
    fn: at.fn,
    line: at.line,
    frame,
  });
  const shown = { steps: origin.steps };
  const last = origin.steps.at(-1);
  const made = [...view.definitionsOf(argument, at.file, at.fn)].at(-1);
  const constant: Place | undefined = !last && made ? { file: at.file.file, line: made.startLine } : undefined;
  const literal = /^["'`]([^"'`\n]{1,200})["'`]$/;
  // An absolute path is that of this machine.
  const said =
    (isAbsolute(clue.path ?? '') ? clue.path!.replaceAll('\\', '/').split('/').at(-1) : clue.path) ??
    literal.exec(argument)?.[1] ??
    (last && ('value' in last ? literal.exec(last.value) : 'argument' in last ? literal.exec(last.argument) : undefined)?.[1]);
  const name = said?.replaceAll('\\', '/').split('/').at(-1);
  const same = name === undefined ? [] : names.filter((each) => each === name || each.endsWith(`/${name}`)).slice(0, 3);
  const near =
    same.length || name === undefined
      ? undefined
      : nearName(name, names.filter((each) => folderOf(each) === folderOf(at.file.file)).map(nameOf));
  const relative = said !== undefined && said === (clue.path ?? said) && !isAbsolute(said);
  const place = originPlace(shown) ?? constant;
  return {
    title: `The file ${said ? code(said) : code(argument)} was not found`,
    sentences: [
      `Line ${at.line} calls ${code(written)}, but the file${said ? ` ${code(said)}` : ''} does not exist.`,
      ...(constant && made?.value
        ? [`${code(argument)} is set on line ${constant.line}: ${code(made.value)}.`]
        : originSentences(shown, '', at)),
      ...(near ? [`There is ${code(near)} in the folder of this file: did you mean that?`] : []),
      ...(same.length > 0
        ? [
            `The workspace has ${same.map(code).join(', ')}${relative ? ', and a relative path is looked up in the folder that the program is started in' : ''}.`,
          ]
        : relative && !near
          ? ['A relative path is looked up in the folder that the program is started in.']
          : []),
    ],
    evidence: [
      ...(place ? [{ ...place, why: 'where the path comes from' }] : []),
      ...same.map((file) => ({ file, line: 1, why: 'has this name' })),
    ],
    ...(place && { origin: place }),
    check: `Log the absolute path before ${at.file.file}:${at.line}. If a file is there, this is not the cause.`,
  };
}

function isAbsolute(path: string): boolean {
  return /^(?:[/\\]|[A-Za-z]:)/.test(path);
}
