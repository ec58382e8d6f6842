import type { CallSite } from '../../../syntax/syntax';
import { splitTop } from '../writtenParts';
import { mapped, UNKNOWN, type Values, type Where } from './possible';

const EACH =
  /^(?:map|filter|forEach|for_each|flatMap|flat_map|Select|Where|Any|All|Sum|Average|Max|Min|OrderBy|OrderByDescending|GroupBy|ToDictionary|ToLookup|First|FirstOrDefault|Single|SingleOrDefault|Last|ForEach|SelectMany|Count|anyMatch|allMatch|noneMatch|mapToInt|mapToLong|mapToDouble|mapToObj|filter_map|inspect|take_while|skip_while|partition|position|any|all|none|find|find_map|first|last|firstOrNull|lastOrNull|single|sumOf|sumBy|sumByDouble|count|associate|associateBy|associateWith|groupBy|sortedBy|sortedByDescending|maxBy|minBy|max_by_key|min_by_key|onEach|mapNotNull|forEachIndexed|mapIndexed|let|also|run|peek|removeIf|for_each_n|transform|Aggregate|map_err|and_then|ifPresent|try_for_each)$/;

/** A name that a function written in a call takes: what it is an element of, and where in the element it is. */
export interface ClosureName {
  of: string;
  path: string[];
  line: number;
  /** The call hands over its receiver itself: Kotlin's `let`. */
  itself: boolean;
}

/** The call around a line with a function of which a name is the parameter. */
export function closureNamed(name: string, { file, line }: Where): ClosureName | undefined {
  if (!/^\w+$/.test(name)) return undefined;
  const around = file
    .calls({ startLine: Math.max(1, line - 30), endLine: line })
    .filter((call) => call.receiver !== undefined && call.startLine <= line && line <= call.endLine && EACH.test(call.name));
  for (const call of around.toReversed()) {
    const path = pathIn(call, name, file.lines);
    if (path) {
      const itself = /^(?:let|also|run|and_then|map_err|ifPresent)$/.test(call.name);
      return { of: call.receiver!, path, line: call.startLine, itself };
    }
  }
  return undefined;
}

/** The body of a function that is written in a call, and the names of its parameters. */
export function lambdaOf(text: string): { names: string[]; body: string } | undefined {
  const trimmed = text.trim();
  const [, plain, listed, arrow = ''] = /^(?:async )?(?:(\w{1,60})|\(([^()]{0,160})\)) ?(?:=>|->) ?([^]*)$/.exec(trimmed) ?? [];
  if (plain ?? listed) return { names: namesIn(plain ?? listed ?? ''), body: arrow };
  const [, parameters, body = ''] = /^(?:move )?\|([^|\n]{0,160})\|\s*(?:->\s*[\w<>]{1,60}\s*)?([^]*)$/.exec(trimmed) ?? [];
  if (parameters !== undefined) return { names: namesIn(parameters), body };
  if (!trimmed.startsWith('{') || !trimmed.endsWith('}')) return undefined;
  const inner = trimmed.slice(1, -1).trim();
  const given = /^[\w, ()]{1,120}->/.exec(inner)?.[0];
  return given === undefined
    ? { names: ['it'], body: inner }
    : { names: namesIn(given.slice(0, -2)), body: inner.slice(given.length).trim() };
}

function namesIn(text: string): string[] {
  return splitTop(text).map((each) => {
    const part = each.trim().replace(/^&/, '');
    return part.startsWith('(') ? part : (/(\w{1,80})\s*$/.exec(part.split(':')[0]!.trim())?.[1] ?? part);
  });
}

/** The names of a function's first parameter, where it may be taken apart, with what each is of an element. */
export function boundTo(parameter: string, element: Values): [string, Values][] {
  const inner = /^\(([^]*)\)$/.exec(parameter)?.[1];
  if (inner === undefined) return [[parameter, element]];
  return splitTop(inner).map((name, index) => [
    name.trim().replace(/^[&\s]*(?:mut\s+)?/, ''),
    mapped(element, (value) => (value.kind === 'list' ? (value.items[index]?.() ?? UNKNOWN) : undefined)),
  ]);
}

/** Where in the element that the function gets a name is: `[]` for the element itself. */
function pathIn({ args, name: called, startLine, endLine }: CallSite, name: string, lines: readonly string[]): string[] | undefined {
  const last = args.at(-1)?.trim() ?? '';
  const text = /^\{|\||=>|->/.test(last)
    ? last
    : lines
        .slice(startLine - 1, Math.min(endLine, startLine + 2))
        .join('\n')
        .split(called)
        .at(-1)!
        .trim();
  const head =
    /^(?:async )?(?:\(([^()]{0,160})\)|(\w{1,60})) ?(?:=>|->)/.exec(text)?.slice(1).find(Boolean) ??
    /^(?:move )?\|([^|\n]{1,160})\|/.exec(text)?.[1] ??
    /^\{([\w, ()]{1,120}?)->/.exec(text)?.[1];
  if (head === undefined) return /^\{/.test(text) && name === 'it' ? [] : undefined;
  const parts = splitTop(head).map((each) => each.trim().replace(/^[&\s]*(?:mut\s+|ref\s+)?/, ''));
  for (const [position, part] of parts.entries()) {
    if (part.split(':')[0]!.trim().split(/\s+/).at(-1) === name) return position === 0 ? [] : undefined;
    const inner = /^\(([^]*)\)$/.exec(part)?.[1];
    const index = inner === undefined ? -1 : splitTop(inner).findIndex((each) => each.trim().replace(/^[&\s]*(?:mut\s+)?/, '') === name);
    if (index >= 0 && position === 0) return [String(index)];
  }
  return undefined;
}
