import assert from 'node:assert/strict';
import { evidenceIn } from '../../../support/hypothesesOf';
import { memoryReader } from '../../../support/memoryReader';

const made = 'package main\n\nfunc pick() error {\n\treturn errors.New("no free port left")\n}\n';
const wraps =
  'package main\n\nfunc start() error {\n\terr := pick()\n\tif err != nil {\n\t\treturn fmt.Errorf("start server: %w", err)\n\t}\n\treturn nil\n}\n';

async function places(files: Record<string, string>): Promise<string[]> {
  const evidence = await evidenceIn('start server: no free port left\nexit status 1\n', memoryReader(files));
  assert.ok(!evidence.snippets.some(({ frame }) => frame !== undefined), 'no frame is made up');
  return evidence.snippets.map((snippet) => `${snippet.file}#${snippet.function ?? ''}`);
}

describe('placePrinted', () => {
  it('collects the code that words an error without a stack, innermost first', async () => {
    assert.deepEqual((await places({ 'pick.go': made, 'start.go': wraps })).slice(0, 2), ['pick.go#pick', 'start.go#start']);
  });

  it('collects nothing for a text that occurs twice', async () => {
    assert.deepEqual(await places({ 'a.go': made, 'b.go': made }), []);
  });

  for (const [file, text] of [
    ['rates.py', 'def rate(month):\n    raise RateError(f"cannot find {month!r}, only {len(RATES):>3} known")\n'],
    ['rates.rb', 'def rate(month)\n  abort "error: cannot find #{month.inspect}, only #{RATES.size} known"\nend\n'],
    ['rates.php', '<?php\nfunction rate($month) {\n  throw new Error(sprintf("cannot find \'%s\', only %d known", $month, 2));\n}\n'],
    ['rates.js', "function rate(month) {\n  throw new Error(`cannot find '${month}', only ${size({ month })} known`);\n}\n"],
    ['Rates.kt', 'fun rate(month: String): Int {\n  error("cannot find \'$month\', only ${RATES.size} known")\n}\n'],
    [
      'Rates.java',
      'class Rates {\n  int rate(String month) {\n    throw new Error("cannot find \'" + month + "\', only " + size() + " known");\n  }\n}\n',
    ],
    [
      'rates.cpp',
      'int rate(std::string month) {\n  std::cerr << "error: cannot find \'" << month << "\', only " << 2 << " known" << std::endl;\n  return 1;\n}\n',
    ],
    [
      'Rates.cs',
      'class Rates {\n  int Rate(string month) {\n    throw new Exception($"cannot find \'{month}\', only {Size()} known");\n  }\n}\n',
    ],
  ] as const)
    it(`reads what is filled into a text, in ${file}`, async () => {
      const evidence = await evidenceIn(
        "error: cannot find '2024-13', only 2 known\n",
        memoryReader({ [file]: text, 'other.py': 'x = "only 2"\n' }),
      );
      assert.match(evidence.snippets[0]?.function ?? '', /\brate$/i);
    });

  it('leaves out a text that only describes a function, or whose other words are not in the message', async () => {
    const files = {
      'a.py': 'def rate():\n    "cannot find rates"\n    raise Error("cannot find rates of today")\n',
    };
    const evidence = await evidenceIn('error: cannot find rates\n', memoryReader(files));
    assert.deepEqual(evidence.snippets, []);
  });
});
