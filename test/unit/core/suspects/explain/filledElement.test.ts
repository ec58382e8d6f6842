import assert from 'node:assert/strict';
import { causeText } from '../../../../support/causesOf';
import { hypothesesOf } from '../../../../support/hypothesesOf';

async function cardOf(output: string, files: Record<string, string>): Promise<string> {
  const lines = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, text.split('\n')]));
  const { hypotheses } = await hypothesesOf(output.split('\n'), lines);
  return hypotheses.slice(0, 1).map(causeText).join('\n');
}

const prices = `import json


def load_prices(path):
    rows = json.load(open(path))
    return {row["article"]: row.get("price") for row in rows}


class Basket:
    def __init__(self, prices):
        self.prices = prices
        self.lines = []

    def add(self, article, count=1):
        self.lines.append((article, count))

    def total(self):
        return sum(self.prices[article] * count for article, count in self.lines)


basket = Basket(load_prices("prices.json"))
basket.add("cup")
print(basket.total())`;

describe('explainFailure: what a collection holds', () => {
  it('is followed to the expression that a comprehension makes each value by', async () => {
    const output = `Traceback (most recent call last):
  File "/srv/work/prices.py", line 23, in <module>
    print(basket.total())
  File "/srv/work/prices.py", line 18, in total
    return sum(self.prices[article] * count for article, count in self.lines)
TypeError: unsupported operand type(s) for *: 'NoneType' and 'int'`;
    const card = await cardOf(output, { 'prices.py': prices });
    assert.match(card, /Each value of `self\.prices` is `row\.get\("price"\)` \(line 6\)/);
    assert.match(card, /prices\.py:6 /);
  });

  it('is followed to the only call that adds to it, and on into what that one adds', async () => {
    const output = `Traceback (most recent call last):
  File "/srv/work/report.py", line 20, in <module>
    print(names([1, 2]))
  File "/srv/work/report.py", line 17, in names
    return [user.name for user in found]
AttributeError: 'NoneType' object has no attribute 'name'`;
    const file = `class User:
    def __init__(self, name):
        self.name = name


def find(users, number):
    for each, user in users:
        if each == number:
            return user
    return None


def names(numbers):
    found = []
    for number in numbers:
        found.append(find([(1, User("Ada"))], number))
    return [user.name for user in found]


print(names([1, 2]))`;
    const card = await cardOf(output, { 'report.py': file });
    assert.match(card, /^report\.py:16 adds `find\(.*, number\)` to `found`/m);
    assert.match(card, /report\.py:10 /);
  });

  it('is followed in Go from an element of a map to the literal that fills it', async () => {
    const output = `--- FAIL: TestRecipients (0.00s)
panic: runtime error: invalid memory address or nil pointer dereference [recovered]
	panic: runtime error: invalid memory address or nil pointer dereference
[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x5143d1]

goroutine 7 [running]:
example.com/jobs.(*Queue).Recipients(0xc000012345)
	/srv/work/queue.go:27 +0x171
example.com/jobs.TestRecipients(0xc000007ba0)
	/srv/work/queue_test.go:10 +0x1d8
FAIL	example.com/jobs	0.005s`;
    const queue = `package jobs

type Job struct {
	Name  string
	Owner *Owner
}

type Owner struct{ Email string }

type Queue struct {
	jobs   map[string]*Job
	owners map[string]*Owner
}

func NewQueue() *Queue {
	return &Queue{jobs: map[string]*Job{}, owners: map[string]*Owner{}}
}

func (q *Queue) Hire(name, email string) { q.owners[name] = &Owner{Email: email} }

func (q *Queue) Add(name, owner string) {
	q.jobs[name] = &Job{Name: name, Owner: q.owners[owner]}
}

func (q *Queue) Recipients() (all []string) {
	for _, job := range q.jobs {
		all = append(all, job.Owner.Email)
	}
	return all
}`;
    const test = `package jobs

import "testing"

func TestRecipients(t *testing.T) {
	q := NewQueue()
	q.Hire("ada", "ada@example.org")
	q.Add("build", "ada")
	q.Add("deploy", "grace")
	if got := len(q.Recipients()); got != 2 {
		t.Errorf("got %d recipients, want 2", got)
	}
}`;
    const card = await cardOf(output, { 'queue.go': queue, 'queue_test.go': test });
    assert.match(card, /`q\.owners\[owner\]`/);
    assert.match(card, /queue\.go:22 /);
  });

  it('is followed in JavaScript through map to the lookup that finds nothing', async () => {
    const output = `/srv/work/roster.js:10
  for (const player of players) lines.push(player.name);
                                                  ^

TypeError: Cannot read properties of undefined (reading 'name')
    at roster (/srv/work/roster.js:10:51)
    at Object.<anonymous> (/srv/work/roster.js:14:13)
    at Module._compile (node:internal/modules/cjs/loader:1554:14)`;
    const file = `const known = new Map([
  [1, { name: 'Ada' }],
  [2, { name: 'Grace' }],
]);


function roster(ids) {
  const players = ids.map((id) => known.get(id));
  const lines = [];
  for (const player of players) lines.push(player.name);
  return lines;
}

console.log(roster([1, 3]));`;
    const card = await cardOf(output, { 'roster.js': file });
    assert.match(
      card,
      /Each element of `ids\.map\(\(id\) => known\.get\(id\)\)` is `known\.get\(id\)` \(line 8\), which is undefined for a key that is not in the map/,
    );
    assert.match(card, /roster\.js:8 /);
  });

  it('comes from the only one of two places that adds an empty value', async () => {
    const output = `Traceback (most recent call last):
  File "/srv/work/main.py", line 8, in <module>
    print(sizes([1])[0].name)
AttributeError: 'NoneType' object has no attribute 'name'`;
    const file = `def sizes(rows):
    found = []
    found.append(None)
    found.append(rows)
    return found


print(sizes([1])[0].name)`;
    assert.match(await cardOf(output, { 'main.py': file }), /`None` is added to `found` \(line 3\)/);
  });

  it('is not followed to a place whose condition leaves out what is empty', async () => {
    const output = `Traceback (most recent call last):
  File "/srv/work/main.py", line 15, in <module>
    print(names({}, [1]))
  File "/srv/work/main.py", line 12, in names
    return [user.name for user in found]
AttributeError: 'NoneType' object has no attribute 'name'`;
    const file = (fill: string): string => `def find(users, number):
    for each, user in users.items():
        if each == number:
            return user
    return None


def names(users, numbers):
${fill}
    found.sort(key=str)
    found.reverse()
    return [user.name for user in found]


print(names({}, [1]))`;
    const comprehension = '    numbers = sorted(numbers)\n    found = [find(users, number) for number in numbers if find(users, number)]';
    assert.doesNotMatch(await cardOf(output, { 'main.py': file(comprehension) }), /each element of|adds /i);
    const loop = '    found = []\n    for user in users: found.append(user) if user else None';
    assert.doesNotMatch(await cardOf(output, { 'main.py': file(loop) }), /returns `None`|returns None:/);
  });

  it('is followed into a member of a map value, to the argument that makes it', async () => {
    const output = `Traceback (most recent call last):
  File "/srv/work/service.py", line 29, in <module>
    print(escalate(directory, 1))
  File "/srv/work/service.py", line 24, in escalate
    return manager.name
AttributeError: 'NoneType' object has no attribute 'name'`;
    const file = `from dataclasses import dataclass, field


@dataclass
class User:
    id: int
    name: str
    manager: "User" = None


@dataclass
class Directory:
    users: dict = field(default_factory=dict)

    def add(self, id, name, manager=None):
        self.users[id] = User(id, name, self.users.get(manager))

    def manager_of(self, id):
        return self.users[id].manager


def escalate(directory, id):
    manager = directory.manager_of(id)
    return manager.name


directory = Directory()
directory.add(1, "Ada")
print(escalate(directory, 1))`;
    const card = await cardOf(output, { 'service.py': file });
    assert.match(card, /`add` makes a `User` with `self\.users\.get\(manager\)` as `manager` \(line 16\), which is None for a key/);
  });

  it('is followed in Java to the empty side of a choice in a record', async () => {
    const output = `Exception in thread "main" java.lang.NullPointerException: Cannot invoke "java.lang.Integer.intValue()" because the return value of "Row.points()" is null
	at Table.total(Main.java:19)
	at Main.main(Main.java:29)`;
    const file = `import java.util.*;


record Row(String name, Integer points) {}

class Table {
    private final List<Row> rows = new ArrayList<>();

    void read(List<String> lines) {
        for (String line : lines) {
            String[] parts = line.split(";");
            rows.add(new Row(parts[0], parts.length > 1 ? Integer.valueOf(parts[1]) : null));
        }
    }

    int total() {
        int sum = 0;
        for (Row row : rows) {
            sum += row.points();
        }
        return sum;
    }
}

public class Main {
    public static void main(String[] args) {
        Table table = new Table();
        table.read(List.of("ada;3", "grace"));
        System.out.println(table.total());
    }
}`;
    const card = await cardOf(output, { 'Main.java': file });
    assert.match(card, /as `points` \(line 12\), which is null where `parts\.length > 1` does not hold/);
  });

  it('is followed in JavaScript to what the body of a function makes', async () => {
    const output = `/srv/work/report.js:14
    const month = row.date.slice(0, 7);
                           ^

TypeError: Cannot read properties of undefined (reading 'slice')
    at byMonth (/srv/work/report.js:14:28)
    at Object.<anonymous> (/srv/work/report.js:20:13)`;
    const file = `function parse(text) {
  const [header, ...lines] = text.trim().split('\\n');
  const names = header.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(names.map((name, at) => [name, cells[at]]));
  });
}


function byMonth(rows) {
  const months = {};
  for (const row of rows) {
    const month = row.date.slice(0, 7);
    months[month] = (months[month] ?? 0) + Number(row.amount);
  }
  return months;
}

console.log(byMonth(parse('Date,amount\\n2026-01-02,12')));`;
    const card = await cardOf(output, { 'report.js': file });
    assert.match(card, /Each element of `map\(…\)` is `Object\.fromEntries\(.*` \(line 6\)/);
  });

  it('is a member that the program sets in one branch only', async () => {
    const output = `/srv/work/invoice.ts:6
    return this.settings.region!.currency;
                                ^

TypeError: Cannot read properties of undefined (reading 'currency')
    at InvoicePrinter.print (/srv/work/invoice.ts:6:34)
    at <anonymous> (/srv/work/invoice.ts:10:57)`;
    const invoice = `import { loadSettings, type Settings } from './config';

class InvoicePrinter {
  constructor(private settings: Settings) {}
  print(): string {
    return this.settings.region!.currency;
  }
}

console.log(new InvoicePrinter(loadSettings({})).print());`;
    const config = `export interface Settings { region?: { currency: string }; retries: number }

export function loadSettings(env: Record<string, string | undefined>): Settings {
  const settings: Settings = { retries: Number(env.RETRIES ?? 3) };
  if (env.REGION) {
    settings.region = { currency: env.CURRENCY ?? 'EUR' };
  }
  return settings;
}`;
    const card = await cardOf(output, { 'invoice.ts': invoice, 'config.ts': config });
    assert.match(card, /`settings\.region` \(config\.ts:6\) is only set if `env\.REGION` holds/);
  });

  it("is the program's own method, not the library's of the same name", async () => {
    const output = `cart.rb:21:in \`block in total': undefined method \`[]' for nil:NilClass (NoMethodError)

    @skus.sum { |sku| @catalog.find(sku)['price'] }
                                        ^^^^^^^^^
	from cart.rb:21:in \`sum'
	from cart.rb:21:in \`total'
	from cart.rb:25:in \`<main>'`;
    const file = `require 'json'

class Catalog
  def initialize(text)
    @items = JSON.parse(text).to_h { |row| [row['sku'], row] }
  end

  def find(sku)
    @items[sku]
  end
end

class Cart
  def initialize(catalog, skus)
    @catalog = catalog
    @skus = skus
  end


  def total
    @skus.sum { |sku| @catalog.find(sku)['price'] }
  end
end

puts Cart.new(Catalog.new('[]'), ['mug']).total`;
    const card = await cardOf(output, { 'cart.rb': file });
    assert.match(card, /`find` returns `@items\[sku\]` \(line 9\), which is nil for a key that is not there/);
    assert.doesNotMatch(card, /no element matches/);
  });

  it('reaches a function that is handed to a call by its name', async () => {
    const output = `/srv/work/summary.js:2
  return order.lines.length;
                     ^

TypeError: Cannot read properties of undefined (reading 'length')
    at sizeOf (/srv/work/summary.js:2:22)
    at Array.map (<anonymous>)
    at summary (/srv/work/summary.js:9:17)
    at Object.<anonymous> (/srv/work/summary.js:12:13)`;
    const file = `function sizeOf(order) {
  return order.lines.length;
}


function summary(ids) {
  const open = [];
  for (const id of ids) open.push({ id, lines: id > 1 ? undefined : [id] });
  return { open: open.map(sizeOf) };
}

console.log(summary([1, 2]));`;
    const card = await cardOf(output, { 'summary.js': file });
    assert.match(card, /^summary\.js:9 goes over `open`/m);
    assert.match(card, /is undefined where `id > 1` holds/);
  });

  it('ends at a compiled pattern of any name, and at no field that a tag fills', async () => {
    const python = `Traceback (most recent call last):
  File "/srv/work/pipeline.py", line 8, in <module>
    print(level("---"))
  File "/srv/work/pipeline.py", line 6, in level
    return LINE.match(line).group(1)
AttributeError: 'NoneType' object has no attribute 'group'`;
    const pipeline = `import re
LINE = re.compile("([A-Z]+) ")


def level(line):
    return LINE.match(line).group(1)

print(level("---"))`;
    assert.match(await cardOf(python, { 'pipeline.py': pipeline }), /is None when the text does not match/);
    const go = `panic: runtime error: invalid memory address or nil pointer dereference
[signal SIGSEGV: segmentation violation code=0x1 addr=0x10 pc=0x48f3a4]

goroutine 1 [running]:
main.describe(...)
	/srv/work/main.go:25
main.main()
	/srv/work/main.go:30 +0x1d`;
    const main = `package main

import (
	"encoding/json"
	"fmt"
	"os"
)

type Server struct {
	Name string \`json:"name"\`
	TLS  *TLS   \`json:"tls"\`
}

type TLS struct{ Cert string }

func load(path string) (*Server, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var server Server
	return &server, json.Unmarshal(data, &server)
}

func describe(server *Server) string { return server.Name + server.TLS.Cert }

func main() {
	server, err := load("missing.json")
	fmt.Println(err)
	fmt.Println(describe(server))
}`;
    const card = await cardOf(go, { 'main.go': main });
    assert.doesNotMatch(card, /nothing in its class/);
    assert.match(card, /`load` returns `nil` with an error \(line 19/);
  });

  it('is said of what is added to a collection that a call made, and not of its own elements', async () => {
    const output = `Traceback (most recent call last):
  File "/srv/work/main.py", line 9, in <module>
    print(names())
  File "/srv/work/main.py", line 6, in names
    return [user.name for user in found]
AttributeError: 'NoneType' object has no attribute 'name'`;
    const file = `from users import load

def names():
    found = load()
    found.append(None)
    return [user.name for user in found]


print(names())`;
    const card = await cardOf(output, { 'main.py': file });
    assert.doesNotMatch(card, /each element of/i);
    assert.match(card, /`None` is added to `found` \(line 5\)/);
  });
});
