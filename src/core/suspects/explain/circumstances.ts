import { traitsOf } from '../../flow/traits';
import { isWord } from './textTests';
import { escapePattern } from '../../escapePattern';
import { code, placeText, type ExplainInput } from './explanation';
import type { Circumstance } from './handedOver';

const LONGEST_LINE = 500;

/** Java, C#: a static field is read by an initialiser that stands above its own. */
export function beforeItsInitialiser(text: string, { at, view, error, frame }: ExplainInput): Circumstance | undefined {
  const name = /(?:^|\.)(\w+)$/.exec(text)?.[1] ?? '';
  const initialiser = error.frames.find(({ function: called }) => /(?:<clinit>|\.cctor)$/.test(called ?? ''));
  const outer = view.frames
    .slice(frame)
    .find((each) => each.error === at.error && each.line === initialiser?.line && each.file === at.file);
  const declared = at.file
    .allDefinitions({ startLine: 1, endLine: at.file.lines.length })
    .find((each) => each.kind === 'field' && each.name === name && each.value !== undefined);
  if (!outer || !declared || declared.startLine <= outer.line || !/\bstatic\b/.test(at.file.lines[declared.startLine - 1] ?? ''))
    return undefined;
  const place = { file: at.file.file, line: outer.line };
  return {
    sentence: `Static fields are set in their order: line ${outer.line} runs this before line ${declared.startLine} sets ${code(name)}.`,
    place,
    why: `runs before ${code(name)} is set`,
  };
}

/** JavaScript: two modules require each other, so that one of them gets the exports before they are there. */
export function requiredInCircle(name: string, { at, view }: Pick<ExplainInput, 'at' | 'view'>): Circumstance | undefined {
  const imported = at.file.imports.find(({ local }) => local === name || name.startsWith(`${local}.`));
  const module = imported && view.moduleFile(imported.module, at.file);
  const back = module?.imports.find((each) => view.moduleFile(each.module, module) === at.file);
  if (!imported || !module || !back || module === at.file || !traitsOf(at.file.language).fillingExports) return undefined;
  const place = { file: module.file, line: back.line };
  return {
    sentence: `${code(at.file.file)} and ${code(module.file)} require each other (line ${imported.line} and ${placeText(place, at)}): in such a circle, one of them gets the other's exports before they are there.`,
    place,
    why: 'closes a circle of imports',
  };
}

/** `for (const index in stops)` gives texts, and `+` joins them. */
export function textIndex(text: string, { at: { file, fn, line } }: ExplainInput): Circumstance | undefined {
  if (!fn) return undefined;
  const made = isWord(text) ? file.definitions(text, fn).findLast(({ startLine }) => startLine < line)?.value : undefined;
  const index = /\[\s*([\w$]+)\s*\+\s*\d+\s*\]$/.exec((made ?? text).trim())?.[1];
  if (!index) return undefined;
  const loops = new RegExp(`\\bfor \\((?:const|let|var) ${escapePattern(index)} in `);
  const above = file.lines.slice(fn.startLine - 1, line - 1).findLastIndex((each) => loops.test(each.slice(0, LONGEST_LINE)));
  if (above < 0) return undefined;
  const place = { file: file.file, line: fn.startLine + above };
  return {
    sentence: `The loop on line ${place.line} goes over keys, which are texts: ${code(`${index} + 1`)} joins two texts and adds nothing.`,
    place,
    why: `gives ${code(index)} as a text`,
  };
}
