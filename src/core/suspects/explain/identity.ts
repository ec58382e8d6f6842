import { traitsOf } from '../../flow/traits';
import { isWord, wordSet } from './textTests';
import type { FunctionNode, SyntaxFile } from '../../syntax/syntax';
import { code } from './explanation';
import type { Found } from './resultPattern';

const OBJECTS = wordSet('Integer Long Short Byte Character Double Float String BigDecimal BigInteger LocalDate LocalDateTime UUID');

/** Java: `==` between two boxed numbers or strings asks whether they are one object. @param on the line to look at, for one of them */
export function comparedByIdentity(file: SyntaxFile, fn: FunctionNode, on?: number): (Found & { expression: string }) | undefined {
  if (!traitsOf(file.language).equalsIsIdentity) return undefined;
  for (const { operator, left, right, line } of file.operations(fn)) {
    if (!['!=', '=='].includes(operator) || (on !== undefined && line !== on)) continue;
    const [a, b] = [typeOf(left, file, fn), typeOf(right, file, fn)];
    // With a plain number on one side the other one is unboxed.
    if (!a || !b || a !== b) continue;
    const expression = `${left} ${operator} ${right}`;
    const cached = ['Integer', 'Long', 'Short'].includes(a) ? ' Java keeps one object for each small number only, up to 127.' : '';
    return {
      expression,
      sentence: `${code(expression)} on line ${line} asks whether both sides are the same object, because they are of type ${code(a)}: equal values can be two objects.${cached}`,
      place: { file: file.file, line },
      why: 'compares objects by identity',
      check: `Write ${code(`${operator === '!=' ? '!' : ''}${left}.equals(${right})`)} on line ${line}. If it still fails, this is not the cause.`,
    };
  }
  return undefined;
}

function typeOf(text: string, file: SyntaxFile, fn: FunctionNode): string | undefined {
  const name = text.trim().replace(/^this\./, '');
  if (name.startsWith('"')) return 'String';
  if (!isWord(name)) return undefined;
  const parameter = fn.parameters.find((each) => each.name === name)?.type;
  const cls = fn.classIndex === undefined ? undefined : file.classes[fn.classIndex];
  const type = (
    parameter ??
    file.definitions(name, fn).at(-1)?.type ??
    (cls && file.definitions(name, cls).find(({ kind }) => kind === 'field')?.type)
  )?.trim();
  return type && OBJECTS.has(type) ? type : undefined;
}
