import { traitsOf } from '../../flow/traits';
import { escapePattern } from './escapePattern';
import { code, placeText, type ExplainInput } from './explanation';
import type { Place } from '../../flow/originSteps';

const LONGEST_LINE = 500;

/**
 * A method that lost its `this`: it was passed on as a value (`button.onclick = view.save`, `['/tasks', controller.list]`), or taken out
 * of its object (`const { save } = view`).
 */
export function missingThis(text: string, { at, view, frame }: ExplainInput): { sentences: string[]; place: Place } | undefined {
  const { fn } = at;
  if (text !== 'this' || !fn?.name || !traitsOf(at.file.language).thisOfCall) return undefined;
  const name = escapePattern(fn.name);
  const unbound = new RegExp(
    `(?<![\\w$.'"\`])((?!(?:module|exports)\\b)[\\w$]{1,80}(?:\\.[\\w$]{1,80}){0,3}\\.${name})\\s*(?=[,;\\])}]|$)`,
  );
  const taken = new RegExp(
    `\\{(?:[^{}]{0,200}[\\s,])?${name}(?:\\s*:\\s*([\\w$]{1,80}))?(?:[\\s,][^{}]{0,200})?\\}\\s*=\\s*([^;=][^;]{0,200})`,
  );
  const outer = view.frames.slice(frame + 1);
  const around = outer.map(({ file, fn: by, line }) => ({
    file,
    from: by?.startLine ?? Math.max(1, line - 6),
    to: by?.endLine ?? line + 3,
  }));
  const whole = view.files.map((file) => ({ file, from: 1, to: file.lines.length }));
  const seen = new Set<string>();
  for (const { file, from, to } of [...around, ...whole]) {
    if (!traitsOf(file.language).thisOfCall) continue;
    for (let line = from; line <= to; line += 1) {
      const written = (file.lines[line - 1] ?? '').slice(0, LONGEST_LINE);
      const key = `${file.file}:${line}`;
      if (seen.has(key) || /^\s*(?:\/\/|\*)/.test(written)) continue;
      seen.add(key);
      const place = { file: file.file, line };
      const argument = /\bbind\b/.test(written) ? undefined : unbound.exec(written)?.[1];
      if (argument && !isOfOther(argument, place, view))
        return {
          sentences: [
            `${code(argument)} is passed as a plain function (${placeText(place, at)}), so it is called without its ${code('this')}.`,
            `${code(`(...args) => ${argument}(...args)`)} would keep it.`,
          ],
          place,
        };
      const object = taken.exec(written)?.[2];
      if (object && !/\brequire\(|\bimport\(/.test(object))
        return {
          sentences: [
            `Line ${line}${file.file === at.file.file ? '' : ` of ${file.file}`}, ${code(written)}, takes ${code(fn.name)} out of its object, so it is called without its ${code('this')}.`,
            `Calling it on the object, as a method, would keep it.`,
          ],
          place,
        };
    }
  }
  return undefined;
}

/** Whether the object of a method is known to be of another class than those with the method that failed. */
function isOfOther(argument: string, { file, line }: Place, view: ExplainInput['view']): boolean {
  const source = view.file(file);
  const root = argument.slice(0, argument.lastIndexOf('.'));
  const method = argument.slice(argument.lastIndexOf('.') + 1);
  const type = source && view.typeOf(root, source, source.enclosing(line));
  return type?.cls !== undefined && !view.functionsNamed(method).some(({ fn }) => fn.className === type.cls?.node.name);
}
