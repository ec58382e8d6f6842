import { familyOf } from '../../workspace/languages';
import { code, placeText, type ExplainInput } from './explanation';
import type { Place } from './originSteps';

/**
 * A method that was passed as a value and lost its `this`: the frame around it calls a parameter, and a frame further out passes
 * `object.method` unbound.
 */
export function missingThis(text: string, { at, view, frame }: ExplainInput): { sentences: string[]; place: Place } | undefined {
  const { fn } = at;
  if (text !== 'this' || !fn?.name || familyOf(at.file.language) !== 'javascript') return undefined;
  const unbound = new RegExp(`^(?!.*\\bbind\\b)[\\w$.]+\\.${fn.name.replace(/\$/g, '\\$')}$`);
  for (const outer of view.frames.slice(frame + 1)) {
    const around = outer.fn ?? { startLine: Math.max(1, outer.line - 3), endLine: outer.line + 3 };
    for (const call of outer.file.calls(around)) {
      const argument = call.args.find((arg) => unbound.test(arg));
      if (!argument) continue;
      const place = { file: outer.file.file, line: call.startLine };
      return {
        sentences: [
          `${code(argument)} is passed as a plain function (${placeText(place, at)}), so it is called without its ${code('this')}.`,
          `${code(`() => ${argument}()`)} would keep it.`,
        ],
        place,
      };
    }
  }
  return undefined;
}
