import type { FrameDraft } from '../formats/frameDraft';
import { expectationIn } from './expectationIn';
import { type BlockFailure, type BlockRules, FailureBlock, runnerError } from './failureBlock';
import type { TestRunner } from './runner';

const begin = /(?:^|\s)::error(?= |::)/;
const place = /^\s*❯ (?:(?<name>\S.{0,300}?) )?(?<file>\S{1,500}?):(?<line>\d{1,9}):(?<column>\d{1,9})\s*$/;

/** GitHub's workflow command for an error, as test runners and linters print it there; line breaks are written as `%0A`. */
export const githubAnnotations: TestRunner = {
  name: 'github annotation',
  triggers: [{ holds: ['::error'], pattern: /\s::error(?: |::)/ }],
  // The command is a prefix of the line's text, which formats do not see.
  start: (line) => (begin.test(line.raw) ? new FailureBlock({ ...line, text: line.raw }, oneLine) : undefined),
};

const oneLine: BlockRules = { ends: () => true, read: ([text = '']) => [failureOf(text)] };

/** Reporters print it beside their own report, which has more detail. */
function failureOf(text: string): BlockFailure {
  const command = text.slice(text.search(begin)).trimStart().slice('::error'.length);
  const split = command.indexOf('::');
  const [properties, message] = split < 0 ? ['', command] : [command.slice(0, split), command.slice(split + 2)];
  const given = new Map(
    properties.split(',').flatMap((each): [string, string][] => {
      const at = each.indexOf('=');
      return at < 0 ? [] : [[each.slice(0, at).trim(), decoded(each.slice(at + 1))]];
    }),
  );
  const lines = decoded(message).split('\n');
  const traced = lines.flatMap((line): FrameDraft[] => {
    const { name, file = '', line: at, column } = place.exec(line)?.groups ?? {};
    return at === undefined ? [] : [{ file, line: Number(at), column: Number(column), function: name, raw: line.trim() }];
  });
  const said = lines
    .filter((line) => !place.test(line))
    .join('\n')
    .trim();
  const [, type = 'error', words = said] = /^([A-Za-z_$][\w$.]{0,100}(?:Error|Exception)): ([^]*)$/.exec(said) ?? [];
  const file = given.get('file');
  const own: FrameDraft[] =
    file === undefined
      ? []
      : [
          {
            file,
            line: Number(given.get('line') ?? 0),
            ...(given.has('col') || given.has('column') ? { column: Number(given.get('column') ?? given.get('col')) } : {}),
            raw: text.slice(0, 500),
          },
        ];
  return {
    test: given.get('title'),
    ...expectationIn(said),
    error: runnerError('javascript', type, words, traced.length > 0 ? traced : own),
    summary: true,
  };
}

function decoded(text: string): string {
  return text.replaceAll('%0A', '\n').replaceAll('%0D', '').replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%25', '%');
}
