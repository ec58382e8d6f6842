import { escapePattern } from '../../escapePattern';
import { lastPart, namesOf } from './textTests';
import { familyOf } from '../../workspace/languages';
import type { Clue } from './clue';
import { code, onPlace, placeText, sourceLine, type ExplainInput, type Explanation } from './explanation';
import { nearName } from '../../flow/nearName';
import type { Place } from '../../flow/originSteps';

/** PHP and Ruby: a class that is not there under the name that is used; one of another namespace, or of almost the same name. */
export function explainUnknownType({ name: full }: Extract<Clue, { kind: 'unknownType' }>, { at, view }: ExplainInput): Explanation {
  const name = lastPart(full);
  const family = familyOf(at.file.language);
  const classes = view.files
    .filter(({ language }) => familyOf(language) === family)
    .flatMap((file) => file.classes.map((node) => ({ name: node.name, file, place: { file: file.file, line: node.startLine } })));
  const same = classes.filter((each) => each.name === name);
  const near = same.length > 0 ? undefined : nearName(name, namesOf(classes));
  const found = same.length === 1 ? same[0] : near === undefined ? undefined : classes.find((each) => each.name === near);
  const namespace = found ? namespaceOf(found.file.lines) : undefined;
  const sentences = [`Line ${at.line}, ${code(sourceLine(at))}, uses ${code(full)}, which is not defined.`];
  if (found && namespace && same.length > 0)
    sentences.push(
      `${code(name)} is declared in the namespace ${code(namespace.name)} (${placeText(found.place, at)}): ${code(`use ${namespace.name}\\${name};`)} would name it.`,
    );
  else if (found && same.length > 0)
    sentences.push(`${code(name)} is defined ${onPlace(found.place, at)}, under another name or not loaded when this line runs.`);
  else if (found) sentences.push(`${code(found.name)} is defined ${onPlace(found.place, at)}: did you mean that constant?`);
  const place: Place | undefined = found && (namespace && same.length > 0 ? { file: found.file.file, line: namespace.line } : found.place);
  return {
    title: `${code(full)} is not defined`,
    sentences,
    evidence: [
      ...(place
        ? [{ ...place, why: namespace && same.length > 0 ? `the namespace of ${code(name)}` : `defines ${code(found?.name ?? '')}` }]
        : []),
      ...(found ? [{ ...found.place, why: `defines ${code(found.name)}` }] : []),
    ],
    ...(place && { origin: place }),
    check: near
      ? `Write ${code(near)} on line ${at.line} and run it again. If it still fails, this is not the cause.`
      : `Is ${code(name)} loaded before line ${at.line}, and under that full name?`,
  };
}

function namespaceOf(lines: readonly string[]): { name: string; line: number } | undefined {
  for (const [at, text] of lines.entries()) {
    const name = /^\s*namespace\s+([\w\\]{1,200})\s*[;{]/.exec(text.slice(0, 300))?.[1];
    if (name) return { name, line: at + 1 };
  }
  return undefined;
}

/** Kotlin: a property that is set later is read before. */
export function explainLateField({ name }: Extract<Clue, { kind: 'lateField' }>, { at, view }: ExplainInput): Explanation {
  const declared = view.files
    .filter(({ file }) => /\.kts?$/.test(file))
    .flatMap((file) =>
      file.lines.flatMap((text, index) =>
        new RegExp(`\\blateinit\\s+var\\s+${escapePattern(name)}\\b`).test(text) ? [{ file: file.file, line: index + 1 }] : [],
      ),
    );
  const [place] = declared.length === 1 ? declared : [];
  const setters = view.files.flatMap((file) =>
    file.lines.flatMap((text, index) =>
      new RegExp(`(?<![\\w])${escapePattern(name)}\\s{0,4}=(?!=)`).test(text.slice(0, 300)) ? [{ file: file.file, line: index + 1 }] : [],
    ),
  );
  return {
    title: `${code(name)} is read before it is set`,
    sentences: [
      `Line ${at.line} reads ${code(name)}, which has not been initialised.`,
      ...(place
        ? [
            `It is declared with ${code('lateinit')} ${onPlace(place, at)}, ${setters.length === 0 ? 'and nothing in the code that was read sets it' : `and set ${onPlace(setters[0]!, at)}`}.`,
          ]
        : []),
    ],
    evidence: [
      ...(place ? [{ ...place, why: `declares ${code(name)}` }] : []),
      ...setters.slice(0, 2).map((each) => ({ ...each, why: `sets ${code(name)}` })),
    ],
    ...(place && { origin: place }),
    check: `Set ${code(name)} before line ${at.line} runs. If it still fails, this is not the cause.`,
  };
}
