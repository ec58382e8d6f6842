import { lastPart } from './textTests';
import type { MessageOf } from './messages/ofCompilers';
import { declarationOf } from './declaredMembers';
import { escapePattern } from '../../escapePattern';
import { citing, code, onPlace, placeText, type ExplainInput, type Explanation } from './explanation';
import { signatureOf } from './programView';
import { nearName } from '../../flow/nearName';
import type { Place } from '../../flow/originSteps';
import { readOf } from './wrongUse';

/** A class that lacks a member which its interface, trait or base class requires, or has it in a form that does not count. */
export function explainNotImplemented({ name, type, wanted, how }: MessageOf<'notImplemented'>, { at, view }: ExplainInput): Explanation {
  const member = wanted && memberLine(wanted, name, view.files);
  const declared = wanted ? declarationOf(wanted, view.files) : undefined;
  const own = how === 'pointer' ? view.functionsNamed(name).filter(({ fn }) => fn.className === type) : [];
  const method: Place | undefined = own.length === 1 ? { file: own[0]!.file.file, line: own[0]!.fn.signature.startLine } : undefined;
  const required = member ?? (declared && { file: declared.file.file, line: declared.startLine });
  const place = method ?? required;
  const base = wanted ? code(wanted) : 'its base';
  return {
    title:
      how === 'pointer'
        ? `${code(type)} does not implement ${base}: ${code(name)} has a pointer receiver`
        : `${code(type)} does not implement ${code(name)} of ${base}`,
    sentences:
      how === 'pointer'
        ? [
            `Line ${at.line} uses a ${code(type)} as ${base}, but its method ${code(name)} has a pointer receiver${method ? ` (${placeText(method, at)})` : ''}, so only ${code(`*${type}`)} implements it.`,
            `${code(`&${type}{…}`)} would be a pointer.`,
          ]
        : [
            `${code(type)} ${isDeclaredOn(type, at) ? `(line ${at.line}) is declared as` : `is used on line ${at.line} as`} ${base}, which requires ${code(name)}${required ? ` (${placeText(required, at)})` : ''}, and it has no member that fulfils this.`,
          ],
    evidence: place ? [{ ...place, why: method ? `a method of ${code(`*${type}`)}` : `requires ${code(name)}` }] : [],
    ...(place && { origin: place }),
    check:
      how === 'pointer'
        ? `Pass a pointer on line ${at.line} and compile again.`
        : `Add ${code(name)} to ${code(type)} with the signature that ${base} requires, and compile again.`,
  };
}

function isDeclaredOn(type: string, { file, line }: ExplainInput['at']): boolean {
  return new RegExp(`\\b(?:class|struct|impl|object|interface|record|enum|type)\\b.{0,200}\\b${escapePattern(type)}\\b`).test(
    (file.lines[line - 1] ?? '').slice(0, 400),
  );
}

/** The only line in the declaration of a type that declares a member. */
export function memberLine(type: string, name: string, files: ExplainInput['view']['files']): Place | undefined {
  const declared = declarationOf(type, files);
  if (!declared) return undefined;
  const { file, startLine, endLine } = declared;
  const pattern = new RegExp(`(?<![\\w.])${escapePattern(name)}\\??\\s{0,4}(?:[(:<;,={}]|$)|\\s${escapePattern(name)}\\s+\\S`);
  const lines = file.lines.slice(startLine - 1, endLine).flatMap((text, at) => (pattern.test(text.slice(0, 300)) ? [startLine + at] : []));
  return lines[0] === undefined ? undefined : { file: file.file, line: lines[0] };
}

