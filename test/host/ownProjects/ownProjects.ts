/** A small project as a person has it: the files that work, and a change of today that does not. */
export interface OwnProject {
  folder: string;
  files: Record<string, string>;
  /** Commands that have to be installed. */
  needs: string[];
  /** What fails, as typed in the project's folder. */
  command: string;
  change: { file: string; from: string; to: string; message: string };
  title: RegExp;
  /** Where it fails, in the project. */
  location: { file: string; line: number };
  /** The 1-based line that a run shows to have broken it. */
  brokenAt: number;
  /** What can work in its language. */
  able: string[];
}

const ALL = ['findChange', 'seeValues', 'followValue', 'lookForRepair'];

/** Node's own runner under TypeScript: a number that is wrong two files away. */
export const parcel: OwnProject = {
  folder: 'parcel',
  needs: ['node'],
  command: 'node --import tsx --test test/quote.test.ts',
  files: {
    '.gitignore': 'node_modules\n',
    'package.json':
      '{ "name": "parcel", "private": true, "type": "module", "scripts": { "typecheck": "node node_modules/typescript-native/bin/tsc --noEmit" } }\n',
    'tsconfig.json':
      '{ "compilerOptions": { "strict": true, "module": "NodeNext", "target": "ES2022", "types": [] }, "include": ["src"] }\n',
    'src/parcel.ts': `export interface Parcel {
  size: { length: number; width: number; height: number };
  kilos: number;
}

/** Light parcels are charged by the room that they take. */
export function chargedKilos(parcel: Parcel): number {
  const { length, width, height } = parcel.size;
  const volumetric = (length * width * height) / 5000;
  return Math.max(parcel.kilos, volumetric);
}
`,
    'src/tariff.ts': `const steps = [
  { upTo: 2, price: 5.5 },
  { upTo: 5, price: 7.5 },
  { upTo: 10, price: 11 },
];

export function priceOf(kilos: number): number {
  const step = steps.find(({ upTo }) => kilos <= upTo);
  if (!step) throw new RangeError(\`No parcel of \${kilos} kg is taken.\`);
  return step.price;
}
`,
    'src/quote.ts': `import { chargedKilos, type Parcel } from './parcel.js';
import { priceOf } from './tariff.js';

export function quote(parcels: readonly Parcel[]): number {
  let total = 0;
  for (const parcel of parcels) total += priceOf(chargedKilos(parcel));
  return total;
}
`,
    'test/quote.test.ts': `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quote } from '../src/quote.js';

const book = { size: { length: 30, width: 20, height: 5 }, kilos: 1.2 };
const lamp = { size: { length: 40, width: 30, height: 30 }, kilos: 3 };

test('a small parcel costs the first step', () => {
  assert.equal(quote([book]), 5.5);
});

test('a big light parcel is charged by its volume', () => {
  assert.equal(quote([book, lamp]), 16.5);
});
`,
  },
  change: {
    ...{ file: 'src/parcel.ts', message: 'charge by volume' },
    ...{ from: '(length * width * height) / 5000', to: '(length * width + height) / 5000' },
  },
  title: /^AssertionError: .*13 !== 16\.5/,
  location: { file: 'test/quote.test.ts', line: 13 },
  brokenAt: 9,
  able: ALL,
};

/** A key that is spelled differently since somebody keeps it as it is written; one of its packages is only in its virtual environment. */
export const lending: OwnProject = {
  folder: 'lending',
  needs: ['python3'],
  command: 'python3 -m unittest -q test_loans',
  files: {
    '.gitignore': '.venv\n__pycache__\n',
    'rules.py': `DEFAULTS = {"reader": 14, "student": 21, "staff": 28}


def load(overrides=None):
    rules = dict(DEFAULTS)
    for kind, days in (overrides or {}).items():
        rules[kind.strip().lower()] = days
    return rules
`,
    'members.py': `from plainkeys import plain


def parse_member(row):
    name, kind = row.split(",")
    return {"name": name.strip(), "kind": plain(kind).lower()}
`,
    'loans.py': `from members import parse_member
from rules import load


def days_of(member, rules):
    return rules[member["kind"]]


def loans(rows, overrides=None):
    rules = load(overrides)
    members = [parse_member(row) for row in rows]
    return {member["name"]: days_of(member, rules) for member in members}
`,
    'test_loans.py': `import unittest

from loans import loans


class LoansTest(unittest.TestCase):
    def test_readers(self):
        self.assertEqual(loans(["Ana, reader"]), {"Ana": 14})

    def test_staff(self):
        self.assertEqual(loans(["Bo, Staff"]), {"Bo": 28})


if __name__ == "__main__":
    unittest.main()
`,
  },
  change: { file: 'members.py', from: 'plain(kind).lower()', to: 'plain(kind)', message: 'keep the kind as it is written' },
  title: /^KeyError: .*Staff/,
  location: { file: 'loans.py', line: 6 },
  brokenAt: 6,
  able: ALL,
};

