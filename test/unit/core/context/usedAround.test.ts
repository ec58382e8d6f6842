import assert from 'node:assert/strict';
import { packagedGrammars } from '../../../../realBugs/packagedGrammars';
import { usedAround } from '../../../../src/core/context/usedAround';
import { openSyntax } from '../../../../src/core/syntax/openSyntax';

const CODE = `import re
import os

import json

LEGAL = re.compile('[a-z]+')
OTHER = {
  'a': 1,
}

def quoted(text):
    return text

class Cookie(dict):
    reserved = {'path'}
    count = 0

    def load(self, text):
        other = OTHER
        count = len(text)
        return LEGAL.match(text) and self.reserved and count

    def dump(self):
        OTHER = 3
        return OTHER

def unrelated():
    LOCAL = 1
    return LOCAL

def named(LOCAL):
    return os.path.join(LOCAL)
`;

async function used(name: string, allImports: boolean, code = CODE): Promise<string[]> {
  const source = await openSyntax(packagedGrammars).parse('cookies.py', code);
  const fn = source.functions.find((each) => each.name === name)!;
  return usedAround(source, fn, allImports).map(({ startLine, endLine }) => source.lines.slice(startLine - 1, endLine).join('\n'));
}

describe('what a function uses of its file', () => {
  it('is the values that its lines name, of its module and of its class, and the header of its class', async () => {
    assert.deepEqual(await used('load', false), [
      "LEGAL = re.compile('[a-z]+')\nOTHER = {\n  'a': 1,\n}",
      "class Cookie(dict):\n    reserved = {'path'}",
    ]);
  });

  it('is no value of the name of one of its own variables, and nothing inside of another function', async () => {
    assert.deepEqual(await used('dump', false), ['class Cookie(dict):']);
    assert.deepEqual(await used('named', false), ['import os']);
  });

  it('has all imports of a file with few, one block for those that stand together, or those that it names', async () => {
    assert.deepEqual(await used('unrelated', true), ['import re\nimport os\n\nimport json']);
    assert.deepEqual(await used('unrelated', false), []);
    const many = Array.from({ length: 12 }, (_, at) => `import lib${at}\n`).join('');
    assert.deepEqual(await used('named', true, many + CODE), ['import os']);
    const calls = Array.from({ length: 13 }, (_, at) => `    lib${at}.run()\n`).join('');
    assert.deepEqual(await used('all', true, `import lib12\n${many}\ndef all():\n${calls}`), []);
  });

  it('has only the first line of a value or a header that is very long', async () => {
    const header = 'class Wide(\n    One,\n    Two,\n    Three,\n):';
    assert.deepEqual(await used('read', false, `${header}\n    def read(at):\n        return at\n`), ['class Wide(']);
    const rows = Array.from({ length: 61 }, (_, at) => `  ${at},\n`).join('');
    assert.deepEqual(await used('read', false, `TABLE = [\n${rows}]\n\ndef read(at):\n    return TABLE[at]\n`), ['TABLE = [']);
  });
});
