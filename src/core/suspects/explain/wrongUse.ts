import { escapePattern } from '../../escapePattern';
import { withoutLast } from './textTests';
import type { MessageOf } from './messages/ofCompilers';
import { code, placeText, sourceLine, type ExplainInput, type Explanation } from './explanation';
import { memberText } from './failingExpression';
import type { Place } from '../../flow/originSteps';
import { headerOf } from './standardHeaders';
import { signatureOf } from './unawaitedCall';

/** Go: a call gives another number of values than the line takes. */
export function explainResultCount({ name, given, wanted }: MessageOf<'resultCount'>, { at, view }: ExplainInput): Explanation | undefined {
  const { file, line, fn } = at;
  const call = file.calls({ startLine: line, endLine: line }).find((each) => each.name === name.split('.').at(-1));
  const callee = call && view.callee(call, file, fn);
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
    evidence: place ? [{ ...place, why: `declares what ${code(name)} returns` }] : [],
    ...(place && { origin: place }),
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
    evidence: place ? [{ ...place, why: `declares ${code(name)} without ${code('static')}` }] : [],
    ...(place && { origin: place }),
    check: `Does ${code(name)} use anything of an object? If it does not, it can be ${code('static')}.`,
  };
}

/** A module is imported for its default export, and has none. */
export function explainNoDefault({ suggestion }: MessageOf<'noDefault'>, { at, view }: ExplainInput): Explanation | undefined {
  const written = /\bimport\s+(\w+)[^'"]{0,200}from\s+['"]([^'"]{1,200})['"]/.exec(sourceLine(at));
  if (!written) return undefined;
  const [, local = '', module = ''] = written;
  const file = view.moduleFile(module, at.file);
  const name = suggestion ?? (file?.exports.has(local) ? local : undefined);
  const line =
    file && name
      ? file.lines.findIndex((text) => new RegExp(`\\bexport\\b.{0,100}\\b${escapePattern(name)}\\b`).test(text.slice(0, 300))) + 1
      : 0;
  const place = file && line > 0 ? { file: file.file, line } : undefined;
  return {
    title: `${code(module)} has no default export`,
    sentences: [
      `Line ${at.line} imports the default export of ${code(module)} as ${code(local)}, and that module has none.`,
      ...(name
        ? [
            `It exports ${code(name)} by its name${place ? ` (${placeText(place, at)})` : ''}, so ${code(`import { ${name} } from '${module}'`)} would import it.`,
          ]
        : []),
    ],
    evidence: place ? [{ ...place, why: `exports ${code(name ?? '')} by its name` }] : [],
    ...(place && { origin: place }),
    check: `Import ${name ? code(`{ ${name} }`) : 'it by its name'} on line ${at.line} and compile again.`,
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
