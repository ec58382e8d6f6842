import { writtenIn, type ExpressionAt, type ValueOrigin } from './originSteps';
import type { OriginWalk } from './originWalk';

const PARSES = /^(JSON\.parse|YAML\.(?:safe_|unsafe_)?load(?:_file)?)\((?![^\n]*symbolize_names)/;

/** Ruby: `JSON.parse` and YAML make hashes whose keys are texts, so a symbol is no key of theirs. */
export function ofTextKeys(walk: OriginWalk, container: string, key: string, at: ExpressionAt, hops: number): ValueOrigin | undefined {
  if (at.file.language !== 'ruby' || !/^:\w+$/.test(key)) return undefined;
  const { steps } = walk.follow(container, at, hops + 1);
  const last = steps.at(-1);
  const parser = PARSES.exec((last && writtenIn(last)) ?? '')?.[1];
  if (!last || parser === undefined) return undefined;
  // YAML writes a symbol with a colon in front.
  if (parser.startsWith('YAML') && !isPlainKey(key.slice(1), walk)) return undefined;
  const note = `makes keys that are texts, such as ${`"${key.slice(1)}"`}, and \`${key}\` is a symbol`;
  return { steps: steps.slice(0, -1), end: { kind: 'lookup', file: last.file, line: last.line, expression: parser, note } };
}

function isPlainKey(key: string, { view }: OriginWalk): boolean {
  const written = view.data.filter(({ file }) => /\.ya?ml$/.test(file)).flatMap(({ lines }) => lines);
  return written.some((line) => new RegExp(`^\\s{0,40}${key}\\s{0,4}:`).test(line)) && !written.some((line) => /^\s{0,40}:\w/.test(line));
}
