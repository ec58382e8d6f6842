import { lastPart, namesOf } from './textTests';
import type { Clue } from './clue';
import { memberText } from './failingExpression';
import { code, placeText, type ExplainInput, type Explanation } from './explanation';
import { nearName } from '../../flow/nearName';
import type { NamedPlace } from '../../flow/originSteps';
import { originPlace, originSentences } from './originText';
import { unsetField } from './unsetField';
import { originOf } from './followed';
import { PYTHON_MODULES } from './pythonModules';
import { nameOf } from '../../workspace/fileIndex';

/** A class or a type that has no member of that name. */
export function explainMember(clue: Extract<Clue, { kind: 'noMember' }>, input: ExplainInput): Explanation {
  const { at, view, frame } = input;
  const type = lastPart(clue.type);
  const hidden = hiddenModule(clue, input);
  if (hidden) return hidden;
  const members = membersOf(type, input);
  const near = clue.suggestion ?? nearName(clue.name, namesOf(members));
  const member = members.find(({ name }) => name === near) ?? (near ? inModule(type, near, input) : undefined);
  const reads = at.file.propertyReads({ startLine: at.line, endLine: at.line }).filter(({ property }) => property === clue.name);
  const cls = view.classNamed(type);
  const asked = reads.length === 1 ? `reads ${code(memberText(reads[0]!, at.file.lines[at.line - 1] ?? ''))}, but ` : '';
  const lacks = `${code(type)} has no ${code(clue.name)}`;
  const sentences = [`Line ${at.line} ${asked ? asked + lacks : `uses ${code(clue.name)}, but ${lacks}`}.`];
  const value = !member && !cls && !near && reads.length === 1 ? reads[0]!.object : undefined;
  const from = value ? { steps: originOf(view, value, { file: at.file, fn: at.fn, line: at.line, frame }).steps } : { steps: [] };
  const unset = cls && reads.length === 1 && ['self', 'this'].includes(reads[0]!.object) ? unsetField(clue.name, input, type) : undefined;
  const origin = unset?.place ?? member?.place ?? (cls ? { file: cls.file.file, line: cls.node.startLine } : originPlace(from));
  sentences.push(...originSentences(from, '', at));
  if (unset) sentences.push(unset.sentence);
  else if (near)
    sentences.push(member ? `It has ${code(near)} (${placeText(member.place, at)}): did you mean that?` : `Did you mean ${code(near)}?`);
  else if (cls) sentences.push(`${code(type)} is defined at ${placeText(origin!, at)}.`);
  return {
    title: `${code(type)} has no ${code(clue.name)}`,
    sentences,
    evidence: origin
      ? [
          {
            ...origin,
            why: unset
              ? unset.why
              : member
                ? `${code(near ?? '')} is defined here`
                : cls
                  ? `${code(type)} is defined here`
                  : `where ${code(value ?? '')} comes from`,
          },
        ]
      : [],
    ...(origin && { origin }),
    check: near
      ? `Write ${code(near)} at ${at.file.file}:${at.line} and run it again. If it still fails, this is not the cause.`
      : `Look at what the value is before ${at.file.file}:${at.line}. If it is no ${code(type)} there, this is not the cause.`,
  };
}

/** Python: a file of the workspace has the name of a module of the standard library, and is imported in its place. */
function hiddenModule({ type, name }: Extract<Clue, { kind: 'noMember' }>, { at, view, error }: ExplainInput): Explanation | undefined {
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
    evidence: [{ ...place, why: `has the name of Python's own module` }],
    origin: place,
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

function membersOf(type: string, { view }: ExplainInput): NamedPlace[] {
  const cls = view.classNamed(type);
  if (!cls) return [];
  const { file, node } = cls;
  const methods = file.functions
    .filter(({ className }) => className === type)
    .map(({ name, startLine }) => ({ name, place: { file: file.file, line: startLine } }));
  const fields = file
    .allDefinitions(node)
    .filter(({ kind, name }) => kind === 'field' || /^(?:this|self|\$this)[.-]/.test(name) || name.startsWith('@'))
    .map(({ name, startLine }) => ({
      name: name.replace(/^(?:this|self|\$this)(?:\.|->)|^@{1,2}/, ''),
      place: { file: file.file, line: startLine },
    }));
  const readers = file.lines
    .slice(node.startLine - 1, node.endLine)
    .flatMap((line, at) =>
      /^\s*attr_(?:reader|accessor|writer)\b/.test(line)
        ? [...line.matchAll(/:(\w+)/g)].map(([, name]) => ({ name: name ?? '', place: { file: file.file, line: node.startLine + at } }))
        : [],
    );
  return [...readers, ...methods, ...fields];
}
