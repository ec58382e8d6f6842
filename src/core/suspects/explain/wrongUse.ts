import { escapePattern } from '../../escapePattern';
import { withoutLast } from './textTests';
import type { MessageOf } from './messages/ofCompilers';
import { citing, code, placeText, sourceLine, type ExplainInput, type Explanation } from './explanation';
import { memberText } from './failingExpression';
import type { Place } from '../../flow/originSteps';
import { headerOf } from './standardHeaders';
import { signatureOf } from './programView';

/** Go: a call gives another number of values than the line takes. */
export function explainResultCount({ name, given, wanted }: MessageOf<'resultCount'>, { at, view }: ExplainInput): Explanation | undefined {
  const { file, line } = at;
  const call = file.calls({ startLine: line, endLine: line }).find((each) => each.name === name.split('.').at(-1));
  const callee = call && view.callee(call, file);
  const place = callee && signatureOf(callee);
  const signature = callee && withoutLast((callee.file.lines[callee.fn.signature.startLine - 1] ?? '').trim(), '{').trimEnd();
  const results =
    /\)\s*\(?([^()]*)\)?$/
      .exec(signature ?? '')?.[1]
      ?.split(',')
      .map((part) => part.trim()) ?? [];
  const dropsError = results.at(-1) === 'error' && Number(given) === results.length && Number(wanted) === results.length - 1;
  return {
    title: `${code(name)} gives ${given} values, and line ${line} takes ${wanted}`,
    sentences: [
      `Line ${line}, ${code(sourceLine(at))}, takes ${wanted} of the ${given} values that ${code(name)} returns${place ? ` (${placeText(place, at)})` : ''}.`,
      ...(signature
        ? [
            `It is declared as ${code(signature)}${dropsError ? `: its last value is an error, and ${code(`value, err := ${name}(…)`)} would take it too` : ''}.`,
          ]
        : []),
    ],
    ...citing(place, `declares what ${code(name)} returns`),
    check: `Take all ${given} values on line ${line} and compile again.`,
  };
}

/** A member of objects is used on their class, where no object is. */
export function explainNotStatic({ name }: MessageOf<'notStatic'>, { at, view }: ExplainInput): Explanation {
  const owners = view.files.flatMap((file) => file.functions.filter((fn) => fn.name === name && fn.className).map((fn) => ({ file, fn })));
  const [only] = owners.length === 1 ? owners : [];
  const place: Place | undefined = only && signatureOf(only);
  const owner = only?.fn.className;
  const of = owner ? ` of ${code(owner)}` : '';
  return {
    title: `${code(name)}${of} needs an object`,
    sentences: [
      `Line ${at.line}, ${code(sourceLine(at))}, uses ${code(name)}${of} without an object, but it is not ${code('static')}${place ? ` (${placeText(place, at)})` : ''}.`,
      owner
        ? `${code(`new ${owner}(…).${name}`)} would call it on an object; ${code('static')} at its declaration would make it one of the class.`
        : `It belongs to each object of its class.`,
    ],
    ...citing(place, `declares ${code(name)} without ${code('static')}`),
    check: `Does ${code(name)} use anything of an object? If it does not, it can be ${code('static')}.`,
  };
}

/** C++: a name of the standard library whose header is not included. */
export function explainMissingHeader({ name }: MessageOf<'missingHeader'>, { at }: ExplainInput): Explanation | undefined {
  const header = headerOf(name);
  if (!header || new RegExp(`^\\s*#\\s*include\\s*<${escapePattern(header)}>`, 'm').test(at.file.text)) return undefined;
  return {
    title: `${code(`<${header}>`)} is not included`,
    sentences: [
      `Line ${at.line}, ${code(sourceLine(at))}, uses ${code(`std::${name}`)}, which is declared in the header ${code(`<${header}>`)}.`,
      `${at.file.file} does not include it: ${code(`#include <${header}>`)} is missing.`,
    ],
    evidence: [{ file: at.file.file, line: at.line, why: `uses ${code(`std::${name}`)}` }],
    origin: { file: at.file.file, line: at.line },
    check: `Add ${code(`#include <${header}>`)} at the top of ${at.file.file} and compile again.`,
  };
}

/** The expression that reads a member on a line, where it is the only one. */
export function readOf(name: string, { file, line }: ExplainInput['at']): string | undefined {
  const reads = file.propertyReads({ startLine: line, endLine: line }).filter(({ property }) => property === name);
  return reads.length === 1 ? memberText(reads[0]!, file.lines[line - 1] ?? '') : undefined;
}
