import { firstName } from './textTests';
import type { MessageOf } from './messages/ofCompilers';
import { declarationOf } from './declaredMembers';
import { citing, code, placeText, sourceLine, type ExplainInput, type Explanation } from './explanation';
import { memberLine } from './requiredMember';

/** TypeScript: a value lacks a property that its type requires. */
export function explainMissingProperty({ name, type }: MessageOf<'missingProperty'>, { at, view }: ExplainInput): Explanation {
  const declared = declarationOf(firstName(type) ?? type, view.files);
  const member = declared && memberLine(firstName(type) ?? type, name, view.files);
  const place = member ?? (declared && { file: declared.file.file, line: declared.startLine });
  return {
    title: `${code(name)} is missing: ${code(type)} requires it`,
    sentences: [
      `Line ${at.line}, ${code(sourceLine(at))}, gives a value without ${code(name)} where ${code(type)} is wanted.`,
      `${code(type)} requires ${code(name)}${place ? ` (${placeText(place, at)})` : ''}.`,
    ],
    ...citing(place, `declares ${code(member ? name : type)}`),
    check: member
      ? `Give it a ${code(name)}, or make it optional in ${code(type)} (${code(`${name}?`)}), and compile again.`
      : `Give it a ${code(name)} and compile again.`,
  };
}
