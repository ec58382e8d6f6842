import type { Clue } from './clue';
import { code, placeText, type ExplainInput, type Explanation } from './explanation';
import { signatureOf } from './programView';
import { nearName } from '../../flow/nearName';

/** pytest: a test or a fixture asks for one that does not exist; the output lists those that do. */
export function explainFixture({ name, existing }: Extract<Clue, { kind: 'fixture' }>, { at, view }: ExplainInput): Explanation {
  const { file, fn, line } = at;
  // Those of the project: pytest lists its own ones and those of plugins, too.
  const own = existing.filter((each) => view.functionsNamed(each).length > 0);
  const near = nearName(name, existing) ?? (own.length === 1 && (own[0]!.includes(name) || name.includes(own[0]!)) ? own[0] : undefined);
  const made = near === undefined ? undefined : view.functionsNamed(near)[0];
  const place = made && signatureOf(made);
  return {
    title: `There is no fixture ${code(name)}`,
    sentences: [
      `${fn?.name ? code(fn.name) : 'The test'} asks for the fixture ${code(name)} (line ${line}), and pytest finds none of that name.`,
      ...(near ? [`There is ${code(near)}${place ? ` (${placeText(place, at)})` : ''}: did you mean that?`] : []),
    ],
    evidence: place ? [{ ...place, why: `the fixture ${code(near ?? '')}` }] : [],
    check: near
      ? `Write ${code(near)} at ${file.file}:${line} and run it again. If it still fails, this is not the cause.`
      : `Is ${code(name)} defined in this file or in a ${code('conftest.py')} beside or above it, with ${code('@pytest.fixture')}?`,
  };
}
