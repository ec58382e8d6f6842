import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packagedGrammars } from '../../../../realBugs/packagedGrammars';
import { runTest, type Ended } from '../../../../src/core/interpret/failingTest';
import { ProgramView } from '../../../../src/core/suspects/explain/programView';
import { openSyntax } from '../../../../src/core/syntax/openSyntax';

const syntax = openSyntax(packagedGrammars);

/** A piece of code, and the value that the language itself gave for it, as JSON or as `inspect` and `repr` write it. */
interface Piece {
  code: string;
  value: string;
}

function piecesOf(language: string): Piece[] {
  const text = readFileSync(join(__dirname, '../../../fixtures/interpret', `${language}.txt`), 'utf8').trimEnd();
  return text.split('\n---\n').map((each) => {
    const at = each.lastIndexOf('\n=> ');
    return { code: each.slice(0, at), value: each.slice(at + 4) };
  });
}

const indented = (code: string, by: string): string => code.replace(/^(?=.)/gm, by);

/** Declarations at the beginning of a piece, and the rest. */
function parted(code: string, declares: RegExp, ends: Pick<RegExp, 'test'>): [declarations: string, rest: string] {
  const lines = code.split('\n');
  const top: string[] = [];
  while (lines.length > 1 && declares.test(lines[0]!)) {
    const end = ends.test(lines[0]!) ? 0 : lines.findIndex((line) => /^(?:end|[)}])/.test(line));
    top.push(...lines.splice(0, end + 1));
  }
  return [top.join('\n'), lines.join('\n')];
}

/** Whether a line ends what it opens. */
const ONE_LINE = {
  test: (line: string): boolean => ['{}', '()'].every(([open, close]) => line.split(open!).length === line.split(close!).length),
};
const GO_PACKAGES = [
  'bufio',
  'bytes',
  'container/heap',
  'container/list',
  'encoding/json',
  'errors',
  'io',
  'maps',
  'math',
  'reflect',
  'regexp',
  'slices',
  'sort',
  'strconv',
  'strings',
  'sync',
  'time',
  'unicode',
];

const JAVA_PACKAGES = [
  'math',
  'time',
  'time.format',
  'time.temporal',
  'util',
  'util.concurrent.atomic',
  'util.function',
  'util.regex',
  'util.stream',
];

const CPP_HEADERS = [
  ...[
    'algorithm',
    'array',
    'cmath',
    'cstdint',
    'deque',
    'functional',
    'iomanip',
    'iostream',
    'list',
    'map',
    'memory',
    'numeric',
    'optional',
  ],
  ...['queue', 'set', 'sstream', 'stack', 'stdexcept', 'string', 'tuple', 'unordered_map', 'variant', 'vector'],
];

