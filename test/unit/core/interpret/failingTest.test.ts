import assert from 'node:assert/strict';
import { packagedGrammars } from '../../../../realBugs/packagedGrammars';
import { runTest, testLines } from '../../../../src/core/interpret/failingTest';
import { ProgramView } from '../../../../src/core/suspects/explain/programView';
import { openSyntax } from '../../../../src/core/syntax/openSyntax';

const syntax = openSyntax(packagedGrammars);

interface Case {
  title: string;
  files: Record<string, string>;
  /** The file with the test, and a line of it; 1-based. */
  test: string;
  line: number;
  values?: string[];
  said?: string;
}

const FAILING: readonly Case[] = [
  {
    title: 'C++: a method in another file, a copy of what a loop goes through, an error that nobody catches',
    files: {
      'bank.h': `#pragma once
#include <map>
#include <string>
#include <vector>

struct Account {
    std::string owner;
    long cents = 0;
};

class Bank {
public:
    void open(const std::string& owner, long cents);
    void pay(long cents);
    const Account& of(const std::string& owner) const;

private:
    std::map<std::string, std::vector<Account>> accounts_;
};
`,
      'bank.cpp': `#include "bank.h"
#include <stdexcept>

void Bank::open(const std::string& owner, long cents) { accounts_[owner].push_back({owner, cents}); }

void Bank::pay(long cents) {
    for (auto [owner, all] : accounts_)
        for (auto& account : all) account.cents += cents;
}

const Account& Bank::of(const std::string& owner) const {
    const auto& all = accounts_.at(owner);
    if (all.front().cents < 500) throw std::runtime_error(owner + " has " + std::to_string(all.front().cents));
    return all.front();
}
`,
      'main.cpp': `#include "bank.h"
#include <iostream>

int main() {
    Bank bank;
    bank.open("Ana", 450);
    bank.pay(100);
    std::cout << bank.of("Ana").cents << std::endl;
}
`,
    },
    ...{ test: 'main.cpp', line: 8, said: 'Ana has 450' },
  },
  {
    title: 'Python: a class, a comprehension, a slice, a format',
    files: {
      'shop.py': `RATE = 0.2


class Shop:
    def __init__(self, *, name='corner'):
        self.name = name
        self.items = []

    def add(self, title, price, count=1):
        self.items.append({'title': title, 'price': price, 'count': count})
        return self

    def total(self):
        return sum(each['price'] * each['count'] for each in self.items[:-1])

    def label(self):
        return f'{self.name.title()}: {self.total() * (1 + RATE):.2f} ({len(self.items)})'
`,
      'test_shop.py': `import unittest

from shop import Shop


class ShopTest(unittest.TestCase):
    def setUp(self):
        self.shop = Shop(name='old corner').add('tea', 3, 2).add('jam', 5)

    def test_label(self):
        self.assertEqual(self.shop.label(), 'Old Corner: 13.20 (2)')
`,
    },
    ...{ test: 'test_shop.py', line: 11, values: ['"Old Corner: 7.20 (2)"', '"Old Corner: 13.20 (2)"'] },
  },
  {
    title: 'Python: a package, a reader of rows, options of a command line, times with zones',
    files: {
      'stock/__init__.py': `from .stock import Stock
`,
      'stock/stock.py': `import csv
import io
from datetime import datetime, timedelta, timezone


class Stock:
    def __init__(self, text):
        reader = csv.reader(io.StringIO(text))
        titles = [title.strip() for title in next(reader)]
        self.rows = [dict(zip(titles, row)) for row in reader]

    def late(self, hours):
        now = datetime(2025, 3, 1, 12, tzinfo=timezone(timedelta(hours=2)))
        return [row['name'] for row in self.rows if datetime.fromisoformat(row['at']) < now - timedelta(hours=hours)]
`,
      'test_stock.py': `import argparse
import unittest

from stock import Stock


def options(argv):
    parser = argparse.ArgumentParser()
    parser.add_argument('names', nargs='*')
    parser.add_argument('--hours', '-n', type=int, default=3)
    parser.add_argument('--all', action='store_true')
    return parser.parse_args(argv)


class StockTest(unittest.TestCase):
    def test_late(self):
        asked = options(['a', 'b', '--hours=2', '--all'])
        stock = Stock('name, at\\nnut,2025-03-01T07:59:00+00:00\\nbolt,2025-03-01T08:01:00Z\\n')
        self.assertEqual((stock.late(asked.hours), asked.names, asked.all), ())
`,
    },
    ...{ test: 'test_stock.py', line: 19, values: ['[["nut"], ["a", "b"], True]', '[]'] },
  },
  {
    title: 'TypeScript: closures, destructuring, maps, a default',
    files: {
      'votes.ts': `export function winner(votes: { name: string; points?: number }[]): string {
  const totals = new Map<string, number>();
  for (const { name, points = 1 } of votes) totals.set(name, (totals.get(name) ?? 0) + points);
  const [[best]] = [...totals].sort(([, a], [, b]) => a - b);
  return \`\${best}!\`;
}
`,
      'votes.test.ts': `import assert from 'node:assert';
import { test } from 'node:test';
import { winner } from './votes';

test('most points', () => {
  assert.strictEqual(winner([{ name: 'Ana' }, { name: 'Bo', points: 3 }, { name: 'Ana' }]), 'Bo!');
});
`,
    },
    ...{ test: 'votes.test.ts', line: 6, values: ['"Ana!"', '"Bo!"'] },
  },
  {
    title: 'Java: whole numbers, a static method, a record, a stream',
    files: {
      'Lap.java': `public record Lap(String name, int seconds) {}
`,
      'Laps.java': `import java.util.List;

public class Laps {
    static double mean(List<Lap> laps) {
        int sum = 0;
        for (Lap lap : laps) sum += lap.seconds();
        return sum / laps.size();
    }
}
`,
      'LapsTest.java': `import static org.junit.Assert.assertEquals;
import java.util.List;
import org.junit.Test;

public class LapsTest {
    @Test
    public void mean() {
        assertEquals("2.5", String.valueOf(Laps.mean(List.of(new Lap("a", 2), new Lap("b", 3)))));
    }
}
`,
    },
    ...{ test: 'LapsTest.java', line: 8, values: ['"2.5"', '"2.0"'] },
  },
  {
    title: 'Go: structs, maps with empty values, a message of the test',
    files: {
      'stock.go': `package stock

type Item struct {
	Name  string
	Count int
}

func Missing(items []Item) int {
	counts := map[string]int{}
	for _, item := range items {
		counts[item.Name] += item.Count
	}
	missing := 0
	for _, count := range counts {
		if count < 0 {
			missing++
		}
	}
	return missing
}
`,
      'stock_test.go': `package stock

import "testing"

func TestMissing(t *testing.T) {
	if got := Missing([]Item{{"tea", 1}, {Name: "jam"}}); got != 1 {
		t.Errorf("Missing() = %d, want %d", got, 1)
	}
}
`,
    },
    ...{ test: 'stock_test.go', line: 7, said: 'Missing() = 0, want 1' },
  },
  {
    title: 'Go: packages and files of a module, embedded structs, errors that wrap others, a deferred function',
    files: {
      'store/store.go': `package store

import (
	"errors"
	"fmt"
)

var ErrEmpty = errors.New("empty")

type base struct{ kind string }

func (b base) Kind() string { return b.kind }

type Shelf struct {
	base
	items []string
}

func New(kind string, items ...string) *Shelf { return &Shelf{base{kind}, items} }

func (s *Shelf) Take() (item string, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%s: %w", s.Kind(), ErrEmpty)
		}
	}()
	item = s.items[0]
	s.items = s.items[1:]
	return item, nil
}
`,
      'store/count.go': `package store

func (s *Shelf) Count() int { return cap(s.items) }
`,
      'shop_test.go': `package shop

import (
	"errors"
	"testing"

	"example.org/shop/store"
)

func TestTake(t *testing.T) {
	for _, tt := range []struct {
		name  string
		items []string
		left  int
	}{{"none", nil, 0}, {"two", append([]string{"a", "b"}, "c")[:2], 1}} {
		t.Run(tt.name, func(t *testing.T) {
			shelf := store.New("shelf", tt.items...)
			_, err := shelf.Take()
			if errors.Is(err, store.ErrEmpty) != (len(tt.items) == 0) {
				t.Fatal(err)
			}
			if got := shelf.Count(); got != tt.left {
				t.Errorf("%s: %d left, want %d", tt.name, got, tt.left)
			}
		})
	}
}
`,
    },
    ...{ test: 'shop_test.go', line: 23, said: 'two: 3 left, want 1' },
  },
  {
    title: 'Ruby: blocks, symbols, the last expression',
    files: {
      'tally.rb': `class Tally
  attr_reader :names

  def initialize(names)
    @names = names
  end

  def first_two
    names.sort_by { |name| [-name.length, name] }.first(2).map(&:upcase).join('-')
  end
end
`,
      'test_tally.rb': `require 'minitest/autorun'
require_relative 'tally'

class TestTally < Minitest::Test
  def test_first_two
    assert_equal 'BO-ANA', Tally.new(%w[ana bo carla]).first_two
  end
end
`,
    },
    ...{ test: 'test_tally.rb', line: 6, values: ['"BO-ANA"', '"CARLA-ANA"'] },
  },
  {
    title: 'Rust: a match with a condition, the last expression',
    files: {
      'lib.rs': `pub fn level(x: i32) -> i32 {
    match x {
        0 => 0,
        n if n < 10 => n / 4,
        _ => 9,
    }
}

#[test]
fn rises() {
    assert_eq!(level(7), 2);
}
`,
    },
    ...{ test: 'lib.rs', line: 11, values: ['1', '2'] },
  },
];

