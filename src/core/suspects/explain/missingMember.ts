import { detailOf } from './messages/details';
import { only } from '../../only';
import { declarationOf, membersOf } from './declaredMembers';
import { didYouMean, writeInstead } from './missingName';
import { beginsWith, endsWith, firstName, lastPart, namesOf, wordSet } from './textTests';
import type { Clue } from './clue';
import { memberText } from './failingExpression';
import { citing, code, placeText, type ExplainInput, type Explanation } from './explanation';
import { nearName } from '../../flow/nearName';
import type { NamedPlace } from '../../flow/originSteps';
import { originPlace, originSentences } from './originText';
import { unsetField } from './unsetField';
import { originOf } from './followed';
import { PYTHON_MODULES } from './pythonModules';
import { nameOf } from '../../workspace/fileIndex';

/** A class or a type that has no member of that name. @param compiled a compiler or a checker says so */
export function explainMember(
  { name, type: full, suggestion }: Pick<Extract<Clue, { kind: 'noMember' }>, 'name' | 'type' | 'suggestion'>,
  input: ExplainInput,
  compiled = false,
): Explanation {
  const { at, view, frame, error } = input;
  const type = compiled ? (firstName(full.split(' ').find((word) => !KINDS_OF_TYPES.has(word)) ?? full) ?? full) : lastPart(full);
  const hidden = hiddenModule({ type: full, name }, input);
  if (hidden) return hidden;
  const members = membersOf(type, view.files, compiled);
  const near = suggestion ?? nearName(name, namesOf(members)) ?? (compiled ? longerName(name, namesOf(members)) : undefined);
  const member = members.find((each) => each.name === near) ?? (near ? inModule(type, near, input) : undefined);
  const declared = declarationOf(type, view.files);
  const own = declared && { file: declared.file.file, line: declared.startLine };
  const read = only(at.file.propertyReads({ startLine: at.line, endLine: at.line }).filter(({ property }) => property === name));
  const value = (member ?? own ?? near) ? undefined : read?.object;
  const from = value ? { steps: originOf(view, value, { file: at.file, fn: at.fn, line: at.line, frame }).steps } : { steps: [] };
  const unset = !compiled && own && read && ['self', 'this'].includes(read.object) ? unsetField(name, input, type) : undefined;
  const { type: rest = '' } = detailOf('union', error.message);
  const place = unset?.place ?? member?.place ?? own ?? originPlace(from);
  const why = member
    ? `${code(member.name)} is declared here`
    : own
      ? `${code(type)} is declared here`
      : `where ${code(value ?? '')} comes from`;
  return {
    title: `${code(type)} has no ${code(name)}`,
    sentences: [
      `Line ${at.line} ${read ? `reads ${code(memberText(read, at.file.lines[at.line - 1] ?? ''))}` : `uses ${code(name)}`}, but ${code(type)} has no ${code(name)}${own && !member ? ` (${placeText(own, at)})` : ''}.`,
      ...(rest.includes('|')
        ? [`The value is of the type ${code(rest)}: before ${code(name)} is read, a check has to rule ${code(type)} out.`]
        : []),
      ...originSentences(from, '', at),
      ...(unset
        ? [unset.sentence]
        : near
          ? [member ? `It has ${code(near)} (${placeText(member.place, at)}): did you mean that?` : didYouMean(near, undefined, at)]
          : []),
    ],
    ...citing(place, unset?.why ?? why),
    check: near
      ? writeInstead(near, at, compiled)
      : compiled
        ? `Is ${code(name)} missing from ${code(type)}, or is the value of another type?`
        : `Look at what the value is before ${at.file.file}:${at.line}. If it is no ${code(type)} there, this is not the cause.`,
  };
}

const KINDS_OF_TYPES = wordSet('const struct class');

/** The only member whose name begins or ends with another one: `amountCents` for `amount`. */
function longerName(name: string, members: readonly string[]): string | undefined {
  const short = name.toLowerCase();
  const longer = [...new Set(members)].filter(
    (each) => each.length > name.length && (beginsWith(each.toLowerCase(), short) || endsWith(each.toLowerCase(), short)),
  );
  return short.length > 3 ? only(longer) : undefined;
}

/** Python: a file of the workspace has the name of a module of the standard library, and is imported in its place. */
function hiddenModule({ type, name }: { type: string; name: string }, { at, view, error }: ExplainInput): Explanation | undefined {
  if (!/\bmodule '/.test(error.message) || !PYTHON_MODULES.has(type)) return undefined;
  const file = view.moduleFile(type, at.file);
  if (!file || nameOf(file.file) !== `${type}.py` || inModule(type, name, { at, view })) return undefined;
  const place = { file: file.file, line: 1 };
  return {
    title: `${code(file.file)} hides Python's own module ${code(type)}`,
    sentences: [
      `Line ${at.line} uses ${code(`${type}.${name}`)}, but ${code(type)} is the workspace's own file ${code(file.file)} there, which has no ${code(name)}.`,
      `It has the same name as the module ${code(type)} of the standard library, and is found first.`,
    ],
    ...citing(place, `has the name of Python's own module`),
    check: `Rename ${code(file.file)} (and delete its ${code('__pycache__')}). If it still fails, this is not the cause.`,
  };
}

/** A name at the top of a module of the workspace. */
function inModule(module: string, name: string, { at, view }: Pick<ExplainInput, 'at' | 'view'>): NamedPlace | undefined {
  const file = view.moduleFile(module, at.file);
  const [made] = file?.definitions(name, { startLine: 1, endLine: file.lines.length }) ?? [];
  const fn = file?.functions.find((each) => each.name === name && each.className === undefined);
  const line = made?.startLine ?? fn?.startLine;
  return file && line !== undefined ? { name, place: { file: file.file, line } } : undefined;
}
