import assert from 'node:assert/strict';
import { packagedGrammars } from '../../../../../realBugs/packagedGrammars';
import { parseFailure } from '../../../../../src/core/capture/captureFailure';
import { explainCommand } from '../../../../../src/core/suspects/explain/explainCommand';
import type { CommandExplained } from '../../../../../src/core/suspects/explain/explanation';
import { openSyntax } from '../../../../../src/core/syntax/openSyntax';
import { memoryReader } from '../../../../support/memoryReader';

const syntax = openSyntax(packagedGrammars);

async function explained(output: string, files: Record<string, string>): Promise<CommandExplained & { said: string }> {
  const found = await explainCommand(parseFailure(output), { reader: memoryReader(files), syntax });
  assert.ok(found, output);
  return { ...found, said: found.sentences.join(' ') };
}

const CART = {
  'cart.h': 'class Cart {\npublic:\n    int total(int count) const;\n};\n',
  'main.cpp': '#include "cart.h"\n\nint main() {\n    return Cart().total(3);\n}\n',
};
const LINKERS = [
  "/usr/bin/ld: main.o: in function `main':\nmain.cpp:(.text+0x10): undefined reference to `Cart::total(int) const'\ncollect2: error: ld returned 1 exit status\n",
  'ld.lld: error: undefined symbol: Cart::total(int) const\n>>> referenced by main.cpp:4\n>>>               main.o:(main)\n',
  'Undefined symbols for architecture arm64:\n  "Cart::total(int) const", referenced from:\n      _main in main-4f2a.o\nld: symbol(s) not found for architecture arm64\n',
  'main.obj : error LNK2019: unresolved external symbol "public: int __cdecl Cart::total(int)const " (?total@Cart@@QEBAHH@Z) referenced in function main\nmain.exe : fatal error LNK1120: 1 unresolved externals\n',
];

describe('explainCommand: a symbol that the linker did not find', () => {
  it('names the declaration, and that no definition was found, by every linker', async () => {
    for (const output of LINKERS) {
      const { said, evidence } = await explained(output, CART);
      assert.match(said, /declared at cart\.h:3, and no definition was found in the workspace/, output);
      assert.ok(evidence.some(({ file, line }) => file === 'cart.h' && line === 3));
    }
  });

  it('names the file that defines it and was not linked', async () => {
    const { said, check } = await explained(LINKERS[0]!, {
      ...CART,
      'src/cart.cpp': '#include "cart.h"\n\nint Cart::total(int count) const { return count; }\n',
    });
    assert.match(said, /`total` is used at main\.cpp:4/);
    assert.match(said, /src\/cart\.cpp:3 defines it, but that definition was not among the linked files/);
    assert.match(check, /Link `src\/cart\.cpp`/);
  });

  it('does not take a definition with other parameters, or of another class, for the missing one', async () => {
    const other = await explained(LINKERS[0]!, { ...CART, 'cart.cpp': 'int Cart::total(const char* name) const { return 1; }\n' });
    assert.match(
      other.said,
      /cart\.cpp:1 defines `int Cart::total\(const char\* name\) const`, which has other parameters than its declaration \(cart\.h:3\)/,
    );
    const basket = await explained(LINKERS[0]!, { ...CART, 'basket.cpp': 'int Basket::total(int count) const { return 1; }\n' });
    assert.match(basket.said, /no definition was found/);
  });

  it('compares parameters of the library by their short names', async () => {
    const { said } = await explained(
      "main.cpp:(.text+0x10): undefined reference to `shop::label(std::__cxx11::basic_string<char, std::char_traits<char>, std::allocator<char> > const&, int)'\n",
      {
        'label.h': 'namespace shop {\nint label(const std::string& name, int size);\n}\n',
        'label.cpp': 'namespace shop {\nint label(const std::string& name, int size) { return size; }\n}\n',
      },
    );
    assert.match(said, /label\.cpp:2 defines it/);
  });

  it('names the language of a definition in C, and the library of a function of C', async () => {
    const c = await explained("main.cpp:(.text+0x9): undefined reference to `total(int)'\n", {
      'total.h': 'int total(int count);\n',
      'total.c': 'int total(int count) { return count; }\n',
    });
    assert.match(c.said, /total\.c:1 defines it in C.*`extern "C"`/);
    const library = await explained("main.c:(.text+0x9): undefined reference to `sqrt'\n", {
      'main.c': 'int main() { return sqrt(2); }\n',
    });
    assert.match(library.said, /names with `-lm`/);
  });

  it('names the virtual function that a table needs', async () => {
    const output =
      "/usr/bin/ld: /tmp/ccODz.o: in function `Shape::Shape()':\nmain.cpp:(.text._ZN5ShapeC2Ev[_ZN5ShapeC5Ev]+0xb): undefined reference to `vtable for Shape'\n";
    const { said } = await explained(output, {
      'shape.h':
        'class Shape {\npublic:\n    virtual int name() = 0;\n    virtual int sides() { return 0; }\n    virtual double area();\n};\n',
    });
    assert.match(said, /That is `area` \(shape\.h:5\), and no definition was found/);
  });
});

