import assert from 'node:assert/strict';
import { packagedGrammars } from '../../../../../realBugs/packagedGrammars';
import { isTestCode } from '../../../../../src/core/context/testCode';
import { ProgramView } from '../../../../../src/core/suspects/explain/programView';
import { shadowedField, shadowIn } from '../../../../../src/core/suspects/explain/shadowedName';
import { swappedArguments } from '../../../../../src/core/suspects/explain/swappedArguments';
import { typedEquality } from '../../../../../src/core/suspects/explain/typedEquality';
import { openSyntax } from '../../../../../src/core/syntax/openSyntax';
import type { SyntaxFile } from '../../../../../src/core/syntax/syntax';

const syntax = openSyntax(packagedGrammars);

function parsed(file: string, ...lines: string[]): Promise<SyntaxFile> {
  return syntax.parse(file, `${lines.join('\n')}\n`);
}

describe('swappedArguments', () => {
  const typed = [
    { name: 'times', type: 'int' },
    { name: 'text', type: 'String' },
  ];

  it('detects two arguments that fit only in the other order, by kind or by name', () => {
    assert.deepEqual(swappedArguments(['"ab"', '3'], typed), [0, 1]);
    assert.deepEqual(swappedArguments(['"ab"', 'count'], typed), [0, 1]);
    assert.deepEqual(swappedArguments(['size.height', 'size.width'], [{ name: 'width' }, { name: 'height' }]), [0, 1]);
    assert.deepEqual(swappedArguments(['a', '"x"', '4'], [{ name: 'a' }, { name: 'n', type: 'u32' }, { name: 's', type: '&str' }]), [1, 2]);
  });

  it('claims nothing where the order fits, or where only one of the two is wrong', () => {
    assert.equal(swappedArguments(['3', '"ab"'], typed), undefined);
    assert.equal(swappedArguments(['"ab"', '"cd"'], typed), undefined);
    assert.equal(swappedArguments(['count', 'name'], typed), undefined);
    assert.equal(swappedArguments(['height'], [{ name: 'width' }, { name: 'height' }]), undefined);
    assert.equal(swappedArguments(['a', 'a'], [{ name: 'a' }, { name: 'a' }]), undefined);
  });
});

describe('shadowIn', () => {
  it('finds the second variable of a name in a block, in each language with block scope', async () => {
    const cases: [SyntaxFile, number][] = [
      [await parsed('a.ts', 'function f(x: number) {', '  let sum = 0;', '  if (x) {', '    let sum = x;', '  }', '  return sum;', '}'), 4],
      [
        await parsed(
          'a.go',
          'package a',
          'func f(x int) error {',
          '\tvar sum error',
          '\tif x > 0 {',
          '\t\t_, sum := g(x)',
          '\t\tuse(sum)',
          '\t}',
          '\treturn sum',
          '}',
        ),
        5,
      ],
      [
        await parsed(
          'a.rs',
          'fn f(x: i32) -> i32 {',
          '    let sum = 0;',
          '    if x > 0 {',
          '        let sum = x;',
          '    }',
          '    sum',
          '}',
        ),
        4,
      ],
    ];
    for (const [file, line] of cases) assert.equal(shadowIn('sum', file, file.functions[0]!)?.place.line, line, file.file);
  });

  it('does not report an assignment, a second variable of the same block, or one of another function', async () => {
    const assigned = await parsed(
      'a.ts',
      'function f(x: number) {',
      '  let sum = 0;',
      '  if (x) {',
      '    sum = x;',
      '  }',
      '  return sum;',
      '}',
    );
    assert.equal(shadowIn('sum', assigned, assigned.functions[0]!), undefined);
    const rust = await parsed('a.rs', 'fn f(x: i32) -> i32 {', '    let sum = x;', '    let sum = sum + 1;', '    sum', '}');
    assert.equal(shadowIn('sum', rust, rust.functions[0]!), undefined);
    const inner = await parsed(
      'a.js',
      'function f() {',
      '  let sum = 0;',
      '  function g() {',
      '    let sum = 1;',
      '    return sum;',
      '  }',
      '  return sum;',
      '}',
    );
    assert.equal(shadowIn('sum', inner, inner.functions[0]!), undefined);
  });

  it("finds a constructor's local variable that gets a field's value", async () => {
    const file = await parsed(
      'A.java',
      'class A {',
      '  String name;',
      '  A(String n) {',
      '    String name = n;',
      '  }',
      '  int l() { return name.length(); }',
      '}',
    );
    const fn = file.functions.find(({ name }) => name === 'l');
    assert.equal(shadowedField('name', file, fn)?.place.line, 4);
    const set = await parsed(
      'A.java',
      'class A {',
      '  String name;',
      '  A(String n) {',
      '    name = n;',
      '  }',
      '  int l() { return name.length(); }',
      '}',
    );
    assert.equal(shadowedField('name', set, set.functions.at(-1)), undefined);
  });
});

