import type { MessageOf } from './messages/ofCompilers';
import { citing, code, onPlace, sourceLine, type ExplainInput, type Explanation } from './explanation';
import { literalKeys } from './objectKeys';
import { originPlace, originSentences } from './originText';
import { nearOriginOf } from './followed';

/** `await` in a function that is not `async`. */
export function explainAwaitOutside({ at }: ExplainInput): Explanation | undefined {
  const { fn, line, file } = at;
  if (!fn) return undefined;
  const place = { file: file.file, line: fn.signature.startLine };
  const name = fn.name ? code(fn.name) : 'The function around it';
  return {
    title: `${code('await')} in ${fn.name ? code(fn.name) : 'a function'}, which is not ${code('async')}`,
    sentences: [
      `Line ${line}, ${code(sourceLine(at))}, waits with ${code('await')}, which only an ${code('async')} function can do.`,
      `${name} (line ${place.line}) is not ${code('async')}; if it becomes so, it returns a promise that its callers have to await.`,
    ],
    ...citing(place, `is not ${code('async')}`),
    check: `Write ${code('async')} before the function on line ${place.line}. If the same message stays, this is not the cause.`,
  };
}

/** TypeScript: any text is used as the key of an object that has only some. */
export function explainAnyKey({ given }: MessageOf<'anyKey'>, { at, view, frame }: ExplainInput): Explanation | undefined {
  const [written, object = '', key = ''] = /(?<![\w$.])([\w$.]{1,80})\[([\w$.]{1,80})\]/.exec(sourceLine(at)) ?? [];
  if (!written) return undefined;
  const origin = nearOriginOf(view, key, { file: at.file, fn: at.fn, line: at.line, frame });
  const parameter = at.fn?.parameters.find(({ name }) => name === key);
  const place = originPlace({ steps: origin.steps }) ?? (parameter && { file: at.file.file, line: at.fn!.signature.startLine });
  const known = literalKeys(view, object, { file: at.file, fn: at.fn, line: at.line });
  return {
    title: `${code(key)} is any ${code(given)}, and ${code(object)} has no such index`,
    sentences: [
      `Line ${at.line} reads ${code(written)}, where ${code(key)} can be any ${code(given)}${known ? `, but ${code(object)} has only the keys ${known.map(code).join(', ')}` : ''}.`,
      ...(parameter && place
        ? [
            `${code(key)} is declared as ${code(parameter.type ?? given)} ${onPlace(place, at)}: ${code(`keyof typeof ${object}`)} would allow only those keys.`,
          ]
        : originSentences({ steps: origin.steps }, '', at)),
    ],
    ...citing(place, `declares ${code(key)}`),
    check: `Narrow the type of ${code(key)}, or give ${code(object)} a type with an index. If the same message stays, this is not the cause.`,
  };
}
