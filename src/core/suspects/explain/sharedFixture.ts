import { escapePattern } from '../../escapePattern';
import { hasName } from './textTests';
import { expectationOf } from '../../context/causeOrder';
import { code, placeText, type ExplainInput, type Explanation } from './explanation';

const WIDER = /@pytest\.fixture\([^)\n]{0,200}\bscope\s*=\s*["'](module|session|class|package)["']/;
const CHANGES =
  '\\.(?:append|extend|add|update|insert|remove|pop|clear|setdefault|discard|sort)\\(|\\[[^\\]\\n]{1,80}\\]\\s{0,4}[-+*|]?=(?!=)|\\.\\w{1,80}\\s{0,4}[-+*|]?=(?!=)';

/** pytest: a fixture with a wider scope is one object for several tests, and another test has changed it. */
export function explainSharedFixture({ at, view, error, evidence }: ExplainInput): Explanation | undefined {
  const { file, fn, line } = at;
  if (!fn || !error.type.startsWith('Assertion')) return undefined;
  const expectation = expectationOf(evidence.report, 0);
  const asserted = (file.lines[line - 1] ?? '').slice(0, 500);
  for (const { name } of fn.parameters) {
    if (!hasName(asserted, name)) continue;
    const fixtures = view.files.flatMap((each) =>
      each.functions
        .filter((other) => other.name === name)
        .flatMap((other) => {
          const index = each.lines.slice(other.signature.startLine - 1, other.signature.endLine).findIndex((text) => WIDER.test(text));
          return index < 0 ? [] : [{ file: each, fn: other, line: other.signature.startLine + index }];
        }),
    );
    const fixture = fixtures.find((each) => each.file === file) ?? (fixtures.length === 1 ? fixtures[0] : undefined);
    if (!fixture) continue;
    const changes = new RegExp(`\\b${escapePattern(name)}(?:${CHANGES})`);
    const scope = WIDER.exec(fixture.file.lines[fixture.line - 1] ?? '')?.[1] ?? '';
    // Tests run in the order in which they are written.
    const other = file.functions
      .filter(
        (each) =>
          each.startLine < fn.startLine && each.name.startsWith('test') && each.parameters.some((parameter) => parameter.name === name),
      )
      .filter((each) => scope !== 'class' || each.classIndex === fn.classIndex)
      .flatMap((each) => {
        const index = file.lines.slice(each.startLine - 1, each.endLine).findIndex((text) => changes.test(text.slice(0, 500)));
        return index < 0 ? [] : [{ name: each.name, line: each.startLine + index }];
      })
      .at(0);
    if (!other) continue;
    const place = { file: fixture.file.file, line: fixture.line };
    return {
      title: `${code(name)} is one object for several tests, and ${code(other.name)} changes it`,
      sentences: [
        expectation
          ? `Line ${line} expects ${code(expectation.expected)} and gets ${code(expectation.actual)}: ${code(name)} is as an earlier test left it.`
          : `Line ${line}, ${code(asserted.trim())}, finds ${code(name)} as an earlier test left it.`,
        `${code((fixture.file.lines[fixture.line - 1] ?? '').trim())} (${placeText(place, at)}) makes it once per ${scope}, and line ${other.line} of ${code(other.name)} changes it.`,
      ],
      evidence: [
        { ...place, why: `one ${code(name)} per ${scope}` },
        { file: file.file, line: other.line, why: `changes ${code(name)}` },
      ],
      origin: place,
      check: `Run ${code(fn.name)} alone. If it still fails, this is not the cause.`,
    };
  }
  return undefined;
}
