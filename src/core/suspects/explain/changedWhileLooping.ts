import { wordSet } from './textTests';
import { code, type ExplainInput, type Explanation } from './explanation';

/** Calls that change a collection's size. */
const CHANGES = wordSet(
  'add Add remove Remove RemoveAt removeAt removeIf pop popitem push append insert Insert delete delete_if put clear Clear update store discard extend',
);
const LOOPS: readonly RegExp[] = [/\b(?:foreach|for)\b[^\n]{0,120}?(?:\sin|[^:]:)\s([\w.$@]{1,120})/, /(?<![\w.@])([\w.@]{1,120})\.each/];
const MOST_LINES = 40;

/** A loop that changes the iterated collection in its body. */
export function explainChangedWhileLooping(input: ExplainInput): Explanation | undefined {
  const { at } = input;
  const { file, fn, line } = at;
  for (let head = line; head >= Math.max(fn?.startLine ?? 1, line - MOST_LINES); head--) {
    const opening = (file.lines[head - 1] ?? '').slice(0, 300);
    const collection = LOOPS.flatMap((pattern) => pattern.exec(opening)?.[1] ?? [])[0];
    if (!collection) continue;
    const last = fn?.endLine ?? file.lines.length;
    const name = collection.replace(/\.(?:items|keys|values|entrySet|keySet|Keys|Values)$/, '');
    const call = file
      .calls({ startLine: head, endLine: last })
      .find(({ receiver, name: called }) => receiver === name && CHANGES.has(called));
    const written = file.lines
      .slice(head, last)
      .findIndex((text) => text.length < 500 && text.includes(`${name}[`) && /\]\s*=(?!=)|\bdel\b/.test(text));
    const at2 = call?.startLine ?? (written < 0 ? undefined : head + written + 1);
    if (at2 === undefined) return throughCall(input, name, head, last);
    const text = call ? `${name}.${call.name}(${call.args.join(', ')})` : (file.lines[at2 - 1] ?? '').trim();
    return {
      title: `${code(name)} is changed while a loop goes over it`,
      sentences: [
        `Line ${head} loops over ${code(collection)}, and line ${at2} changes it during the loop: ${code(text)}.`,
        'Loop over a copy, or collect the changes and make them after the loop.',
      ],
      evidence: [{ file: file.file, line: at2, why: `changes ${code(name)} during the loop` }],
      origin: { file: file.file, line: at2 },
      check: `Loop over a copy of ${code(name)} on line ${head}. If it still fails, this is not the cause.`,
    };
  }
  return undefined;
}

/** A function that the loop calls changes the collection. */
function throughCall({ at: { file, fn }, view }: ExplainInput, name: string, head: number, last: number): Explanation | undefined {
  if (!/^(?:this\.|self\.|@)/.test(name)) return undefined;
  for (const call of file.calls({ startLine: head + 1, endLine: last })) {
    const callee = view.callee(call, file, fn);
    const change =
      callee && callee.file === file ? file.calls(callee.fn).find((each) => each.receiver === name && CHANGES.has(each.name)) : undefined;
    if (!callee || !change) continue;
    const place = { file: file.file, line: change.startLine };
    const text = `${name}.${change.name}(${change.args.join(', ')})`;
    return {
      title: `${code(name)} is changed while a loop goes over it`,
      sentences: [
        `Line ${head} loops over ${code(name)}, and line ${call.startLine} calls ${code(callee.fn.name)}, which changes it during the loop: ${code(text)} (line ${change.startLine}).`,
        'Loop over a copy, or collect the changes and make them after the loop.',
      ],
      evidence: [
        { ...place, why: `changes ${code(name)} during the loop` },
        { file: file.file, line: call.startLine, why: `calls ${code(callee.fn.name)}` },
      ],
      origin: place,
      check: `Loop over a copy of ${code(name)} on line ${head}. If it still fails, this is not the cause.`,
    };
  }
  return undefined;
}