/** A script without tests, started with F5. */
export const budget: OwnProject = {
  folder: 'budget',
  needs: ['node'],
  command: 'node report.js',
  files: {
    'limits.js': `const limits = new Map([
  ['food', { cents: 30000, warnAt: 0.8 }],
  ['rent', { cents: 90000, warnAt: 1 }],
]);

function limitOf(category) {
  return limits.get(category) ?? { cents: Infinity, warnAt: 1 };
}

module.exports = { limitOf };
`,
    'summary.js': `const { limitOf } = require('./limits');

function rows(entries) {
  return entries.map(({ category, cents }) => {
    const limit = limitOf(category);
    return { category, euros: (cents / 100).toFixed(2), warn: cents / limit.cents >= limit.warnAt };
  });
}

module.exports = { rows };
`,
    'report.js': `const { rows } = require('./summary');

const entries = [
  { category: 'food', cents: 4250 },
  { category: 'gifts', cents: 1999 },
];
for (const { category, euros, warn } of rows(entries)) console.log(\`\${category}: \${euros}\${warn ? ' !' : ''}\`);
`,
  },
  change: { file: 'limits.js', from: ' ?? { cents: Infinity, warnAt: 1 }', to: '', message: 'no limit for what has none' },
  title: /^TypeError: Cannot read properties of undefined \(reading 'cents'\)$/,
  location: { file: 'summary.js', line: 6 },
  brokenAt: 7,
  able: ALL,
};

/** Half of an order stays reserved. */
export const stock: OwnProject = {
  folder: 'stock',
  needs: ['go'],
  command: 'go test ./...',
  files: {
    'go.mod': 'module example.com/stock\n\ngo 1.21\n',
    'warehouse.go': `package stock

import "errors"

type Warehouse struct{ left map[string]int }

func (w *Warehouse) Reserve(article string, pieces int) error {
	if pieces > w.left[article] {
		return errors.New("too few of " + article)
	}
	w.left[article] -= pieces
	return nil
}

func (w *Warehouse) Return(article string, pieces int) {
	w.left[article] += pieces
}
`,
    'order.go': `package stock

type Line struct {
	Article string
	Pieces  int
}

// Place reserves all lines of an order, or none.
func Place(w *Warehouse, lines []Line) error {
	for at, line := range lines {
		if err := w.Reserve(line.Article, line.Pieces); err != nil {
			for _, done := range lines[:at] {
				w.Return(done.Article, done.Pieces)
			}
			return err
		}
	}
	return nil
}
`,
    'order_test.go': `package stock

import "testing"

func TestPlaceReservesNoneWhenOneIsMissing(t *testing.T) {
	w := &Warehouse{map[string]int{"cup": 4, "pot": 1}}
	if err := Place(w, []Line{{"cup", 2}, {"pot", 3}}); err == nil {
		t.Fatal("no error")
	}
	if got := w.left["cup"]; got != 4 {
		t.Errorf("left cups = %d, want 4", got)
	}
}
`,
  },
  change: { file: 'order.go', from: 'lines[:at]', to: 'lines[at+1:]', message: 'give back what was reserved' },
  title: /left cups = 2, want 4/,
  location: { file: 'order_test.go', line: 11 },
  brokenAt: 12,
  able: ['findChange', 'lookForRepair'],
};

/** A seat that is not found any more, in a program that is compiled by hand. */
export const seats: OwnProject = {
  folder: 'seats',
  needs: ['java', 'javac', 'make'],
  command: 'make',
  files: {
    Makefile: 'test:\n\tjavac -g -d out *.java\n\tjava -cp out HallTest\n',
    '.gitignore': 'out\n',
    'Hall.java': `import java.util.HashMap;
import java.util.List;
import java.util.Map;

public class Hall {
    private final Map<String, Integer> prices = new HashMap<>();

    public Hall(List<String> labels) {
        for (String label : labels) prices.put(label.toUpperCase(), 12);
    }

    Integer find(String label) {
        return prices.get(label.trim().toUpperCase());
    }

    public String book(String label, String guest) {
        Integer price = find(label);
        return guest + " pays " + price.toString();
    }
}
`,
    'HallTest.java': `import java.util.List;

public class HallTest {
    public static void main(String[] args) {
        Hall hall = new Hall(List.of("A1", "B1"));
        equal("Ana pays 12", hall.book("A1", "Ana"));
        equal("Bo pays 12", hall.book(" b1", "Bo"));
    }

    static void equal(Object expected, Object actual) {
        if (!expected.equals(actual)) throw new AssertionError("expected <" + expected + "> but was <" + actual + ">");
    }
}
`,
  },
  change: { file: 'Hall.java', from: 'label.trim().toUpperCase()', to: 'label.trim()', message: 'labels are taken as they are given' },
  title: /NullPointerException/,
  location: { file: 'Hall.java', line: 18 },
  brokenAt: 13,
  able: ['findChange', 'seeValues', 'lookForRepair'],
};

/** A rate whose key became a symbol. */
export const bill: OwnProject = {
  folder: 'bill',
  needs: ['ruby'],
  command: 'ruby bill_test.rb',
  files: {
    'vat.rb': `module Vat
  RATES = { "book" => 0.07, "tool" => 0.19 }.freeze

  def self.rate(kind)
    RATES.fetch(kind, 0.19)
  end
end
`,
    'bill.rb': `require_relative "vat"

Item = Struct.new(:kind, :cents)

class Bill
  def initialize(items)
    @items = items
  end

  def total
    @items.sum { |item| (item.cents * (1 + Vat.rate(item.kind))).round }
  end
end
`,
    'bill_test.rb': `require "minitest/autorun"
require_relative "bill"

class BillTest < Minitest::Test
  def test_a_book_has_the_lower_rate
    assert_equal 2140, Bill.new([Item.new("book", 2000)]).total
  end
end
`,
  },
  change: { file: 'vat.rb', from: '"book" => 0.07', to: ':book => 0.07', message: 'tidy the rates' },
  title: /Expected: 2140/,
  location: { file: 'bill_test.rb', line: 6 },
  brokenAt: 2,
  able: ['findChange', 'lookForRepair'],
};
