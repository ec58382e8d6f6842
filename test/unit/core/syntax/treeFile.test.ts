import assert from 'node:assert/strict';
import { openSyntax } from '../../../../src/core/syntax/openSyntax';
import type { SyntaxFile } from '../../../../src/core/syntax/syntax';
import { packagedGrammars } from '../../../../realBugs/packagedGrammars';

const syntax = openSyntax(packagedGrammars, {
  onProblem: (grammar, error) => {
    throw new Error(`grammar ${grammar}`, { cause: error });
  },
});

async function parse(file: string, text: string): Promise<SyntaxFile> {
  const parsed = await syntax.parse(file, text);
  assert.ok(parsed.parsed, `${file} has a grammar`);
  return parsed;
}

const whole = (file: SyntaxFile) => ({ startLine: 1, endLine: file.lines.length });
const units = (file: SyntaxFile) => file.functions.map((fn) => `${fn.kind} ${fn.qualifiedName} ${fn.startLine}-${fn.endLine}`);
const calls = (file: SyntaxFile) => file.calls(whole(file)).map((call) => (call.receiver ? `${call.receiver}→${call.name}` : call.name));
const imports = (file: SyntaxFile) => file.imports.map(({ module, imported, local }) => `${local}=${module}#${imported}`);
const origin = (file: SyntaxFile, name: string) =>
  file.definitions(name, whole(file)).map(({ kind, path, calls: made, reads, type, position }) => ({
    kind,
    ...(path.length && { path }),
    ...(made.length && { calls: made.map((call) => call.name) }),
    ...(reads.length && { reads }),
    ...(type && { type }),
    ...(position !== undefined && { position }),
  }));