describe('explainCommand: a C++ program that ends with an exception and no stack', () => {
  const terminated = (type: string, what: string): string =>
    `terminate called after throwing an instance of '${type}'\n  what():  ${what}\nAborted (core dumped)\n`;

  it('names the only throw of that message', async () => {
    const { said, title } = await explained(terminated('std::runtime_error', 'no user named ann'), {
      'users.cpp':
        '#include <stdexcept>\nvoid find(const std::string& name) {\n    throw std::runtime_error("no user named " + name);\n}\nvoid other() { throw std::runtime_error("no such file"); }\n',
    });
    assert.match(title, /ends with an error in `find`/);
    assert.match(said, /`no user named ann`.*users\.cpp:3/);
    assert.doesNotMatch(said, /no such file/);
  });

  it('names the only call of the library that throws it, and where its argument comes from', async () => {
    const { said } = await explained(terminated('std::invalid_argument', 'stoi'), {
      'main.cpp':
        'std::string setting() { return "twelve"; }\nint port(const std::string& text) {\n    return std::stoi(text);\n}\nint main() { return port(setting()); }\n',
    });
    assert.match(said, /`std::stoi\(text\)` \(main\.cpp:3\) is the only call in the workspace that throws this/);
    assert.match(said, /`setting` returns `"twelve"` \(main\.cpp:1\)/);
  });

  it('says nothing where the workspace has no such throw and no such call', async () => {
    const found = await explainCommand(parseFailure(terminated('std::out_of_range', 'map::at')), {
      reader: memoryReader({ 'main.cpp': 'int main() { return 1; }\n' }),
      syntax,
    });
    assert.equal(found, undefined);
  });
});

describe('explainCommand: packages that import each other', () => {
  const files = {
    'cart/cart.go': 'package cart\n\nimport "shop/price"\n',
    'price/price.go': 'package price\n\nimport "shop/cart"\n',
  };

  it('names every import of the circle, in both forms of the tool', async () => {
    const now = 'package shop/cart\n\timports shop/price from cart.go\n\timports shop/cart from price.go: import cycle not allowed\n';
    const { said } = await explained(now, files);
    assert.match(
      said,
      /`shop\/cart` imports `shop\/price` \(cart\/cart\.go:3\), and `shop\/price` imports `shop\/cart` \(price\/price\.go:3\)/,
    );
    const [error] = parseFailure('import cycle not allowed\npackage shop/cart\n\timports shop/price\n\timports shop/cart\n').errors;
    assert.match(error?.message ?? '', /^import cycle not allowed\npackage shop\/cart\n\timports shop\/price\n\timports shop\/cart$/);
  });

  it('leaves out imports before the circle', async () => {
    const output =
      'package shop\n\timports shop/cart from main.go\n\timports shop/price from cart.go\n\timports shop/cart from price.go: import cycle not allowed\n';
    const { title } = await explained(output, { ...files, 'main.go': 'package main\n\nimport "shop/cart"\n' });
    assert.equal(title, 'Import cycle: `shop/cart` → `shop/price` → `shop/cart`');
  });
});
