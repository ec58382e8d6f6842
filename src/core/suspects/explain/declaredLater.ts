import { escapePattern } from '../../escapePattern';
import { isQuoted } from './textTests';
import type { Clue } from './clue';
import { citing, code, onPlace, sourceLine, type ExplainInput, type Explanation } from './explanation';
import { originPlace, originSentences } from './originText';
import type { Place } from '../../flow/originSteps';
import { originOf } from './followed';

/** JavaScript: a variable is read before its declaration has run. */
export function explainDeclaredLater(
  { name }: Extract<Clue, { kind: 'declaredLater' }>,
  { at, view }: ExplainInput,
): Explanation | undefined {
  const declared = at.file
    .definitions(name, { startLine: 1, endLine: at.file.lines.length })
    .filter(({ startLine }) => /\b(?:const|let|class)\b/.test(at.file.lines[startLine - 1] ?? ''))
    .map((each) => ({ ...each, scope: at.file.enclosing(each.startLine) }))
    // A variable of another function is another one; the innermost of those around the line is read.
    .filter(({ scope }) => !scope || (scope.startLine <= at.line && at.line <= scope.endLine))
    .toSorted((a, b) => (b.scope?.startLine ?? 0) - (a.scope?.startLine ?? 0))[0];
  if (!declared) return undefined;
  const place = { file: at.file.file, line: declared.startLine };
  const outer = view.frames.find(({ error, file, fn }) => error === at.error && file === at.file && fn === undefined);
  return {
    title: `${code(name)} is used before its declaration has run`,
    sentences: [
      `Line ${at.line} reads ${code(name)}, which is declared ${onPlace(place, at)}: ${code(sourceLine({ file: at.file, line: place.line }))}.`,
      outer && outer.line < place.line && outer.line !== at.line
        ? `The call on line ${outer.line} runs before that line, when ${code(name)} is not initialised yet.`
        : `At that moment the declaration has not run yet.`,
    ],
    evidence: [
      { ...place, why: `declares ${code(name)}` },
      ...(outer && outer.line !== at.line ? [{ file: outer.file.file, line: outer.line, why: 'runs before the declaration' }] : []),
    ],
    origin: place,
    check: `Move the declaration of ${code(name)} above the code that uses it. If it still fails, this is not the cause.`,
  };
}

/** A value that cannot be changed is changed: a constant is assigned, or an object is frozen. */
export function explainUnchangeable({ what, name }: Extract<Clue, { kind: 'unchangeable' }>, input: ExplainInput): Explanation | undefined {
  if (what === 'readonly') return name === undefined ? undefined : readonlyChanged(name, input);
  return what === 'constant' ? undefined : frozenChanged(name, input);
}

/** PHP: a readonly property is set only once, by the constructor. */
function readonlyChanged(name: string, { at, view }: ExplainInput): Explanation | undefined {
  const declared = view.files.flatMap((file) =>
    file.lines.flatMap((line, index) =>
      new RegExp(`\\breadonly\\b[^;]{0,80}\\$${escapePattern(name)}\\b`).test(line.slice(0, 500))
        ? [{ file: file.file, line: index + 1 }]
        : [],
    ),
  );
  const place = declared.find(({ file }) => file === at.file.file) ?? declared[0];
  if (!place || declared.length > 1) return undefined;
  return {
    title: `${code(`$${name}`)} is readonly${at.fn?.name ? `, and ${code(at.fn.name)} changes it` : ''}`,
    sentences: [
      `Line ${at.line}, ${code(sourceLine(at))}, changes ${code(`$${name}`)}, which is declared as readonly ${onPlace(place, at)}: only the constructor can set it.`,
    ],
    ...citing(place, 'declares it as readonly'),
    check: `Return a new object with the other value on line ${at.line}. If it still fails, this is not the cause.`,
  };
}

const FREEZES = /\bObject\.freeze\(|\bdeepFreeze\(|\.freeze\b|\bas const\b/;

const TAKES_OUT = /\.(?:fetch|dig|get|at|find|first|last|sample|slice)\b|\w\[[^\]\n]{1,200}\]$/;

/** The frozen object behind the changed expression: its literal, or the line that freezes it. */
function frozenChanged(property: string | undefined, { at, view, frame }: ExplainInput): Explanation | undefined {
  const text = sourceLine(at);
  const changed =
    property === undefined
      ? /(?<![\w.])([@$]{0,2}[A-Za-z_]\w{0,80})(?:\s{0,4}<<|\.\w{1,40}!|\[[^\]\n]{1,80}\]\s{0,4}=(?!=)|\.(?:concat|insert|push|append|prepend|replace|clear|delete)\b)/.exec(
          text,
        )?.[1]
      : new RegExp(`(?<![\\w.$])([\\w$.]{1,80})(?:\\.|\\[['"\`]?)${escapePattern(property)}\\b`).exec(text)?.[1];
  if (!changed) return undefined;
  const origin = originOf(view, changed, { file: at.file, fn: at.fn, line: at.line, frame });
  const definition = view.definitionsOf(changed, at.file, at.fn).findLast(({ startLine }) => startLine !== at.line);
  const last = origin.steps.at(-1);
  const places: (Place & { value: string })[] = [
    ...origin.steps.flatMap((step) => ('value' in step ? [{ file: step.file, line: step.line, value: step.value }] : [])),
    ...(definition?.value ? [{ file: at.file.file, line: definition.startLine, value: definition.value }] : []),
  ];
  const first = places.findIndex(({ value }) => FREEZES.test(value));
  // A frozen collection does not freeze what is taken out of it.
  const freezes = places.slice(0, Math.max(first, 0)).some(({ value }) => TAKES_OUT.test(value)) ? undefined : places[first];
  const magic = at.file.lines.slice(0, 3).findIndex((line) => /^#\s*frozen_string_literal:\s*true/.test(line));
  const literal =
    magic >= 0 && definition?.value && isQuoted(definition.value) ? { file: at.file.file, line: definition.startLine } : undefined;
  const place: Place | undefined = freezes
    ? { file: freezes.file, line: freezes.line }
    : (literal ?? originPlace({ steps: last ? [last] : [] }));
  return {
    title: `${code(changed)} is frozen${at.fn?.name ? ` in ${code(at.fn.name)}` : ''}`,
    sentences: [
      `Line ${at.line}, ${code(text)}, changes ${property ? code(`${changed}.${property}`) : code(changed)}, but ${code(changed)} is frozen.`,
      ...(freezes
        ? [`It is frozen ${onPlace(freezes, at)}: ${code(freezes.value)}.`]
        : literal
          ? [
              `It is the literal ${code(definition?.value ?? '')} (line ${literal.line}), and line ${magic + 1}, ${code(at.file.lines[magic] ?? '')}, freezes every literal.`,
            ]
          : originSentences({ steps: origin.steps }, '', at)),
    ],
    ...citing(place, freezes ? `freezes it` : `makes ${code(changed)}`),
    check: `Change a copy on line ${at.line}. If it still fails, this is not the cause.`,
  };
}
