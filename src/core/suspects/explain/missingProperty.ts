import { hasName, firstName } from './textTests';
import type { MessageOf } from './messages/ofCompilers';
import { declarationOf } from './declaredMembers';
import { code, placeText, sourceLine, type ExplainInput, type Explanation } from './explanation';
import { nearName } from '../../flow/nearName';
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
    evidence: place ? [{ ...place, why: `declares ${code(member ? name : type)}` }] : [],
    ...(place && { origin: place }),
    check: member
      ? `Give it a ${code(name)}, or make it optional in ${code(type)} (${code(`${name}?`)}), and compile again.`
      : `Give it a ${code(name)} and compile again.`,
  };
}

/** A module is imported for a name that it does not export. */
export function explainNoExport({ name, type, suggestion }: MessageOf<'noExport'>, { at, view }: ExplainInput): Explanation {
  const module = view.moduleFile(type, at.file);
  const names = module
    ? [...module.exports.keys(), ...module.functions.map((fn) => fn.name), ...module.classes.map((cls) => cls.name)]
    : [];
  const near = suggestion ?? nearName(name, names);
  const line = module && near ? module.lines.findIndex((text) => hasName(text, near)) + 1 : 0;
  const place = module && line > 0 ? { file: module.file, line } : undefined;
  const exact = module?.functions.find((fn) => fn.name === name);
  return {
    title: `${code(type)} does not export ${code(name)}`,
    sentences: [
      `Line ${at.line} imports ${code(name)} from ${code(type)}, which has no such export.`,
      ...(module && exact && !near
        ? [`It is declared there (${placeText({ file: module.file, line: exact.startLine }, at)}), but without ${code('export')}.`]
        : near
          ? [`Did you mean ${code(near)}${place ? ` (${placeText(place, at)})` : ''}?`]
          : []),
    ],
    evidence: place ? [{ ...place, why: `exports ${code(near ?? '')}` }] : [],
    ...(place && { origin: place }),
    check: near ? `Write ${code(near)} on line ${at.line} and compile again.` : `Which names does ${code(type)} export?`,
  };
}
