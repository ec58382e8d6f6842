import { detailOf } from './messages/details';
import { stemOf } from './textTests';
import { traitsOf } from '../../flow/traits';
import type { CallSite, FunctionNode } from '../../syntax/syntax';
import { conditionOf } from './branchesAround';
import { callWritten } from './callText';
import { escapePattern } from '../../escapePattern';
import { aType, code, placeText, type ExplainInput, type Explanation } from './explanation';
import { limitOf } from './numberLimits';
import { writtenIn, type Place } from '../../flow/originSteps';
import { originSentences } from './originText';
import { witnessOf } from './witness';
import { originOf } from './followed';
import { quotedValues } from './writtenValue';

/** An error that the code throws itself: what the code around the throw shows of its reason. */
export function explainThrown(input: ExplainInput): Explanation | undefined {
  return returnedError(input) ?? patchedElsewhere(input) ?? overflowedNumber(input);
}

/** Go: `panic(err)` with the error of a call: what it says, at the code that it is about. */
function returnedError({ at, view, error, frame }: ExplainInput): Explanation | undefined {
  const name = /\b(?:panic|log\.(?:Fatal|Panic)\w{0,2})\((?:[^\n]{0,300}[\s,(])?(\w{1,40})\s{0,4}\){1,3}\s*$/.exec(
    (at.file.lines[at.line - 1] ?? '').slice(0, 400),
  )?.[1];
  const made = name === undefined ? undefined : view.definitionsOf(name, at.file, at.fn).findLast(({ startLine }) => startLine <= at.line);
  const call = made?.calls[0];
  if (!name || !made || !call) return undefined;
  const written = callWritten(call, at.file);
  const first = `${code(written)} on line ${call.startLine} returned the error that line ${at.line} panics with: ${code(error.message.split('\n', 1)[0] ?? '')}.`;
  const callPlace = { file: at.file.file, line: call.startLine };
  const told = jsonField(error.message, view) ?? givenText(error, call, written, { at, view, frame });
  const place = told?.place ?? callPlace;
  return {
    subject: `${code(written)} returns an error`,
    title: `${code(written)} returns an error${at.fn?.name ? ` in ${code(at.fn.name)}` : ''}`,
    sentences: [first, ...(told ? [told.sentence] : [])],
    evidence: [...(told ? [{ ...told.place, why: told.why }] : []), { ...callPlace, why: 'returns the error' }],
    origin: place,
    check:
      told?.check ??
      `Log the arguments of ${code(written)} before line ${call.startLine}. If they are right, the cause is in what it reads.`,
  };
}

/** The values that the call was given which are the one that its error quotes. */
function givenText(
  error: ExplainInput['error'],
  { args, startLine }: CallSite,
  written: string,
  input: Pick<ExplainInput, 'at' | 'view' | 'frame'>,
): Reason | undefined {
  const quoted = quotedValues(error);
  for (const argument of args) {
    const witness = witnessOf(argument, input, (value) => value.kind === 'text' && quoted.includes(value.text), undefined, startLine);
    if (witness)
      return {
        sentence: witness.sentences.join(' '),
        place: witness.place,
        why: witness.evidence[0]!.why,
        check: `Log ${code(argument)} before line ${startLine}. If ${code(written)} takes it, this is not the cause.`,
      };
  }
  return undefined;
}

interface Reason {
  sentence: string;
  place: Place;
  why: string;
  check: string;
}

/** `json: cannot unmarshal string into Go struct field Order.count of type int` */
function jsonField(message: string, view: ExplainInput['view']): Reason | undefined {
  const { given = '', owner = '', path = '', type = '' } = detailOf('jsonField', message);
  const cls = view.classNamed(owner);
  const field = path.split('.').at(-1);
  if (!cls || !field) return undefined;
  const lines = cls.file.lines.slice(cls.node.startLine - 1, cls.node.endLine);
  const at = lines.findIndex((line) =>
    new RegExp(`json:"${escapePattern(field)}[,"]|^\\s*${escapePattern(field)}\\s`, 'i').test(line.slice(0, 300)),
  );
  if (at < 0) return undefined;
  const place = { file: cls.file.file, line: cls.node.startLine + at };
  return {
    sentence: `The JSON has ${aType(given)} for ${code(field)}, and the field on ${place.file}:${place.line}, ${code((lines[at] ?? '').replace(/`[^`]*`/, '').trim())}, takes ${aType(type)}.`,
    place,
    why: `takes ${aType(type)}`,
    check: `Look at ${code(field)} in the JSON. If it is ${aType(type)} there, this is not the cause.`,
  };
}

/** Python: a name is patched in its own module, and another module has imported it before. */
function patchedElsewhere({ at, view }: ExplainInput): Explanation | undefined {
  const name = at.fn?.name;
  if (!name || !at.file.file.endsWith('.py')) return undefined;
  const own = stemOf(at.file.file).replaceAll('/', '.');
  const user = view.frames.find(
    ({ file, error }) =>
      error === at.error && file !== at.file && file.imports.some(({ imported, local }) => imported === name && local === name),
  );
  const imported = user?.file.imports.find(({ imported: each }) => each === name);
  if (!user || !imported) return undefined;
  const module = stemOf(user.file.file).replaceAll('/', '.');
  for (const frame of view.frames) {
    const { file, fn, line } = frame;
    for (let each = fn?.startLine ?? line; each <= (fn?.endLine ?? line); each += 1) {
      const [written, target = ''] = /\bpatch\(\s{0,4}["']([\w.]{1,200})["']/.exec((file.lines[each - 1] ?? '').slice(0, 500)) ?? [];
      if (!written || !target.endsWith(`.${name}`) || !own.endsWith(target.slice(0, -name.length - 1))) continue;
      const place = { file: file.file, line: each };
      const right = `${module}.${name}`;
      return {
        title: `${code(target)} is patched, and ${user.fn?.name ? code(user.fn.name) : user.file.file} calls the real ${code(name)}`,
        sentences: [
          `Line ${at.line} is in the real ${code(name)}, which the test meant to replace.`,
          `${code(`${written})`)} (${place.file}:${place.line}) replaces ${code(name)} in its own module only.`,
          `${user.file.file} has its own name for it, imported on line ${imported.line}, and still calls the real one: ${code(right)} would be the name to patch.`,
        ],
        evidence: [
          { ...place, why: 'patches the name in another module' },
          { file: user.file.file, line: imported.line, why: `imports ${code(name)}` },
        ],
        origin: place,
        check: `Write ${code(`patch("${right}")`)} at ${place.file}:${place.line}. If the real ${code(name)} still runs, this is not the cause.`,
      };
    }
  }
  return undefined;
}

/** A number below 0 that only an overflow explains: a product of whole numbers that its type does not hold. */
function overflowedNumber({ at, view, frame, error }: ExplainInput): Explanation | undefined {
  const branch = conditionOf(at.file, at.line, at.fn?.signature.startLine ?? 0);
  const [, name = ''] = /^!?\(?\s{0,4}(\w{1,80})\s{0,4}(?:<|<=)\s{0,4}[01]\s{0,4}\)?$/.exec(branch?.condition ?? '') ?? [];
  const shown = /-\d{1,12}\b/.exec(error.message)?.[0];
  if (!branch || !name || !shown || !traitsOf(at.file.language).wideNumber) return undefined;
  const { steps } = originOf(view, name, { file: at.file, fn: at.fn, line: branch.line, frame });
  for (const step of steps) {
    const call = writtenIn(step) ?? '';
    const direct = view.file(step.file);
    const [made] = direct
      ? direct
          .calls({ startLine: step.line, endLine: step.line })
          .filter((each) => call.trim().endsWith(')') && call.includes(`${each.name}(`))
      : [];
    const callee = made && direct ? view.callee(made, direct) : undefined;
    const value = callee ? callee.file.returns(callee.fn).at(0) : undefined;
    const product = (value?.value ?? call).trim();
    if (!/^[\w\s*+().]+$/.test(product) || !product.includes('*')) continue;
    const fn = callee?.fn ?? direct?.enclosing(step.line);
    const file = callee?.file ?? direct;
    const type = file && fn ? typeGiven(file.lines.slice(fn.signature.startLine - 1, fn.signature.endLine).join(' '), fn) : undefined;
    const limit = type && file ? limitOf(type, file) : undefined;
    // A small number below 0 is far more often a negative factor than an overflow.
    if (!limit || !file || /\d[lL]\b|\blong\b/.test(product) || -Number(shown) < limit.largest / 1000) continue;
    const place = { file: file.file, line: value?.startLine ?? step.line };
    return {
      subject: `${code(product)} overflows`,
      title: `${code(product)} overflows: ${code(name)} is ${shown}`,
      sentences: [
        `Line ${at.line} throws because ${code(name)} is ${shown} (${code(branch.condition)}, line ${branch.line}).`,
        ...originSentences({ steps: steps.slice(0, steps.indexOf(step) + 1) }, '', at),
        `${code(product)} (${placeText(place, at)}) is computed as ${aType(type!)}, whose largest number is ${limit.largest}: a larger result overflows and becomes negative.`,
      ],
      evidence: [{ ...place, why: `computes it as ${aType(type!)}` }],
      origin: place,
      check: `Compute it as ${code(traitsOf(file.language).wideNumber ?? 'long')} at ${place.file}:${place.line}. If ${code(name)} is still negative, this is not the cause.`,
    };
  }
  return undefined;
}

/** The type that a function is declared to give. */
function typeGiven(header: string, fn: FunctionNode): string | undefined {
  return (
    new RegExp(`\\b(\\w{1,40})\\s+(?:\\w+::)?${escapePattern(fn.name)}\\s{0,4}\\(`).exec(header)?.[1] ??
    /\)\s*(\w{1,40})\s*\{/.exec(header)?.[1]
  );
}
