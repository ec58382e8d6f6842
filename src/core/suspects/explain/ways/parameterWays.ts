import type { CallSite, Definition, FunctionNode, SyntaxFile } from '../../../syntax/syntax';
import { argumentOnStack, callsOf, type CallGiven } from './callersOf';
import type { ExpressionAt, OriginStep } from '../originSteps';
import type { Selector } from './passingCalls';
import { only, type FunctionAt, type ProgramView } from '../programView';
import { after, MOST_WAYS, selectors, type Walk, type Way } from './walk';
import { splitTop } from '../writtenParts';

/** A parameter: the argument of the call whose result is followed, of the caller on the stack, or of all calls of the program. */
export function ofParameter(walk: Walk, definition: Definition, rest: readonly Selector[], at: ExpressionAt, hops: number): Way[] {
  const { name, position } = definition;
  const path = [...selectors(definition.path, name), ...rest];
  const stop: Way = { steps: [], last: { text: name, path, at } };
  const given = givenTo(walk.view, definition, at);
  const fixture = given.length === 0 ? fixtureOf(walk.view, name, at) : undefined;
  if (fixture) return walk.returned(fixture, path, undefined, hops + 1);
  if (given.length === 0 || position === undefined) return [stop];
  return given.flatMap(({ call, from, by, each }): Way[] => {
    const place = { file: from.file.file, line: call.startLine };
    if (each !== undefined) {
      const step: OriginStep = { kind: 'element', ...place, name, of: each };
      return after(step, walk.follow(each, ['each', ...path], from, hops + 1));
    }
    const argument = argumentOf(call, name, position);
    if (argument === undefined) return [stop];
    if (argument === '') {
      const value = defaultOf(at.file, at.fn!, name);
      if (value !== undefined) return walk.follow(value, path, { ...at, line: at.fn!.signature.startLine }, hops + 1);
      const written = `${call.name}(${call.args.join(', ')})`;
      return path.length > 0 ? [stop] : [{ ...stop, end: { kind: 'notPassed', ...place, parameter: name, by, call: written } }];
    }
    const type = at.fn?.kind === 'constructor' ? at.fn.className : undefined;
    const part = definition.path.join('.');
    const step: OriginStep = type
      ? { kind: 'made', ...place, field: name, by, type, argument }
      : { kind: 'passed', ...place, parameter: name, by, argument, ...(part && { part }) };
    return after(step, walk.follow(argument, path, from, hops + 1));
  });
}

/** pytest: the fixture whose result a test's parameter is. */
function fixtureOf(view: ProgramView, name: string, { file, fn }: ExpressionAt): FunctionAt | undefined {
  if (file.language !== 'python' || !fn) return undefined;
  return only(
    view
      .functionsNamed(name)
      .filter((each) =>
        each.file.lines
          .slice(each.fn.signature.startLine - 1, each.fn.signature.endLine)
          .some((line) => /^\s*@pytest\.fixture\b/.test(line)),
      ),
  );
}

/** The calls that give a parameter its value: the one whose result is followed, the one on the stack, or all that the program has. */
function givenTo(view: ProgramView, definition: Definition, at: ExpressionAt): CallGiven[] {
  if (!at.fn) return [];
  const isOwn = at.fn.parameters[definition.position ?? -1] !== undefined;
  if (at.entered && isOwn && at.frame === undefined) {
    const { call, at: from } = at.entered;
    return [{ call, from: { ...from, line: call.startLine }, by: from.fn?.name ?? '' }];
  }
  if (at.frame !== undefined && view.frames[at.frame]?.fn === at.fn) {
    const outer = argumentOnStack(view, at, definition);
    if (outer !== undefined) return [outer];
    if (view.frames.some((frame, index) => index > at.frame! && frame.error === view.frames[at.frame!]!.error && frame.fn !== at.fn))
      return [];
  }
  const calls = callsOf(view, at.fn, at.file);
  return calls.length > MOST_WAYS ? [] : calls;
}

/** `''` where the call leaves the argument out; undefined where it does not show it. */
export function argumentOf({ args }: CallSite, name: string, position: number): string | undefined {
  const bareName = name.replace(/^\$/, '');
  const keyed = new RegExp(`^${bareName.replace(/\W/g, '\\$&')}\\s*(?:=(?!=)|:(?!:))\\s*`);
  const named = args.find((arg) => keyed.test(arg.trim()));
  if (named !== undefined) return named.trim().replace(keyed, '').trim();
  if (args.some((arg) => /^(?:\.\.\.|\*|&\w)/.test(arg.trim()))) return undefined;
  const argument = args[position]?.trim();
  return argument === undefined || /^\w+\s*(?:=(?!=)|:(?!:)\s)/.test(argument) ? '' : argument;
}

function defaultOf({ lines }: SyntaxFile, { signature }: FunctionNode, name: string): string | undefined {
  const text = lines
    .slice(signature.startLine - 1, signature.endLine)
    .join(' ')
    .slice(0, 2000);
  const open = text.indexOf('(');
  const parts = open < 0 ? [] : splitTop(text.slice(open + 1, Math.max(open + 1, text.lastIndexOf(')'))));
  const own = parts
    .map((part) => part.trim())
    .find((part) => new RegExp(`(?:^|[\\s$*])${name.replace(/\W/g, '\\$&')}\\??(?:\\s*[:=]|$)`).test(part));
  return own === undefined ? undefined : /[^=!<>]=(?!=|>)\s*([^]+)$/.exec(own)?.[1]?.trim();
}