describe('typedEquality', () => {
  it('claims a type only where all calls and literals agree', async () => {
    const find = [
      'def find(rows, key):',
      '    for row in rows:',
      '        if row.id == key:',
      '            return row',
      '',
      'class Row:',
      '    def __init__(self, id):',
      '        self.id = id',
      '',
    ];
    const view = async (...calls: string[]): Promise<string | undefined> => {
      const file = await parsed('a.py', ...find, ...calls);
      return typedEquality(file, file.functions[0]!, new ProgramView([], [], [file]))?.expression;
    };
    assert.equal(await view('find([Row(1), Row(2)], "2")'), 'row.id == key');
    assert.equal(await view('find([Row(1), Row(2)], 2)'), undefined);
    assert.equal(await view('find([Row(1), Row("2")], "2")'), undefined);
    assert.equal(await view('find([Row(1)], "2")', 'find([Row(1)], 2)'), undefined);
    assert.equal(await view('find([Row(1)], key)'), undefined);
  });
});

describe('ProgramView.callee', () => {
  const calleeOf = (name: string, file: SyntaxFile): string | undefined => {
    const call = file.calls({ startLine: 1, endLine: file.lines.length }).find((each) => each.name === name)!;
    return new ProgramView([], [], [file]).callee(call, file)?.fn.qualifiedName;
  };

  it('finds a method of Ruby that its class calls by its name alone, with brackets and without', async () => {
    const loan = ['class Loan', '  def late?(day)', '    day > due and open?(day)', '  end', '  def due', '    @from + 14', '  end'];
    const file = await parsed('loan.rb', ...loan, '  def open?(day)', '    true', '  end', 'end');
    assert.equal(calleeOf('due', file), 'Loan.due');
    assert.equal(calleeOf('open?', file), 'Loan.open?');
  });

  it('finds the method of the class that an object is named after, but none of a list of the language', async () => {
    const grid = ['class Grid {', '  at(y) {', '    return y;', '  }', '}'];
    assert.equal(calleeOf('at', await parsed('a.js', ...grid, 'function top(grid) {', '  return grid.at(0);', '}')), 'Grid.at');
    assert.equal(calleeOf('at', await parsed('b.js', ...grid, 'function top(rows) {', '  return rows.at(0);', '}')), undefined);
    const cart = ['class Cart {', '  List<string> items;', '  void Add(string item) {', '    items.Add(item);', '  }', '}'];
    assert.equal(calleeOf('Add', await parsed('Cart.cs', ...cart)), undefined);
  });
});

describe('isTestCode', () => {
  it('recognises tests beside the code in Rust', async () => {
    const file = await parsed(
      'src/lib.rs',
      'pub fn total() -> i32 { 1 }',
      '',
      '#[test]',
      '#[ignore]',
      'fn adds() {}',
      '',
      'mod tests {',
      '    fn helper() {}',
      '}',
    );
    const test = (name: string): boolean =>
      isTestCode(
        file,
        file.functions.find((fn) => fn.name === name),
      );
    assert.deepEqual([test('total'), test('adds'), test('helper')], [false, true, true]);
  });
});
