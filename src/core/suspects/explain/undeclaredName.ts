import { detailOf } from './messages/details';
import { firstName, namesOf } from './textTests';
import type { MessageOf } from './messages/ofCompilers';
import { declarationOf, membersWritten } from './declaredMembers';
import { type ExplainInput, type Explanation, code, placeText } from './explanation';
import { memberText } from './failingExpression';
import { nearName } from '../../flow/nearName';
import type { Place } from '../../flow/originSteps';

/** A checker of a language without a compiler is run, not compiled. */
function again({ file }: ExplainInput['at']): string {
  return file.language === 'python' || /\.[cm]?jsx?$/.test(file.file) ? 'run the check again' : 'compile again';
}

export function noMember({ name, type, suggestion }: MessageOf<'noMember'>, { at, view, error }: ExplainInput): Explanation {
  const short = firstName(type.split(' ').find((word) => !['const', 'struct', 'class'].includes(word)) ?? type) ?? type;
  const declared = declarationOf(short, view.files);
  const methods = view.files.flatMap((file) =>
    file.functions.filter((fn) => fn.className === short && fn.name !== '').map((fn) => ({ file, name: fn.name, line: fn.startLine })),
  );
  const members = [...(declared ? membersWritten(declared).map((each) => ({ file: declared.file, ...each })) : []), ...methods];
  const near = suggestion ?? nearName(name, namesOf(members)) ?? longerName(name, namesOf(members));
  const member = members.find((each) => each.name === near);
  const place: Place | undefined = member
    ? { file: member.file.file, line: member.line }
    : declared && { file: declared.file.file, line: declared.startLine };
  const read = at.file.propertyReads({ startLine: at.line, endLine: at.line }).filter(({ property }) => property === name);
  const { type: rest = '' } = detailOf('union', error.message);
  const union = rest.includes('|') ? rest : undefined;
  return {
    title: `${code(short)} has no ${code(name)}`,
    sentences: [
      `Line ${at.line} ${read.length === 1 ? `reads ${code(memberText(read[0]!, at.file.lines[at.line - 1] ?? ''))}` : `uses ${code(name)}`}, but ${code(short)} has no ${code(name)}${place && !member ? ` (${placeText(place, at)})` : ''}.`,
      ...(union ? [`The value is of the type ${code(union)}: before ${code(name)} is read, a check has to rule ${code(short)} out.`] : []),
      ...(near ? [`Did you mean ${code(near)}${member && place ? ` (${placeText(place, at)})` : ''}?`] : []),
    ],
    evidence: place
      ? [{ file: place.file, line: place.line, why: member ? `${code(member.name)} is declared here` : `${code(short)} is declared here` }]
      : [],
    ...(place && { origin: place }),
    check: near
      ? `Write ${code(near)} on line ${at.line} and ${again(at)}.`
      : `Is ${code(name)} missing from ${code(short)}, or is the value of another type?`,
  };
}

export function noName({ name, suggestion }: MessageOf<'noName'>, { at, view }: ExplainInput): Explanation {
  const { file, line, fn } = at;
  const own = fn ? file.allDefinitions(fn).map((each) => ({ name: each.name, place: { file: file.file, line: each.startLine } })) : [];
  const all = view.files.filter(({ language }) => language === file.language);
  const wide = all.flatMap((each) => [
    ...each.functions
      .filter(({ name: other }) => other !== '')
      .map(({ name: other, startLine }) => ({ name: other, place: { file: each.file, line: startLine } })),
    ...each.classes.map(({ name: other, startLine }) => ({ name: other, place: { file: each.file, line: startLine } })),
    ...each
      .allDefinitions({ startLine: 1, endLine: each.lines.length })
      .filter(({ startLine }) => each.enclosing(startLine) === undefined)
      .map((other) => ({ name: other.name, place: { file: each.file, line: other.startLine } })),
  ]);
  const near = suggestion ?? nearName(name, namesOf(own)) ?? nearName(name, namesOf(wide));
  const exact = wide.find((each) => each.name === name && each.place.file !== file.file);
  const found = [...own, ...wide].find((each) => each.name === near);
  const place = found?.place ?? exact?.place;
  return {
    title: `${code(name)} is not declared`,
    sentences: [
      `Line ${line} uses ${code(name)}, which is not declared there.`,
      ...(found
        ? [`Did you mean ${code(found.name)} (${placeText(found.place, at)})?`]
        : exact
          ? [`It is defined at ${placeText(exact.place, at)}, but not imported here.`]
          : near
            ? [`Did you mean ${code(near)}?`]
            : []),
    ],
    evidence: place ? [{ ...place, why: `${code(found?.name ?? name)} is declared here` }] : [],
    ...(place && { origin: place }),
    check: near ? `Write ${code(near)} on line ${line} and ${again(at)}.` : `Is ${code(name)} declared or imported, under that name?`,
  };
}

/** The only member whose name begins or ends with another one: `amountCents` for `amount`. */
function longerName(name: string, members: readonly string[]): string | undefined {
  const short = name.toLowerCase();
  const longer = [...new Set(members)].filter((each) => {
    const long = each.toLowerCase();
    return long !== short && (long.startsWith(short) || long.endsWith(short));
  });
  return short.length > 3 && longer.length === 1 ? longer[0] : undefined;
}
