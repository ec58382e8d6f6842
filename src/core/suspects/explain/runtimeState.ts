import { traitsOf } from '../../flow/traits';
import type { Clue } from './clue';
import { citing, code, onPlace, sourceLine, type ExplainInput, type Explanation } from './explanation';

/** Go: every goroutine waits; the channel of the failing line, and whether it has a buffer. */
export function explainDeadlock({ timeout }: Extract<Clue, { kind: 'deadlock' }>, { at, view }: ExplainInput): Explanation | undefined {
  if (timeout && !traitsOf(at.file.language).channels) return undefined;
  const text = sourceLine(at);
  const sends = /(?:^|[{;] {0,4})(\w[\w.]{0,80})\s*<-/.exec(text)?.[1];
  const receives = sends ? undefined : /<-\s*(\w[\w.]{0,80})/.exec(text)?.[1];
  const channel = sends ?? receives;
  if (!channel) return timeout ? stillThere(at) : undefined;
  const made = view.definitionsOf(channel, at.file, at.fn).findLast(({ value }) => /\bmake\(\s*chan\b/.test(value ?? ''));
  const place = made && { file: at.file.file, line: made.startLine };
  const unbuffered = made?.value && /^make\(\s{0,4}chan\b[^,]{0,200}\)$/.test(made.value.trim());
  return {
    title: timeout
      ? `The test's time was up while ${at.fn?.name ? code(at.fn.name) : `line ${at.line}`} waited on ${code(channel)}`
      : `Deadlock: ${sends ? `the send on ${code(channel)} is never received` : `nothing is sent on ${code(channel)} any more`}`,
    sentences: [
      `Line ${at.line}, ${code(text)}, ${sends ? `waits until another goroutine receives from ${code(channel)}` : `waits for a value from ${code(channel)}`}, and ${timeout ? "still waited when the test's time was up" : 'all goroutines are asleep: it waits forever'}.`,
      ...(place && made
        ? [
            `${code(channel)} is made ${onPlace(place, at)} by ${code(made.value ?? '')}${unbuffered ? (sends ? ', unbuffered: a send needs a receiver that is waiting at the same time' : ', unbuffered') : ''}.`,
          ]
        : []),
    ],
    ...citing(place, `makes ${code(channel)}`),
    check: sends
      ? `Which goroutine receives from ${code(channel)} while line ${at.line} waits?`
      : `Which goroutine sends on ${code(channel)}, or closes it, while line ${at.line} waits?`,
  };
}

function stillThere({ file, fn, line }: ExplainInput['at']): Explanation {
  const text = code((file.lines[line - 1] ?? '').trim());
  return {
    title: `The test's time was up in ${fn?.name ? code(fn.name) : `line ${line}`}`,
    sentences: [`Line ${line}, ${text}, was where the test stood when its time was up.`],
    evidence: [],
    check: `Does line ${line} end, or the loop around it, when the test runs longer? If it does, this is not the cause.`,
  };
}

/** Node: the file is of the other module system than its text, by the `"type"` of package.json. */
export function explainModuleSystem(
  { wants }: Extract<Clue, { kind: 'moduleSystem' }>,
  { at, moduleType }: ExplainInput,
): Explanation | undefined {
  const text = sourceLine(at);
  const esm = wants === 'module';
  const [is, ending] = esm ? ['CommonJS', '.mjs'] : ['an ES module', '.cjs'];
  const place = moduleType && { file: moduleType.file, line: moduleType.line };
  return {
    title: `${at.file.file} is loaded as ${is}, and its text is ${esm ? 'an ES module' : 'CommonJS'}`,
    sentences: [
      `Line ${at.line}, ${code(text)}, is ${esm ? 'the syntax of ES modules' : 'CommonJS'}, but Node loads ${at.file.file} as ${is}.`,
      moduleType
        ? moduleType.text === ''
          ? `${moduleType.file} has no ${code('"type"')}, which means CommonJS.`
          : `${moduleType.file}:${moduleType.line} says ${code(moduleType.text)}.`
        : `The ${code('"type"')} of the nearest package.json decides it.`,
    ],
    ...citing(place, moduleType?.text ? 'sets the module system' : 'does not set the module system'),
    check: `Would it work with ${code(`"type": "${esm ? 'module' : 'commonjs'}"`)}, or with the ending ${code(ending)}?`,
  };
}