describe('TreeFile', () => {
  it('names the functions that a person would name in TSX', async () => {
    const file = await parse(
      'Orders.tsx',
      `import React, { useMemo as memo } from 'react';
import * as api from './api';
export { a as b } from './c';
export const load = async (id: string) => {
  return api.get(id);
};
export default function Orders({ user, filter: { open = true } }: Props) {
  const { data: { orders }, ...rest } = useOrders(user.id);
  const [first, , third] = orders;
  const total = orders.map((order) => {
    return order.price;
  });
  return <List items={orders}>{rest.count}</List>;
}
class Store<T> extends Base<T> implements Shop.Api {
  @observable cache: Map = new Map();
  constructor(private readonly svc: Service) { super(); }
  get size() { return this.cache.size; }
  find = (id: string) => this.svc.find(id);
}
Legacy.prototype.run = function () { throw new RangeError('no'); };
module.exports = { start: begin, stop() {} };
describe('orders', () => {
  it('are shown', async () => {
    await render(<Orders />);
  });
});`,
    );
    assert.deepEqual(units(file), [
      'function load 4-6',
      'function Orders 7-14',
      'constructor Store.constructor 17-17',
      'method Store.size 18-18',
      'method Store.find 19-19',
      'method Legacy.run 21-21',
      'method stop 22-22',
      "callback describe 'orders' 23-27",
      "test it 'are shown' 24-26",
    ]);
    assert.equal(file.enclosing(11)?.name, 'Orders', 'a callback without a name belongs to what is around it');
    assert.equal(file.enclosing(2), undefined);
    assert.deepEqual(imports(file).slice(0, 4), ['React=react#default', 'memo=react#useMemo', 'api=./api#*', 'b=./c#a']);
    assert.deepEqual(origin(file, 'orders'), [{ kind: 'variable', path: ['data', 'orders'], calls: ['useOrders'], reads: ['user.id'] }]);
    assert.deepEqual(origin(file, 'third'), [{ kind: 'variable', path: ['2'], reads: ['orders'] }]);
    assert.deepEqual(origin(file, 'open'), [{ kind: 'parameter', path: ['filter', 'open'], type: 'Props', position: 0 }]);
    assert.deepEqual(file.classes[0]?.bases, ['Base', 'Api']);
    assert.ok(calls(file).includes('List') && calls(file).includes('api→get') && calls(file).includes('this.svc→find'));
    assert.equal(file.exports.get('start'), 'begin');
    assert.equal(file.exports.get('default'), 'Orders');
    assert.equal(file.throws(whole(file))[0]?.value, "new RangeError('no')");
    const price = file.propertyReads({ startLine: 11, endLine: 11 });
    assert.deepEqual(price, [{ object: 'order', property: 'price', line: 11, column: 18 }]);
  });

  it('reads the parts of CommonJS and minified wrappers', async () => {
    const file = await parse(
      'lib.js',
      `(function () {
  'use strict';
  const { readFile: read } = require('fs');
  var util = _interop(require('./util'));
  function inner(a) { return a.b; }
  exports.outer = function outer(x) { return inner.call(this, x); };
})();
module.exports = require('./other');`,
    );
    assert.deepEqual(units(file), ['function inner 5-5', 'function outer 6-6']);
    assert.deepEqual(imports(file), ['read=fs#readFile', 'util=./util#*', '=./other#*']);
    assert.deepEqual(
      file.calls({ startLine: 6, endLine: 6 }).map(({ name, args }) => [name, args]),
      [['inner', ['x']]],
    );
    assert.deepEqual(file.statement(3), { startLine: 1, endLine: 7 }, 'module code: the statement around, as long as it is short');
    const first = await parse('a.js', 'export const limits = {\n  a: 1,\n  b: 2,\n};\n');
    assert.deepEqual(first.statement(1), { startLine: 1, endLine: 4 }, 'the first statement of a file');
  });

  it('reads Python', async () => {
    const file = await parse(
      'shop.py',
      `import os.path as p
from ..store import Order as O, find
class Cart(Base, metaclass=M):
    limit: int = 10

    @property
    @cached
    def total(self):
        return sum(i.price for i in self.items)

    def add(self, item: O, *rest, count=1):
        (name, price), code = find(item.id)
        if (n := lookup(name)) is None:
            raise KeyError(name) from None
        self.items[code] = n
        for key, value in rest: pass
        return self.total()
def outer():
    def inner(a): return a
    return inner(1)`,
    );
    assert.deepEqual(units(file), ['method Cart.total 6-9', 'method Cart.add 11-17', 'function outer 18-20', 'function outer.inner 19-19']);
    assert.deepEqual(file.functions[0]?.signature, { startLine: 6, endLine: 8 });
    assert.deepEqual(
      file.functions[1]?.parameters.map((parameter) => parameter.name),
      ['item', 'rest', 'count'],
    );
    assert.deepEqual(imports(file), ['p=os.path#*', 'O=..store#Order', 'find=..store#find']);
    assert.deepEqual(origin(file, 'price'), [{ kind: 'variable', path: ['0', '1'], calls: ['find'], reads: ['item.id'] }]);
    assert.deepEqual(origin(file, 'n'), [{ kind: 'variable', calls: ['lookup'], reads: ['name'] }]);
    assert.deepEqual(origin(file, 'value'), [{ kind: 'loop', path: ['1'], reads: ['rest'] }]);
    assert.deepEqual(origin(file, 'item'), [{ kind: 'parameter', type: 'O', position: 0 }]);
    assert.deepEqual(file.classes[0]?.bases, ['Base']);
    assert.deepEqual(
      file.throws(whole(file)).map(({ value }) => value),
      ['KeyError(name)'],
    );
    assert.deepEqual(
      file.returns(file.functions[2]!).map(({ value }) => value),
      ['inner(1)'],
      'returns of inner functions are theirs',
    );
    assert.deepEqual(file.uses('name', { startLine: 11, endLine: 17 }), [12, 13, 14]);
  });

  it('reads Java', async () => {
    const file = await parse(
      'Cart.java',
      `package com.acme;
import com.acme.store.Order;
import com.acme.util.*;
public class Cart<T> extends Base<T> implements Priced, Named {
  private final Store store = new Store(1);
  Cart(int limit) { super(limit); }
  @Override
  public int total(Order order, int... rest) throws Missing {
    var price = order.item().price;
    for (Item item : order.items()) { this.sum += item.price(); }
    if (price == null) throw new Missing("price", order);
    return store.get(price).map(x -> x.total()).sum();
  }
  interface Rule { void check(); }
  enum Kind { A; int code() { return 1; } }
}`,
    );
    assert.deepEqual(units(file), ['constructor Cart.Cart 6-6', 'method Cart.total 7-13', 'method Cart.Kind.code 15-15']);
    assert.deepEqual(imports(file), ['=com.acme#*', 'Order=com.acme.store#Order', '=com.acme.util#*']);
    assert.deepEqual(file.classes[0]?.bases, ['Base', 'Priced', 'Named']);
    assert.deepEqual(origin(file, 'store'), [{ kind: 'field', calls: ['Store'], type: 'Store' }]);
    assert.deepEqual(origin(file, 'item'), [{ kind: 'loop', calls: ['items'], reads: ['order'], type: 'Item' }]);
    assert.ok(calls(file).includes('order→item') && calls(file).includes('store→get') && calls(file).includes('Missing'));
  });

  it('reads Kotlin', async () => {
    const file = await parse(
      'Cart.kt',
      `package com.acme
import com.acme.store.Order
import com.acme.util.*
import com.acme.store.Line as Row
data class Cart(val limit: Int, private val store: Store = Store(1), note: String?) : Base<Int>(limit), Named {
    private val cache = mutableMapOf<String, Int>()
    val size: Int get() = cache.size
    constructor(text: String) : this(text.length, Store(2), null)
    override fun total(order: Order, vararg rest: Int): Int {
        val price = order.item()!!.price
        for (item in order.items()) { cache[item.name] = item.price }
        if (price == 0) throw Missing("price", order) else rest.size
        return store.get(price)?.let { it.total() } ?: 0
    }
    companion object { const val MAX = 3 }
    interface Rule {
        fun check()
    }
}
fun String.slug() = lowercase().map { c -> c }
val (first, second) = pair()`,
    );
    assert.deepEqual(units(file), [
      'constructor Cart.Cart 5-5',
      'method Cart.size 7-7',
      'constructor Cart.Cart 8-8',
      'method Cart.total 9-14',
      'function slug 20-20',
    ]);
    assert.deepEqual(imports(file), ['=com.acme#*', 'Order=com.acme.store#Order', '=com.acme.util#*', 'Row=com.acme.store#Line']);
    assert.deepEqual(file.classes[0]?.bases, ['Base', 'Named']);
    assert.deepEqual(origin(file, 'cache'), [{ kind: 'field', calls: ['mutableMapOf'] }]);
    assert.deepEqual(
      file.definitions('store', { startLine: 5, endLine: 5 }).map(({ kind, type, value }) => ({ kind, type, value })),
      [
        { kind: 'parameter', type: 'Store', value: undefined },
        { kind: 'field', type: 'Store', value: 'store' },
      ],
    );
    assert.deepEqual(
      file.definitions('note', { startLine: 5, endLine: 5 }).map(({ kind }) => kind),
      ['parameter'],
    );
    assert.deepEqual(origin(file, 'item'), [{ kind: 'loop', calls: ['items'], reads: ['order'] }]);
    assert.deepEqual(
      file.definitions('second', { startLine: 1, endLine: 22 }).map(({ path, value }) => ({ path, value })),
      [{ path: ['1'], value: 'pair()' }],
    );
    assert.ok(calls(file).includes('store→get') && calls(file).includes('Missing') && calls(file).includes('order→items'));
    assert.deepEqual(
      file.returns(file.functions.find(({ name }) => name === 'slug')!).map(({ value }) => value),
      ['lowercase().map { c -> c }'],
    );
    const [branch] = file.branches({ startLine: 12, endLine: 12 });
    assert.deepEqual([branch?.condition, branch?.leaves, branch?.otherwise?.startLine], ['price == 0', true, 12]);
  });

  it('reads Go', async () => {
    const file = await parse(
      'cart.go',
      `package shop
import (
  "fmt"
  st "acme/store"
)
type Cart struct { store *st.Store; items []Item }
func (c *Cart) Total(id, kind string) (sum int, err error) {
  order, err := c.store.Find(id)
  for _, item := range order.Items { sum += item.Price }
  if err != nil { panic("no order") }
  return sum, nil
}
func TestTotal(t *testing.T) {
  t.Run("empty", func(t *testing.T) { c := &Cart{}; c.Total("1", "") })
}`,
    );
    assert.deepEqual(units(file), ['method Cart.Total 7-12', 'function TestTotal 13-15', 'test t.Run "empty" 14-14']);
    assert.deepEqual(imports(file), ['fmt=fmt#*', 'st=acme/store#*']);
    assert.deepEqual(origin(file, 'order'), [{ kind: 'variable', path: ['0'], calls: ['Find'], reads: ['c.store', 'id'] }]);
    assert.deepEqual(origin(file, 'kind'), [{ kind: 'parameter', type: 'string', position: 1 }]);
    assert.deepEqual(origin(file, 'store'), [{ kind: 'field', type: '*st.Store' }]);
    assert.deepEqual(
      file.throws(whole(file)).map(({ value }) => value),
      ['"no order"'],
    );
  });

  it('reads Rust', async () => {
    const file = await parse(
      'cart.rs',
      `use crate::store::{Order, self as st, item::*};
mod price;
impl<T> Priced for Cart<T> {
    #[inline]
    fn total(&self, id: u32, (a, b): (u8, u8)) -> u64 {
        let Some(order) = self.store.find(id)? else { return 0 };
        match order.kind { Some(kind) => kind.price(), None => panic!("none {}", a) }
    }
}
mod tests {
    #[test]
    fn adds() { assert_eq!(Cart::new(1).total(2), 3); }
}`,
    );
    assert.deepEqual(units(file), ['method Cart.total 4-8', 'function tests.adds 11-12']);
    assert.deepEqual(imports(file), ['Order=crate::store#Order', 'st=crate::store#*', '=crate::store::item#*', 'price=self::price#*']);
    assert.deepEqual(origin(file, 'order'), [{ kind: 'variable', calls: ['find'], reads: ['self.store', 'id'] }]);
    assert.deepEqual(origin(file, 'kind'), [{ kind: 'variable', reads: ['order.kind'] }]);
    assert.deepEqual(origin(file, 'b'), [{ kind: 'parameter', path: ['1'], type: '(u8, u8)', position: 1 }]);
    assert.ok(calls(file).includes('total') && calls(file).includes('new'), 'calls inside a macro');
  });

  it('reads C#', async () => {
    const file = await parse(
      'Cart.cs',
      `using System;
using Acme.Store;
namespace Acme.Shop;
public class Cart<T> : Base, IPriced {
  private readonly Store _store = new();
  public string Name { get; set; }
  public int Count => _store.Count();
  public Cart(int limit) : base(limit) { }
  public async Task<int> Total(string id, Order order) {
    var item = await order.Find(id);
    var (a, b) = Pair();
    if (order is Special special) special?.Apply(a);
    int Local(int k) => k;
    throw new Missing("x");
  }
}`,
    );
    assert.deepEqual(units(file), [
      'method Cart.Count 7-7',
      'constructor Cart.Cart 8-8',
      'method Cart.Total 9-15',
      'function Cart.Total.Local 13-13',
    ]);
    assert.deepEqual(imports(file), ['=System#*', '=Acme.Store#*', '=Acme.Shop#*']);
    assert.deepEqual(origin(file, 'item'), [{ kind: 'variable', calls: ['Find'], reads: ['order', 'id'], type: 'var' }]);
    assert.deepEqual(origin(file, 'b'), [{ kind: 'variable', path: ['1'], calls: ['Pair'], type: 'var' }]);
    assert.deepEqual(origin(file, '_store'), [{ kind: 'field', calls: ['Store'], type: 'Store' }]);
    assert.ok(calls(file).includes('special→Apply'));
  });

  it('reads C++', async () => {
    const file = await parse(
      'cart.cpp',
      `#include "store.h"
#include <vector>
namespace acme {
class Cart : public Base {
  Store* store = nullptr;
 public:
  explicit Cart(int limit) : store(make(limit)) {}
  int size() const { return store->size(); }
};
}
int acme::Cart::total(const std::string& id, int *out) {
  auto order = store->find(id);
  for (auto& item : order->items) { *out += item.price; }
  auto [a, b] = acme::pair(2);
  throw std::runtime_error("no");
}
template <typename T>
static T twice(T value) { return value + value; }`,
    );
    assert.deepEqual(units(file), ['method Cart.Cart 7-7', 'method Cart.size 8-8', 'method Cart.total 11-16', 'function twice 17-18']);
    assert.deepEqual(imports(file), ['=store.h#*', '=vector#*']);
    assert.deepEqual(file.classes[0]?.bases, ['Base']);
    assert.deepEqual(origin(file, 'order'), [{ kind: 'variable', calls: ['find'], reads: ['store', 'id'], type: 'auto' }]);
    assert.deepEqual(origin(file, 'b'), [{ kind: 'variable', path: ['1'], calls: ['pair'], type: 'auto' }]);
    assert.ok(calls(file).includes('store→find') && calls(file).includes('acme→pair'));
  });

  it('reads PHP', async () => {
    const file = await parse(
      'Cart.php',
      `<?php
namespace App\\Shop;
use App\\Store\\Order as O;
require_once __DIR__ . '/lib.php';
class Cart extends Base implements Priced {
  use Sums;
  public function __construct(private Store $store) {}
  public function total(string $id, ...$rest): ?int {
    ['price' => $price, 'tax' => $tax] = $this->store->find($id)->row;
    foreach ($rest as $key => $value) { $x = O::load($value); }
    if (!$price) { throw new Missing("price"); }
    return $this->store?->sum($price);
  }
}
function helper($a) { return $a['k']; }`,
    );
    assert.deepEqual(units(file), ['constructor Cart.__construct 7-7', 'method Cart.total 8-13', 'function helper 15-15']);
    assert.deepEqual(imports(file), ['=App\\Shop#*', 'O=App\\Store#Order', '=./lib.php#*']);
    assert.deepEqual(file.classes[0]?.bases, ['Base', 'Priced', 'Sums']);
    assert.deepEqual(origin(file, '$tax'), [{ kind: 'variable', path: ['tax'], calls: ['find'], reads: ['$this->store', '$id'] }]);
    assert.ok(calls(file).includes('O→load') && calls(file).includes('$this->store→sum'));
    assert.deepEqual(file.propertyReads({ startLine: 15, endLine: 15 })[0], { object: '$a', property: 'k', line: 15, column: 33 });
  });

  it('reads Ruby', async () => {
    const file = await parse(
      'cart.rb',
      `require_relative 'store'
module Shop
  class Cart < Base
    include Priced
    def initialize(store, limit: 2, &block)
      @store = store
    end
    def self.load(id) = find(id).cart
    def total
      order, tax = @store.pair(1)
      order.items.each { |item| add(item.price) }
      raise ArgumentError, 'none' unless order
      helper
    end
  end
end
describe 'Cart' do
  it 'adds' do
    expect(Cart.new(1).total).to eq 2
  end
end`,
    );
    assert.deepEqual(units(file), [
      'constructor Shop.Cart.initialize 5-7',
      'method Shop.Cart.load 8-8',
      'method Shop.Cart.total 9-14',
      "callback describe 'Cart' 17-21",
      "test it 'adds' 18-20",
    ]);
    assert.deepEqual(imports(file), ['=./store#*']);
    assert.deepEqual(file.classes[1]?.bases, ['Base', 'Priced']);
    assert.deepEqual(origin(file, 'tax'), [{ kind: 'variable', path: ['1'], calls: ['pair'], reads: ['@store'] }]);
    assert.deepEqual(origin(file, 'item'), [{ kind: 'loop', calls: ['items', 'order'], reads: ['order'] }]);
    assert.deepEqual(
      file.returns(file.functions[2]!).map(({ value }) => value),
      ['helper'],
    );
    assert.ok(calls(file).includes('@store→pair') && calls(file).includes('helper'));
  });
});
