import { indexOf } from '../../flow/codeIndex';
import { traitsOf } from '../../flow/traits';
import { textOf } from '../../flow/way';
import { nodesIn, type Ir } from '../../syntax/lower/ir';
import { nodesOn, spanOfLines } from '../../syntax/lower/places';
import { placeOf } from '../../flow/walk';
import type { SyntaxFile } from '../../syntax/syntax';
import { code, placeText, type ExplainInput } from './explanation';
import type { Place } from '../../flow/originSteps';
import { wordSet } from './textTests';

/**
 * A method that lost its `this`: it was passed on as a value (`button.onclick = view.save`, `['/tasks', controller.list]`), or taken out
 * of its object (`const { save } = view`).
 */
export function missingThis(text: string, { at, view, frame }: ExplainInput): { sentences: string[]; place: Place } | undefined {
  const { fn } = at;
  if (text !== 'this' || !fn?.name || !traitsOf(at.file.language).thisOfCall) return undefined;
  const around = view.frames
    .slice(frame + 1)
    .map(({ file, fn: by, line }) => ({ file, nodes: nodesOn(file.code, spanOfLines(file, by?.startLine ?? line, by?.endLine ?? line)) }));
  const whole = view.files.map((file) => ({ file, nodes: [...nodesIn(file.code)] }));
  for (const { file, nodes } of [...around, ...whole]) {
    if (!traitsOf(file.language).thisOfCall) continue;
    for (const node of nodes) {
      const place = placeOf({ file }, node);
      if (isPassed(node, fn.name, file)) {
        const argument = textOf({ file }, node);
        return {
          sentences: [
            `${code(argument)} is passed as a plain function (${placeText(place, at)}), so it is called without its ${code('this')}.`,
            `${code(`(...args) => ${argument}(...args)`)} would keep it.`,
          ],
          place,
        };
      }
      if (takesOut(node, fn.name))
        return {
          sentences: [
            `Line ${place.line}${file.file === at.file.file ? '' : ` of ${file.file}`}, ${code(file.lines[place.line - 1] ?? '')}, takes ${code(fn.name)} out of its object, so it is called without its ${code('this')}.`,
            `Calling it on the object, as a method, would keep it.`,
          ],
          place,
        };
    }
  }
  return undefined;
}

const EXPORTS = wordSet('module exports');

/** Whether a node hands a method on as a value: it is not called, bound or set there. */
function isPassed(node: Ir, name: string, file: SyntaxFile): boolean {
  if (node.kind !== 'member' || node.name !== name || (node.of.kind === 'name' && EXPORTS.has(node.of.name))) return false;
  const parent = indexOf(file).parents.get(node);
  if (!parent || parent.kind === 'member' || parent.kind === 'operate' || parent.kind === 'branch') return false;
  return !(parent.kind === 'call' && parent.callee === node) && !(parent.kind === 'assign' && parent.target === node);
}

/** `const { save } = view`, and not of a module. */
function takesOut(node: Ir, name: string): boolean {
  if (node.kind !== 'assign' || node.target.kind !== 'map' || !node.value) return false;
  const isModule = [...nodesIn([node.value])].some(
    (each) => each.kind === 'call' && each.callee.kind === 'name' && ['require', 'import'].includes(each.callee.name),
  );
  return !isModule && node.target.entries.some(({ key }) => key?.kind === 'literal' && key.value === name);
}
