import { hasName } from './textTests';
import { traitsOf } from '../../flow/traits';
import { escapePattern } from '../../escapePattern';
import { code, placeText, type ExplainInput } from './explanation';
import type { Place, ValueOrigin } from '../../flow/originSteps';

/** A circumstance outside the value's path that explains why it is empty. */
export interface Circumstance {
  sentence: string;
  place: Place;
  why: string;
}

const LONGEST_LINE = 500;

/** Express: the middleware that sets a member of the request is added below the route that reads it. */
export function middlewareBelow(text: string, { at, view }: ExplainInput): Circumstance | undefined {
  const [, request = '', member = ''] = /^([\w$]{1,40})\.([\w$]{1,80})$/.exec(text) ?? [];
  if (!member || !traitsOf(at.file.language).thisOfCall || !at.fn?.parameters.some(({ name }) => name === request)) return undefined;
  const sets = new RegExp(
    `(?<![\\w$])(?:req|request|ctx|context|${escapePattern(request)})(?:\\.state|\\.locals)?\\.${escapePattern(member)}\\s*=(?!=)`,
  );
  for (const file of view.files)
    for (const [index, line] of file.lines.entries()) {
      if (line.length > LONGEST_LINE || !sets.test(line)) continue;
      const by = file.enclosing(index + 1);
      if (!by?.name) continue;
      const added = at.file
        .calls({ startLine: at.line + 1, endLine: at.file.lines.length })
        .find(({ name, args }) => name === 'use' && args.some((arg) => hasName(arg, by.name)));
      const above = at.file
        .calls({ startLine: 1, endLine: at.line })
        .some(({ name, args }) => name === 'use' && args.some((arg) => arg.includes(by.name)));
      if (!added || above) continue;
      const place = { file: at.file.file, line: added.startLine };
      return {
        sentence: `${code(by.name)} sets ${code(text)} (${placeText({ file: file.file, line: index + 1 }, at)}), but it is added on line ${added.startLine}, below this route: handlers run in the order in which they were added.`,
        place,
        why: `adds ${code(by.name)} after the route`,
      };
    }
  return undefined;
}

/** jest, vitest: the module of the call is mocked without a factory, so that its functions return undefined. */
export function mockedModule({ steps }: ValueOrigin, { at, view }: ExplainInput): Circumstance | undefined {
  const [first] = steps;
  const file = first?.kind === 'assigned' ? view.file(first.file) : undefined;
  const name = first?.kind === 'assigned' ? /^(?:await\s+)?([\w$]{1,80})(?:\.[\w$]{1,80})?\(/.exec(first.value.trim())?.[1] : undefined;
  const imported = file?.imports.find(({ local }) => local === name);
  const module = imported && file && view.moduleFile(imported.module, file);
  if (!module) return undefined;
  for (const frame of view.frames)
    for (const [index, line] of frame.file.lines.entries()) {
      const [written, , mocked = ''] =
        /\b(?:jest|vi)\.mock\(\s{0,4}(['"`])([^'"`\n]{1,200})\1\s{0,4}\)/.exec(line.slice(0, LONGEST_LINE)) ?? [];
      if (!written || view.moduleFile(mocked, frame.file) !== module) continue;
      const place = { file: frame.file.file, line: index + 1 };
      return {
        sentence: `${code(written)} (${placeText(place, at)}) puts a mock in the place of every function of that module, and a mock returns undefined until it is told otherwise.`,
        place,
        why: 'mocks the module',
      };
    }
  return undefined;
}

/** Java, C#, Kotlin, JavaScript: a constructor of the base class calls a method of the subclass, whose fields are not set yet. */
export function calledByBase(text: string, { at, view, error, frame }: ExplainInput): Circumstance | undefined {
  const own = at.fn?.className;
  if (!own || !traitsOf(at.file.language).lateFields || !/^(?:this\.)?\w+$/.test(text)) return undefined;
  if (at.fn?.parameters.some(({ name }) => name === text)) return undefined;
  const makes = /(?:^|\.)(\w{1,80})\.(?:<init>|\.ctor)|^new (\w{1,80})$/;
  const made = (called: string | undefined): string | undefined =>
    makes
      .exec(called ?? '')
      ?.slice(1)
      .find((each) => each !== undefined);
  const base = error.frames.findIndex((each) => made(each.function) !== undefined);
  const name = base > 0 ? made(error.frames[base]!.function) : undefined;
  const outer = view.frames.slice(frame + 1).find(({ line, error: of }) => of === at.error && line === error.frames[base]?.line);
  const isBase = view.files.some(({ classes, lines }) =>
    classes.some(
      (cls) =>
        cls.name === own &&
        (cls.bases.includes(name ?? '') ||
          lines
            .slice(cls.startLine - 1, cls.header.endLine)
            .some((line) => new RegExp(`[:\\s]${escapePattern(name ?? '')}\\b`).test(line.slice(0, LONGEST_LINE)))),
    ),
  );
  if (!name || name === own || !outer || !isBase) return undefined;
  const place = { file: outer.file.file, line: outer.line };
  return {
    sentence: `${code(name)} calls ${code(`${at.fn!.name}()`)} while it is being constructed (${placeText(place, at)}), before ${code(own)} has set ${code(text)}.`,
    place,
    why: `calls ${code(at.fn!.name)} before the object is complete`,
  };
}
