import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PlainFile } from '../../../../src/core/syntax/plainFile';

const kotlin = `package com.acme
import com.acme.store.Order

class Cart(private val store: Store) {
    fun total(id: String): Int {
        val order = store.find(id)
        return order.items.sumOf { it.price }
    }

    private fun empty() = 0
}

fun main() {
    Cart(Store()).total("1")
}`;
import { assertTakesLessThan } from '../../../support/runningTime';

describe('PlainFile', () => {
  it('finds functions by the words and indentation that languages share', () => {
    const file = new PlainFile('Cart.kt', kotlin);
    assert.deepEqual(
      file.functions.map((fn) => `${fn.qualifiedName} ${fn.startLine}-${fn.endLine}`),
      ['Cart.total 5-8', 'Cart.empty 10-10', 'main 13-15'],
    );
    assert.equal(file.enclosing(6)?.name, 'total');
    assert.equal(file.enclosing(11), undefined);
    assert.deepEqual(file.imports[0], { module: 'com.acme.store', imported: 'Order', local: 'Order', line: 2 });
  });

  it('finds calls, definitions and returns by their form', () => {
    const file = new PlainFile('Cart.kt', kotlin);
    const total = file.functions[0]!;
    assert.deepEqual(
      file.calls({ startLine: 6, endLine: 6 }).map(({ name, receiver, args }) => ({ name, receiver, args })),
      [{ name: 'find', receiver: 'store', args: ['id'] }],
    );
    assert.deepEqual(
      file.definitions('order', total).map(({ calls }) => calls.map((call) => call.name)),
      [['find']],
    );
    assert.equal(file.returns(total)[0]?.startLine, 7);
    assert.deepEqual(file.uses('order', total), [6, 7]);
  });

  it('names classes without the mark that begins their block', () => {
    const nim = new PlainFile('task.nim', 'class Task:\n  def run(self):\n    pass\n\nmodule Shop::Cart\n  def total\n  end\nend');
    assert.deepEqual(
      nim.functions.map(({ qualifiedName }) => qualifiedName),
      ['Task.run', 'Shop::Cart.total'],
    );
  });

  it('ends a block at its own closing word', () => {
    const lua = new PlainFile('a.lua', 'local function f(x)\n  if x then\n    return x.y\n  end\nend\nprint(f(nil))');
    assert.deepEqual(
      lua.functions.map((fn) => [fn.name, fn.startLine, fn.endLine]),
      [['f', 1, 5]],
    );
    const perl = new PlainFile('a.pl', 'sub total {\n    my ($order) = @_;\n    die "none" unless $order;\n}\ntotal();');
    assert.deepEqual(
      perl.functions.map((fn) => [fn.name, fn.endLine]),
      [['total', 4]],
    );
    const dart = new PlainFile('a.dart', 'class A {\n  int total(Order o) {\n    return o.price;\n  }\n}');
    assert.deepEqual(
      dart.functions.map((fn) => [fn.qualifiedName, fn.startLine, fn.endLine]),
      [['A.total', 2, 4]],
    );
  });

  it('keeps a window inside the block around a line', () => {
    const file = new PlainFile('a.conf', 'top\n  one\n  two\n\n    three\n  four\nnext');
    assert.deepEqual(file.statement(3), { startLine: 2, endLine: 6 });
  });

  it('stays inside the text, whatever the text is', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 60 }), { maxLength: 30 }), (lines) => {
        const file = new PlainFile('x', lines.join('\n'));
        const last = file.lines.length;
        for (const fn of file.functions) assert.ok(1 <= fn.startLine && fn.startLine <= fn.endLine && fn.endLine <= last);
        for (let line = 1; line <= last; line++) {
          const range = file.statement(line);
          assert.ok(1 <= range.startLine && range.startLine <= line && line <= range.endLine && range.endLine <= last);
        }
        file.calls({ startLine: 1, endLine: last });
        file.allDefinitions({ startLine: 1, endLine: last });
        void file.imports;
      }),
    );
  });

  it('reads a line of five million characters quickly', async () => {
    const bundle = `${'function a(b){return c.d(b)}'.repeat(180_000)}\nx`;
    await assertTakesLessThan(300, () => {
      const file = new PlainFile('bundle.min.js', bundle);
      assert.equal(file.statement(1).endLine >= 1, true);
      void file.functions;
      file.calls({ startLine: 1, endLine: 2 });
      file.propertyReads({ startLine: 1, endLine: 2 });
    });
  });
});
