import assert from 'node:assert/strict';
import { evidenceIn } from '../../../support/hypothesesOf';
import { memoryReader } from '../../../support/memoryReader';

const RATES = [
  '#include <map>',
  '#include <string>',
  'const std::map<std::string, int> RATES{{"EUR", 1}};',
  'int rate(const std::string& code) {',
  '    return RATES.at(code);',
  '}',
  'int main() {',
  '    return rate("USD");',
  '}',
  '',
].join('\n');

const PARSE = [
  'fn width(text: &str) -> Result<u32, std::num::ParseIntError> {',
  '    let width = text.parse::<u32>()?;',
  '    Ok(width)',
  '}',
  'fn main() -> Result<(), std::num::ParseIntError> {',
  '    println!("{}", width("12x")?);',
  '    Ok(())',
  '}',
  '',
].join('\n');

const UNWRAP = [
  'fn first(all: &[u32]) -> u32 {',
  '    *all.first().unwrap()',
  '}',
  'fn main() {',
  '    println!("{}", first(&[]));',
  '}',
  '',
].join('\n');

async function places(output: string, files: Record<string, string>): Promise<string[]> {
  const { report } = await evidenceIn(output, memoryReader(files));
  return report.errors.flatMap(({ frames }) => frames.map(({ file, line, function: name }) => `${file}:${line} ${name ?? ''}`));
}

const UNCAUGHT = "terminate called after throwing an instance of 'std::out_of_range'\n  what():  map::at\n";
const PANIC =
  "thread 'main' panicked at main.rs:2:18:\ncalled `Option::unwrap()` on a `None` value\nnote: run with `RUST_BACKTRACE=1` environment variable to display a backtrace\n";

describe('the calls that led to an error whose run printed none of them', () => {
  it('are worked out of a program that nobody catches an error of', async () => {
    assert.deepEqual(await places(UNCAUGHT, { 'rates.cpp': RATES }), ['rates.cpp:5 rate', 'rates.cpp:8 main']);
  });

  it('are those around the place that a panic names', async () => {
    assert.deepEqual(await places(PANIC, { 'main.rs': UNWRAP }), ['main.rs:2 ', 'main.rs:5 main']);
  });

  it('begin where the error was that main gives', async () => {
    const output = 'Error: ParseIntError { kind: InvalidDigit }\n';
    assert.deepEqual(await places(output, { 'main.rs': PARSE }), ['main.rs:2 width', 'main.rs:6 main']);
  });

  it('are those that Mono knows no place of', async () => {
    const output =
      'Unhandled Exception:\nSystem.InvalidOperationException: Sequence contains no elements\n  at Plan.get_Top () [0x00000] in <af0e8b24881b45d8a28ba2558ede6598>:0 \n  at Program.Main () [0x0008b] in Program.cs:7 \n';
    const files = {
      'Plan.cs':
        'using System.Collections.Generic;\nusing System.Linq;\nclass Plan\n{\n    readonly List<string> shapes = new List<string>();\n    public string Top => shapes.Last();\n}\n',
      'Program.cs':
        'using System;\nclass Program\n{\n    static void Main()\n    {\n        var plan = new Plan();\n        Console.WriteLine(plan.Top);\n    }\n}\n',
    };
    assert.deepEqual(
      (await places(output, files)).filter((each) => !each.startsWith('<')),
      ['Plan.cs:6 Plan.Top', 'Program.cs:7 Program.Main'],
    );
  });

  it('are said to be worked out', async () => {
    const { report } = await evidenceIn(UNCAUGHT, memoryReader({ 'rates.cpp': RATES }));
    assert.equal(report.errors[0]!.frames[0]!.raw, 'at rates.cpp:5 (worked out from the code)');
  });

  it('are unknown where the program ends in another way, or begins in several places', async () => {
    assert.deepEqual(await places(UNCAUGHT.replace('map::at', 'vector::at'), { 'rates.cpp': RATES }), []);
    assert.deepEqual(await places(UNCAUGHT, { 'rates.cpp': RATES, 'other.cpp': 'int main() { return 0; }\n' }), []);
  });
});
