import { ok } from 'node:assert';
import { packagedGrammars } from '../../../../../realBugs/packagedGrammars';
import { listRepairs } from '../../../../../src/core/experiments/repairs/listRepairs';
import { openTrees } from '../../../../../src/core/syntax/openSyntax';

const parse = openTrees(packagedGrammars);

/** The changed texts that a template makes of a file. */
async function changesOf(file: string, text: string, template: string): Promise<string[]> {
  const last = text.split('\n').length - 1;
  const suspects = [{ file, line: 1, function: 'f', functionRange: [1, last] as [number, number], score: 1, reasons: [] }];
  const listed = await listRepairs(suspects, { kind: 'assertion', expectations: [] }, [], { read: async () => text, parse });
  return listed.filter((each) => each.template === template).map((each) => each.text);
}

const CASES: readonly (readonly [title: string, template: string, file: string, text: string, changed: string])[] = [
  [
    'a step that stands beside such a step in another method',
    'step-missing',
    'cache.py',
    `class Cache:
    def put(self, key, value):
        self.order.remove(key)
        self.order.append(key)

    def get(self, key):
        self.order.append(key)
        return self.all[key]
`,
    '    def get(self, key):\n        self.order.remove(key)\n        self.order.append(key)\n',
  ],
  [
    'a step of another branch, behind the only one of a condition without braces',
    'step-missing',
    'marks.js',
    `function f(word, left, marks) {
  for (const [i, ch] of [...word].entries())
    if (i > 2) {
      marks[i] = 'hit';
      left.drop(ch);
    }
  for (const [i, ch] of [...word].entries()) {
    if (left.has(ch)) marks[i] = 'near';
  }
}
`,
    "if (left.has(ch)) { marks[i] = 'near'; left.drop(ch); }",
  ],
  [
    'the value that a field is given elsewhere',
    'value-as-elsewhere',
    'session.rb',
    `class Session
  def begin
    @until = Time.now + @ttl
  end

  def touch
    @until += @ttl
  end
end
`,
    '@until = Time.now + @ttl\n  end\nend',
  ],
  [
    'the value that an entry of that name is given elsewhere',
    'value-as-elsewhere',
    'order.js',
    `class Order {
  send(event) {
    const from = this.state;
    this.history.push({ from, to: this.state });
    this.emit('change', { from, to: from });
  }
}
`,
    "this.emit('change', { from, to: this.state });",
  ],
  [
    'the new value of a variable that is compared with the last one and never set again',
    'never-set-again',
    'select.ts',
    `export function select(store: Store, pick: (state: State) => number) {
  let last = pick(store.get());
  store.subscribe((state) => {
    const value = pick(state);
    if (!Object.is(value, last)) {
      tell(value);
    }
  });
}
`,
    '      tell(value);\n      last = value;\n',
  ],
  [
    'the last argument that calls of a library mostly have',
    'argument-added',
    'pairs.py',
    'def f(line):\n    name, value = line.split("=")\n    return name, value\n',
    'line.split("=", 1)',
  ],
  [
    'a name of the function around it for a parameter that a constructor is not given',
    'argument-added',
    'tree.js',
    `function Dir(name, parent) {
  this.name = name;
  this.parent = parent;
}
function build(paths) {
  let dir = new Dir('root');
  paths.forEach(function (path) {
    dir = new Dir(path);
  });
}
`,
    'dir = new Dir(path, dir);',
  ],
  [
    'what limits a sum, where a field keeps it',
    'limited',
    'Bucket.java',
    `class Bucket {
  private int capacity;
  private int tokens;
  void refill(int more) {
    this.tokens = this.tokens + more;
    if (this.tokens > this.capacity) throw new IllegalStateException();
  }
}
`,
    'this.tokens = Math.min(this.tokens + more, this.capacity);',
  ],
  [
    'another name in all places of one call',
    'other-name-throughout',
    'derive.go',
    'package a\n\nfunc f(left int, right int) int {\n\treturn left * area(left, left) / right\n}\n',
    'area(right, right)',
  ],
  [
    'the wait for a call in an async function',
    'awaited',
    'auth.cs',
    'class A {\n  async Task Run(Func<Task> next) {\n    next();\n  }\n}\n',
    'await next();',
  ],
];

describe('a small change writes what the code lacks', () => {
  for (const [title, template, file, text, changed] of CASES)
    it(`${title}: ${file}`, async () => {
      const found = await changesOf(file, text, template);
      ok(
        found.some((each) => each.includes(changed)),
        found.join('\n---\n'),
      );
    });
});