/** A comparison of two types without a common value; a literal that is nearly one of the type's. */
export function explainNoOverlap({ left, right }: MessageOf<'noOverlap'>, { at, view }: ExplainInput): Explanation {
  const literal = [left, right].map((each) => /^"([^"]*)"$/.exec(each)?.[1]).find((each) => each !== undefined);
  const named = [left, right].find((each) => /^[A-Z]\w*$/.test(each));
  const file = named === undefined ? undefined : declarationOf(named, view.files);
  const values = file
    ? [
        ...file.file.lines
          .slice(file.startLine - 1, file.endLine)
          .join('\n')
          .matchAll(/['"]([^'"\n]{1,80})['"]/g),
      ]
    : [];
  const inUnion = [left, right].flatMap((each) => [...each.matchAll(/"([^"\n]{1,80})"/g)].map(([, value = '']) => value));
  const names = values.length > 0 ? values.map(([, value = '']) => value) : inUnion.filter((value) => value !== literal);
  const near = literal === undefined ? undefined : nearName(literal, names);
  const lines = file?.file.lines.slice(file.startLine - 1, file.endLine) ?? [];
  const at2 = near ? lines.findIndex((text) => text.includes(near)) : -1;
  const place = file && { file: file.file.file, line: file.startLine + Math.max(0, at2) };
  return {
    title: `${code(left)} and ${code(right)} can never be equal`,
    sentences: [
      `Line ${at.line} compares ${code(left)} with ${code(right)}: no value is both, so the result is always the same.`,
      ...(place && named
        ? [
            near
              ? `${code(named)} has ${code(near)} (${placeText(place, at)}): did you mean that?`
              : `${code(named)} is declared at ${placeText(place, at)}.`,
          ]
        : near
          ? [`Did you mean ${code(near)}?`]
          : []),
    ],
    ...citing(place, near ? `has ${code(near)}` : `declares ${code(named ?? '')}`),
    check: near ? `Write ${code(near)} on line ${at.line} and compile again.` : `Which of the two types is wrong on line ${at.line}?`,
  };
}

/** Java: a checked exception that a function neither catches nor declares. */
export function explainUnreported({ type }: MessageOf<'unreported'>, { at }: ExplainInput): Explanation {
  const { file, fn, line } = at;
  const place = fn && { file: file.file, line: fn.signature.startLine };
  const by = fn?.name ? code(fn.name) : 'the code';
  return {
    title: `${code(type)} is neither caught nor declared${fn?.name ? ` in ${code(fn.name)}` : ''}`,
    sentences: [
      `Line ${line}, ${code((file.lines[line - 1] ?? '').trim())}, can throw ${code(type)}, a checked exception.`,
      ...(place ? [`${by} (line ${place.line}) neither catches it there nor declares it.`] : []),
    ],
    ...citing(place, `does not declare ${code(type)}`),
    check: `Catch it around line ${line}, or add ${code(`throws ${type}`)} to ${by}, and compile again.`,
  };
}

/** C++: a method that is not `const` is called on a value that is. */
export function explainDiscardsConst(_: MessageOf<'discardsConst'>, { at, view }: ExplainInput): Explanation | undefined {
  const calls = at.file.calls({ startLine: at.line, endLine: at.line }).filter(({ receiver }) => receiver !== undefined);
  const fitting = calls.flatMap((call) =>
    view
      .functionsNamed(call.name)
      .filter(({ fn }) => fn.className)
      .map((target) => ({ call, target })),
  );
  const [only] = fitting.length === 1 ? fitting : [];
  if (!only) return undefined;
  const { call, target } = only;
  const place = signatureOf(target);
  const value = call.receiver ?? '';
  const declared = at.fn?.parameters.find(({ name }) => name === value);
  return {
    title: `${code(call.name)} is not ${code('const')}, and ${code(value)} is`,
    sentences: [
      `Line ${at.line} calls ${code(`${value}.${call.name}(${call.args.join(', ')})`)}, but ${code(value)} is ${code('const')}${declared ? ` (line ${at.fn?.signature.startLine ?? at.line})` : ''}.`,
      `${code(call.name)} is declared without ${code('const')} (${placeText(place, at)}), so it may change its object.`,
    ],
    ...citing(place, `declares ${code(call.name)} without ${code('const')}`),
    check: `Add ${code('const')} behind the parameters of ${code(call.name)} and compile again.`,
  };
}

/** A member that another place may not use. */
export function explainPrivate({ name, type }: { name: string; type?: string }, { at, view }: ExplainInput): Explanation {
  const owner = type && lastPart(type);
  const methods = view.functionsNamed(name).filter(({ fn }) => owner === undefined || fn.className === owner);
  const [only] = methods.length === 1 ? methods : [];
  const place = only ? { file: only.file.file, line: only.fn.startLine } : owner ? memberLine(owner, name, view.files) : undefined;
  const of = owner ? ` of ${code(owner)}` : '';
  const read = readOf(name, at);
  return {
    title: `${code(name)}${of} is private`,
    sentences: [
      read
        ? `Line ${at.line} reads ${code(read)} from outside, but ${code(name)}${of} is private.`
        : `Line ${at.line} uses the private ${code(name)}${of} from outside.`,
      ...(place ? [`It is declared ${onPlace(place, at)}.`] : []),
    ],
    ...citing(place, `declares ${code(name)} as private`),
    check: `Is there a public member that does this, or should ${code(name)} be public?`,
  };
}