async function programOf(files: Record<string, string>): Promise<ProgramView> {
  const parsed = await Promise.all(Object.entries(files).map(([file, text]) => syntax.parse(file, text)));
  return new ProgramView([], [], parsed);
}

const goTest = (body: string): string => `package it\n\nimport (\n\t"testing"\n\t"time"\n)\n\nfunc TestIt(t *testing.T) {\n\t${body}\n}\n`;

describe('a test in the interpreter', () => {
  for (const { title, files, test, line, values = [], said } of FAILING)
    it(`fails with the values of its run. ${title}`, async () => {
      const program = await programOf(files);
      const { ended } = runTest(program, program.file(test)!, line);
      assert.equal(ended.kind, 'failed', JSON.stringify(ended));
      assert.deepEqual(ended.values, values);
      assert.equal(ended.said, said);
      assert.ok(ended.lines.some((each) => each.file === test && each.line === line));
    });

  it('passes where its code is right, and tells the lines that ran', async () => {
    const files = {
      'half.py': 'def half(x):\n    if x < 0:\n        return 0\n    return x // 2\n',
      'test_half.py': 'from half import half\n\n\ndef test_half():\n    assert half(7) == 3\n',
    };
    const program = await programOf(files);
    const { ended, ran } = runTest(program, program.file('test_half.py')!, 5);
    assert.deepEqual(ended, { kind: 'passed' });
    assert.deepEqual([...ran.get('half.py')!].sort(), [2, 4]);
  });

  for (const [what, body] of [
    ['a library that is not known', 'import zlib\n\n\ndef test_sum():\n    assert zlib.crc32(b"a") == 1\n'],
    ['a loop without an end', 'def test_loop():\n    while True:\n        pass\n    assert False\n'],
    ['a name that nothing sets', 'def test_name():\n    assert missing == 1\n'],
    ['what depends on the order of a map', goTest('for key := range map[string]int{"a": 1, "b": 2} {\n\t\tt.Fatal(key) // assert\n\t}')],
    ['what is read of a clock', goTest('if time.Now().Year() > 0 {\n\t\tt.Fatal("later") // assert\n\t}')],
  ] as const)
    it(`says nothing about ${what}`, async () => {
      const file = body.startsWith('package') ? 'it_test.go' : 'test_it.py';
      const program = await programOf({ [file]: body });
      const line = body.split('\n').findIndex((each) => each.includes('assert')) + 1;
      assert.equal(runTest(program, program.file(file)!, line).ended.kind, 'unknown');
    });

  it('is found by the line on which it begins', async () => {
    const python = await syntax.parse('test_a.py', 'def helper():\n    pass\n\n\ndef test_a():\n    pass\n');
    const script = await syntax.parse('a.test.js', "test('a', () => {});\n\nit('b', () => {\n});\n");
    assert.deepEqual(testLines(python), [5]);
    assert.deepEqual(testLines(script), [1, 3]);
  });
});
