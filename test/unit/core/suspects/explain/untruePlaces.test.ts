import assert from 'node:assert/strict';
import { causesOf } from '../../../../support/causesOf';
import { hypothesesOf } from '../../../../support/hypothesesOf';

describe('explainFailure: places and roles that would be untrue', () => {
  it('calls a step of a chain lazy only where the chain ends with it', async () => {
    const causes = (rest: string): Promise<string> =>
      causesOf(
        `---- tests::reads stdout ----

thread 'tests::reads' panicked at lib.rs:14:9:
assertion \`left == right\` failed
  left: ["web", " cache"]
 right: ["web", "cache"]`,
        {
          'lib.rs': `pub fn tags(line: &str) -> Vec<String> {
    line.split(',')
        .filter(|tag| !tag.is_empty())${rest}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads() {
        let all = tags("web, cache");
        assert_eq!(all, ["web", "cache"]);
    }
}`,
        },
      );
    assert.doesNotMatch(await causes('\n        .map(|tag| tag.to_lowercase())\n        .collect()'), /lazy/);
    const java = (next: string): Promise<string> =>
      causesOf(
        `java.lang.AssertionError: expected:<[a]> but was:<[A]>
	at org.junit.Assert.assertEquals(Assert.java:117)
	at NamesTest.lower(NamesTest.java:4)`,
        {
          'Names.java': `class Names {
    static java.util.List<String> lower(java.util.List<String> names) {
        java.util.List<String> found = new java.util.ArrayList<>();
        names.stream().map(String::toLowerCase)${next}
        return found;
    }
}`,
          'NamesTest.java': `public class NamesTest {
    @Test
    public void lower() {
        assertEquals(List.of("a"), Names.lower(List.of("A")));
    }
}`,
        },
      );
    assert.doesNotMatch(await java('\n            .forEach(found::add);'), /lazy/);
    assert.match(await java(';'), /is lazy/);
  });

  it('gives each line that returns nothing with its file', async () => {
    const causes = await causesOf(
      `Traceback (most recent call last):
  File "/srv/work/main.py", line 3, in <module>
    print(load("a")["theme"])
TypeError: 'NoneType' object is not subscriptable`,
      {
        'main.py': 'from store import load\n\nprint(load("a")["theme"])\n',
        'store.py': `def load(name):
    if not name:
        return None
    if name == "a":
        return None
    return {"theme": name}
`,
      },
    );
    assert.match(causes, /`load` returns `None` \(store\.py:3 and store\.py:5\)/);
  });

  it('says of a map that a lookup gave only where it comes from, and not that its line declares it', async () => {
    const { hypotheses } = await hypothesesOf(
      [
        'panic: assignment to entry in nil map',
        '',
        'goroutine 1 [running]:',
        'main.count(...)',
        '\t/srv/work/main.go:4',
        'main.main()',
        '\t/srv/work/main.go:9 +0x36f',
      ],
      {
        'main.go': [
          'package main',
          '',
          'func count(counts map[string]int, name string) {',
          '\tcounts[name]++',
          '}',
          '',
          'func main() {',
          '\tbyRegion := map[string]map[string]int{}',
          '\tcount(byRegion["east"], "lamp")',
          '}',
        ],
      },
    );
    const why = hypotheses.flatMap(({ evidence }) => evidence.map((each) => each.why)).join('\n');
    assert.doesNotMatch(why, /declares `counts`/);
    assert.match(why, /where `counts` comes from/);
  });

  it('says that a type is declared as another only on the line that declares it', async () => {
    const causes = await causesOf(
      './main.go:4:17: cannot use &Memory{} (value of type *Memory) as Store value in argument to keep: *Memory does not implement Store (missing method Delete)',
      {
        'go.mod': 'module example.com/notes\n\ngo 1.24',
        'main.go': 'package main\n\nfunc main() {\n\tkeep(&Memory{})\n}\n',
        'store.go':
          'package main\n\ntype Store interface {\n\tSave(text string)\n\tDelete(id int)\n}\n\nfunc keep(store Store) { store.Save("a") }\n',
        'memory.go': 'package main\n\ntype Memory struct{}\n\nfunc (m *Memory) Save(text string) {}\n',
      },
    );
    assert.doesNotMatch(causes, /declared as/);
    assert.match(causes, /`Memory` is used on line 4 as `Store`, which requires `Delete` \(store\.go:5\)/);
  });

  it('says what a cast casts once, and what is stored there', async () => {
    const causes = await causesOf(
      `Exception in thread "main" java.lang.ClassCastException: class java.lang.String cannot be cast to class java.lang.Integer
	at Main.main(Main.java:5)`,
      {
        'Main.java': `class Main {
    static java.util.Map<String, Object> session = new java.util.HashMap<>();
    public static void main(String[] args) {
        session.put("userId", args[0]);
        Integer id = (Integer) session.get("userId");
    }
}`,
      },
    );
    assert.match(
      causes,
      /casts with `\(Integer\) session\.get\("userId"\)`, but `session\.get\("userId"\)` holds a `String`\. `args\[0\]` is put into `session` \(line 4\)/,
    );
  });

  it('gives the line of an argument of a call of several lines, and does not repeat the argument', async () => {
    const causes = await causesOf(
      `PHP Fatal error:  Uncaught Error: Call to a member function format() on null in /srv/work/Shipment.php:6
Stack trace:
#0 /srv/work/main.php(13): Shipment->describe()
#1 {main}
  thrown in /srv/work/Shipment.php on line 6`,
      {
        'Shipment.php': `<?php
final class Shipment {
    public function __construct(public int $id, public ?DateTimeImmutable $sentAt) {
    }
    public function describe(): string {
        return $this->sentAt->format('Y');
    }
}`,
        'main.php': `<?php
require __DIR__ . '/Shipment.php';

function ship(array $row): Shipment {
    $sent = $row['sent'];
    return new Shipment(
        (int) $row['id'],
        $sent === '' ? null : new DateTimeImmutable($sent),
    );
}

$shipment = ship(['id' => '3', 'sent' => '']);
echo $shipment->describe();`,
      },
    );
    assert.match(causes, /as `sentAt` \(main\.php:8\), which is null where `\$sent === ''` holds/);
  });

  it('shows the way in its order, with each step between the two ends', async () => {
    const causes = await causesOf(
      `Traceback (most recent call last):
  File "/srv/work/main.py", line 15, in <module>
    Pool(size()).open()
  File "/srv/work/main.py", line 6, in open
    return range(self.size)
TypeError: 'NoneType' object cannot be interpreted as an integer`,
      {
        'main.py': `class Pool:
    def __init__(self, size):
        self.size = size

    def open(self):
        return range(self.size)


def size():
    settings = {"pool": 5}
    found = settings.get("size")
    return found


Pool(size()).open()
`,
      },
    );
    assert.match(
      causes,
      /^main\.py:6 fails here.*\nmain\.py:3 sets `self\.size`.*\nmain\.py:15 makes a `Pool` with `size\(\)` as `size`.*\nmain\.py:12 `size` returns `found`.*\nmain\.py:11 sets `found`: found = settings\.get\("size"\)\nmain\.py:10 origin: has no `size`: settings = \{"pool": 5\}$/m,
    );
  });

  it('does not say that a frozen collection froze what was taken out of it', async () => {
    const causes = (table: string, taken: string): Promise<string> =>
      causesOf(
        `number_range.rb:5:in 'take': can't modify frozen String: "INV-" (FrozenError)
	from main.rb:3:in '<main>'`,
        {
          'formats.rb': `module Formats
  PREFIXES = ${table}

  def self.prefix_of(kind)
    ${taken}
  end
end
`,
          'number_range.rb': `require_relative 'formats'

def take(kind)
  number = Formats.prefix_of(kind)
  number << '1'
end
`,
          'main.rb': "require_relative 'number_range'\n\nputs take(:invoice)\n",
        },
      );
    assert.doesNotMatch(await causes("{ invoice: 'INV-'.freeze }.freeze", 'PREFIXES.fetch(kind)'), /It is frozen/);
    assert.match(await causes("'INV-'.freeze", 'PREFIXES'), /It is frozen at formats\.rb:2/);
  });
});