/** A test that passes where a piece of code has its value. */
const TESTS: Readonly<Record<string, (piece: Piece) => { file: string; text: string }>> = {
  ruby: ({ code, value }) => {
    const [top, rest] = parted(code, /^(?:class|module|def |\w+ = Struct\.new)/, /\) = |; end$|keyword_init: true\)$/);
    const expected = JSON.stringify(value).replace(/#\{/g, '\\#{');
    return {
      file: 'test_piece.rb',
      text: `require 'minitest/autorun'\n${top}\nclass TestPiece < Minitest::Test\n  def value\n${rest}\n  end\n\n  def test_it\n    assert_equal ${expected}, value.inspect # here\n  end\nend\n`,
    };
  },
  php: ({ code, value }) => {
    const [top, rest] = parted(code, /^(?:abstract class|final class|class|interface|trait|enum|function \w+) ?/, /\}$/);
    const expected = value.replace(/[\\']/g, '\\$&');
    return {
      file: 'piece.php',
      text: `<?php\n${top}\nfunction value() {\n${rest}\n}\n$got = json_encode(value());\nif ($got !== '${expected}') {\n    throw new Exception("got $got"); // here\n}\n`,
    };
  },
  python: ({ code, value }) => ({
    file: 'test_piece.py',
    text: `def value():\n${indented(code, '    ')}\n\n\ndef test_it():\n    assert repr(value()) == ${JSON.stringify(value)}  # here\n`,
  }),
  javascript: ({ code, value }) => ({
    file: 'piece.test.mjs',
    text: `import assert from 'node:assert';\nimport { test } from 'node:test';\nasync function value() {\n${code}\n}\ntest('it', async () => {\n  assert.strictEqual(String(JSON.stringify(await value())), ${JSON.stringify(value)}); // here\n});\n`,
  }),
  java: ({ code, value }) => {
    const [top, rest] = parted(code, /^(?:enum|record|interface|abstract|static) ?/, ONE_LINE);
    return {
      file: 'PieceTest.java',
      text: `${JAVA_PACKAGES.map((each) => `import java.${each}.*;\n`).join('')}import org.junit.jupiter.api.Test;\nimport static org.junit.jupiter.api.Assertions.*;\n\nclass PieceTest {\n${top}\nstatic Object value() throws Exception {\n${rest}\n}\n\n@Test\nvoid it() {\nassertEquals(${JSON.stringify(value)}, String.valueOf(value())); // here\n}\n}\n`,
    };
  },
  csharp: ({ code, value }) => {
    const [top, rest] = parted(code, /^(?:abstract |static )?(?:class|struct|enum|int|void) ?/, ONE_LINE);
    return {
      file: 'Piece.cs',
      text: `using System;\nusing System.Collections.Generic;\nusing System.Linq;\n\nstatic class Piece {\n${top}\nstatic object Value() {\n${rest}\n}\n\nstatic void Main() {\nvar got = "" + Value();\nif (got != ${JSON.stringify(value)}) throw new Exception("got " + got); // here\n}\n}\n`,
    };
  },
  rust: rustTest,
  go: ({ code, value }) => {
    const [top, rest] = parted(code, /^(?:type |func |const |var \w+ = errors)/, ONE_LINE);
    return {
      file: 'piece_test.go',
      text: `package piece\n\nimport (\n\t"fmt"\n\t"testing"\n${GO_PACKAGES.map((each) => `\t"${each}"\n`).join('')})\n\n${top}\n\nfunc value() any {\n${rest}\n}\n\nfunc TestIt(t *testing.T) {\n\tif got := fmt.Sprint(value()); got != ${JSON.stringify(value)} {\n\t\tt.Errorf("got %s", got) // here\n\t}\n}\n`,
    };
  },
  cpp: ({ code, value }) => {
    const [top, rest] = parted(code, /^(?:struct|class|enum|template|using|static|int \w+::)/, { test: () => true });
    return {
      file: 'piece.cpp',
      text: `${CPP_HEADERS.map((each) => `#include <${each}>\n`).join('')}${top}\nstatic std::string value() {\nstd::ostringstream out;\n${rest}\nreturn out.str();\n}\n\nint main() {\nconst std::string got = value();\nif (got != ${JSON.stringify(value)}) throw std::runtime_error("got " + got); // here\n}\n`,
    };
  },
};

/** A piece that panics has the words that it panics with as its value. */
function rustTest({ code, value }: Piece): { file: string; text: string } {
  const [, said] = /^panic: (.*)$/s.exec(value) ?? [];
  const body =
    said === undefined
      ? `#[test]\nfn it() {\nassert_eq!(format!("{:?}", {\n${code}\n}).replace('\\n', "\\\\n"), r##"${value}"##); // here\n}\n`
      : `#[test]\n#[should_panic(expected = r##"${said}"##)]\nfn it() { // here\nlet _ = {\n${code}\n};\n}\n`;
  return { file: 'lib.rs', text: body };
}

/** Pieces that the interpreter does not know; every other one has to have its value. */
const UNKNOWN: Readonly<Record<string, number>> = {
  ruby: 11,
  php: 7,
  go: 1,
  python: 4,
  javascript: 5,
  java: 0,
  csharp: 1,
  cpp: 0,
  rust: 0,
};

async function endOf(language: string, piece: Piece): Promise<Ended> {
  const { file, text } = TESTS[language]!(piece);
  const parsed = await syntax.parse(file, text);
  const line = text.split('\n').findIndex((each) => /(?:#|\/\/) here$/.test(each)) + 1;
  return runTest(new ProgramView([], [], [parsed]), parsed, line).ended;
}

describe('code in the interpreter', () => {
  for (const language of Object.keys(TESTS))
    it(`has the values that ${language} gave for it, or is unknown`, async () => {
      const unknown: string[] = [];
      for (const piece of piecesOf(language)) {
        const ended = await endOf(language, piece);
        assert.notEqual(ended.kind, 'failed', `${piece.code}\n${JSON.stringify(ended)} instead of ${piece.value}`);
        if (ended.kind === 'unknown') unknown.push(`${ended.why}: ${piece.code}`);
      }
      assert.ok(unknown.length <= UNKNOWN[language]!, unknown.join('\n'));
    });
});
