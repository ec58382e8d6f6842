import type { ClassNode, SyntaxFile } from '../../syntax/syntax';
import type { MessageOf } from './messages/ofCompilers';
import { citing, code, placeText, shortened, type ExplainInput, type Explanation } from './explanation';
import { memberLine } from './requiredMember';

/** Bases of bases that are read. */
const MOST_BASES = 8;

/** A method is marked as an override, and no base declares one like it: the base's member of that name. */
export function explainOverridesNothing(
  { name: said }: MessageOf<'overridesNothing'>,
  { at, view }: ExplainInput,
): Explanation | undefined {
  // The mark may stand on a line above the method.
  const fn = at.file.functions.find(
    ({ startLine, name }) => startLine >= at.line - 3 && startLine <= at.line + 3 && (!said || name === said),
  );
  const name = said || fn?.name;
  const cls = at.file.classes.findLast(({ startLine, endLine }) => startLine <= at.line && at.line <= endLine);
  if (!name || !cls) return undefined;
  const bases = basesOf(cls, at.file, view.files);
  const found = bases.flatMap((base) => {
    const place = memberLine(base, name, view.files);
    return place ? [{ base, place }] : [];
  });
  const [one] = found;
  if (!one) return undefined;
  const { place } = one;
  const text = (view.file(place.file)?.lines[place.line - 1] ?? '').trim();
  return {
    title: `${code(name)} of ${code(cls.name)} overrides nothing`,
    sentences: [
      `Line ${at.line} marks ${code(name)} of ${code(cls.name)} as an override, but no base has one like it.`,
      `${code(one.base)} declares ${code(name)} differently (${placeText(place, at)}): ${code(shortened(text))}.`,
    ],
    ...citing(place, `declares ${code(name)} differently`),
    check: `Which side is out of date: ${at.file.file}:${at.line} or ${place.file}:${place.line}? Give both the same signature and compile again.`,
  };
}

/** The bases of a class that are declared in the files read, and theirs. */
function basesOf(cls: ClassNode, file: SyntaxFile, files: readonly SyntaxFile[]): string[] {
  const found: string[] = [];
  const pending = [...cls.bases];
  for (let base = pending.shift(); base !== undefined && found.length < MOST_BASES; base = pending.shift()) {
    if (found.includes(base) || (base === cls.name && file.classes.includes(cls))) continue;
    found.push(base);
    pending.push(...files.flatMap(({ classes }) => classes.filter((each) => each.name === base).flatMap(({ bases }) => bases)));
  }
  return found;
}
