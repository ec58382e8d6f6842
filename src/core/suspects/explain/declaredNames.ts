import { wordSet } from './textTests';
import { only } from '../../only';
import { code, placeText, type ExplainInput } from './explanation';
import { declarationOf } from './declaredMembers';
import type { Place } from '../../flow/originSteps';
import { memberLine } from './requiredMember';

/** A name that a message mentions, with its only declaration in the program. */
export interface DeclaredName {
  sentence: string;
  place: Place;
  why: string;
}

const NAMES = /(?<![\w$.])([A-Za-z_$][\w$]{1,80}(?:(?:::|\.|#)[A-Za-z_$][\w$]{1,80}){0,3})/g;

/** Types of the language, which a signature in a message names. */
const BUILT_IN = wordSet('string str int uint long short byte char bool boolean float double decimal object void any number size_t error');

/** The declaration of what a message is about, away from the failing line: a member of a type that it names, or a field that the expression reads. */
export function declaredName({ at, view, error }: ExplainInput): DeclaredName | undefined {
  const message = `${error.message.split('\n', 2).join(' ').slice(0, 500)} ${(error.details ?? '').slice(0, 400)}`;
  const words = [...message.matchAll(NAMES)].map(([, name = '']) => name);
  const parts = words.flatMap((word) => word.split(/::|\.|#/));
  const types = [...new Set(parts)].filter((name) => /^[A-Z]/.test(name) && declarationOf(name, view.files));
  const members = [...new Set(parts)].filter((name) => !types.includes(name) && !BUILT_IN.has(name));
  const found = types.flatMap((type) =>
    members.flatMap((member) => {
      const place = memberLine(type, member, view.files);
      return place && !isAt(place, at) ? [{ type, member, place }] : [];
    }),
  );
  const one = only(found);
  if (one)
    return {
      sentence: `${code(one.type)} declares ${code(one.member)} (${placeText(one.place, at)}).`,
      place: one.place,
      why: `declares ${code(one.member)}`,
    };
  return found.length > 0 ? undefined : fieldNamed(words, { at, view });
}

/** `r.users` of a message: the only field of that name. */
function fieldNamed(words: readonly string[], { at, view }: Pick<ExplainInput, 'at' | 'view'>): DeclaredName | undefined {
  const fields = [...new Set(words.flatMap((word) => (/^[a-z]\w*(?:\.\w+){1,3}$/.test(word) ? word.split('.').slice(1) : [])))];
  const declared = fields.flatMap((name) =>
    view.files.flatMap((file) =>
      file.classes.flatMap((cls) =>
        file
          .allDefinitions(cls)
          .filter((each) => each.kind === 'field' && each.name === name && !file.enclosing(each.startLine))
          .map((each) => ({
            name,
            cls,
            text: (file.lines[each.startLine - 1] ?? '').trim(),
            place: { file: file.file, line: each.startLine },
          })),
      ),
    ),
  );
  const first = declared[0];
  if (!first || declared.filter(({ name }) => name === first.name).length > 1 || isAt(first.place, at)) return undefined;
  return {
    sentence: `${code(first.name)} of ${code(first.cls.name)} is declared as ${code(first.text)} (${placeText(first.place, at)}).`,
    place: first.place,
    why: `declares ${code(first.name)}`,
  };
}

function isAt(place: Place, at: ExplainInput['at']): boolean {
  return place.file === at.file.file && place.line === at.line;
}
