import assert from 'node:assert/strict';
import { hypothesesOf } from '../../../../support/hypothesesOf';

interface Shape {
  says: string;
  output: string[];
  files: Record<string, string[]>;
  expected: RegExp[];
  /** `file:line` that the first card shows. */
  shows: string;
}

const IN_JAVA = ['public class Cart {', '    private final int total = 1;', '    private void refresh() {}', '}'];

const SHAPES: Shape[] = [
  {
    says: 'TypeScript: a class without a member of its interface',
    output: [
      "store.ts(4,14): error TS2420: Class 'Memory' incorrectly implements interface 'Store'.",
      "  Property 'remove' is missing in type 'Memory' but required in type 'Store'.",
    ],
    files: { 'store.ts': ['export interface Store {', '  remove(key: string): void;', '}', 'export class Memory implements Store {', '}'] },
    expected: [/`Memory` does not implement `remove` of `Store`/, /requires `remove` \(line 2\)/],
    shows: 'store.ts:2',
  },
  {
    says: 'Java: a function that can reach its end without a result',
    output: ['Main.java:4: error: missing return statement', '    }', '    ^', '1 error'],
    files: { 'Main.java': ['class Main {', '    static int size(int n) {', '        if (n > 9) return 2;', '    }', '}'] },
    expected: [/`size` can reach its end without a `return`/, /Its only `return`, on line 3, is not on every way through it/],
    shows: 'Main.java:2',
  },
  {
    says: 'C#: a class without a member of its interface',
    output: ["src/Memory.cs(1,7): error CS0535: 'Memory' does not implement interface member 'IStore.Remove(string)'"],
    files: {
      'src/Memory.cs': ['class Memory : IStore { }'],
      'src/IStore.cs': ['interface IStore', '{', '    void Remove(string key);', '}'],
    },
    expected: [/`Memory` \(line 1\) is declared as `IStore`, which requires `Remove` \(src\/IStore\.cs:3\)/],
    shows: 'src/IStore.cs:3',
  },
  {
    says: 'Go: a missing method',
    output: [
      '# shop',
      './main.go:9:7: cannot use Memory{} (value of struct type Memory) as Store value in argument to fill: Memory does not implement Store (missing method Save)',
    ],
    files: {
      'main.go': [
        'package main',
        '',
        'type Store interface {',
        '\tSave(name string)',
        '}',
        'type Memory struct{}',
        'func fill(store Store) {}',
        'func main() {',
        '\tfill(Memory{})',
        '}',
      ],
    },
    expected: [/`Memory` does not implement `Save` of `Store`/],
    shows: 'main.go:4',
  },
  {
    says: 'Rust: a missing item of a trait',
    output: [
      'error[E0046]: not all trait items implemented, missing: `area`',
      ' --> src/main.rs:5:1',
      '  |',
      '5 | impl Shape for Circle {',
      '  | ^^^^^^^^^^^^^^^^^^^^^ missing `area` in implementation',
    ],
    files: { 'src/main.rs': ['trait Shape {', '    fn area(&self) -> f64;', '}', 'struct Circle;', 'impl Shape for Circle {', '}'] },
    expected: [/`Circle` does not implement `area` of `Shape`/],
    shows: 'src/main.rs:2',
  },
  {
    says: 'Java: a final variable',
    output: ['Cart.java:4: error: cannot assign a value to final variable total', '        total = 2;', '        ^'],
    files: {
      'Cart.java': ['public class Cart {', '    private final int total = 1;', '    void clear() {', '        total = 2;', '    }', '}'],
    },
    expected: [/`total` cannot be assigned: it is `final`/, /declared on line 2: `private final int total = 1;`/],
    shows: 'Cart.java:2',
  },
  {
    says: 'Rust: a binding without mut',
    output: [
      'error[E0384]: cannot assign twice to immutable variable `total`',
      ' --> src/main.rs:3:5',
      '  |',
      '3 |     total += 1;',
      '  |     ^^^^^^^^^^ cannot assign twice to immutable variable',
    ],
    files: { 'src/main.rs': ['fn main() {', '    let total = 0;', '    total += 1;', '}'] },
    expected: [/`total` cannot be assigned: it is `let`/],
    shows: 'src/main.rs:2',
  },
  {
    says: 'Kotlin: a val',
    output: ["main.kt:3:5: error: 'val' cannot be reassigned.", '    total = 2', '    ^'],
    files: { 'main.kt': ['fun main() {', '    val total = 1', '    total = 2', '}'] },
    expected: [/`total` cannot be assigned: it is `val`/],
    shows: 'main.kt:2',
  },
  {
    says: 'TypeScript: a private member',
    output: ["main.ts(2,22): error TS2341: Property 'refresh' is private and only accessible within class 'Cart'."],
    files: {
      'main.ts': ["import { Cart } from './cart';", 'console.log(new Cart().refresh());'],
      'cart.ts': ['export class Cart {', '  private refresh() {}', '}'],
    },
    expected: [/`refresh` of `Cart` is private/, /declared at cart\.ts:2/],
    shows: 'cart.ts:2',
  },
  {
    says: 'Java: a private member',
    output: ['Main.java:3: error: refresh() has private access in Cart', '        new Cart().refresh();', '                  ^'],
    files: {
      'Main.java': ['public class Main {', '    public static void main(String[] args) {', '        new Cart().refresh();', '    }', '}'],
      'Cart.java': IN_JAVA,
    },
    expected: [/`refresh` of `Cart` is private/],
    shows: 'Cart.java:3',
  },
  {
    says: 'Rust: a type without a trait',
    output: [
      "error[E0277]: `Order` doesn't implement `Debug`",
      ' --> src/main.rs:3:22',
      '  |',
      '3 |     println!("{:?}", Order);',
      '  |                      ^^^^^ `Order` cannot be formatted using `{:?}`',
    ],
    files: { 'src/main.rs': ['struct Order;', 'fn main() {', '    println!("{:?}", Order);', '}'] },
    expected: [/^`Order` doesn't implement `Debug`\n/, /`Order` is declared on line 1/],
    shows: 'src/main.rs:1',
  },
  {
    says: 'TypeScript: values that are never equal',
    output: [
      'main.ts(2,42): error TS2367: This comparison appears to be unintentional because the types \'"open" | "closed"\' and \'"opened"\' have no overlap.',
    ],
    files: { 'main.ts': ["type State = 'open' | 'closed';", "export const isOpen = (state: State) => state === 'opened';"] },
    expected: [/can never be equal/, /Did you mean `open`\?/],
    shows: 'main.ts:2',
  },
];

describe('explainFailure: what a declaration requires', () => {
  for (const { says, output, files, expected, shows } of SHAPES) {
    it(`is explained by its place: ${says}`, async () => {
      const { hypotheses } = await hypothesesOf(output, files);
      const [first] = hypotheses;
      const text = `${first?.title}\n${first?.rootCause}`;
      for (const pattern of expected) assert.match(text, pattern);
      assert.ok(
        first?.evidence.some(({ file, line }) => `${file}:${line}` === shows),
        JSON.stringify(first?.evidence),
      );
    });
  }
});
