import { strictEqual } from 'node:assert';
import { throwingJava } from '../../../../src/core/experiments/javaCanary';

const BLOCK = ' static { if (true) throw X; }';
const thrown = (text: string): string | undefined => throwingJava(text, 'throw X;');

describe('a throw in a Java file', () => {
  it('stands in each class that is used on its own', () => {
    const file = `/* class A { */ // class B {
@Named("class C {")
public final class Cart<T extends Map<String, int[]>> extends Base {
  char brace = '{';
  static class Item { }
  class Inner { }
  record Price(int cents) { }
  Class<?> own() { return Cart.class; }
}
`;
    const expected = file
      .replace('extends Base {', `extends Base {${BLOCK}`)
      .replace('class Item {', `class Item {${BLOCK}`)
      .replace('(int cents) {', `(int cents) {${BLOCK}`);
    strictEqual(thrown(file), expected);
  });

  it('is not taken for a class in a text block', () => {
    strictEqual(
      thrown('class A { String s = """\n  class B { "x" \\""" }\n  """; }'),
      `class A {${BLOCK} String s = """\n  class B { "x" \\""" }\n  """; }`,
    );
  });

  it('has no place in an interface or an enumeration', () => {
    strictEqual(thrown('interface A { int one(); }'), undefined);
    strictEqual(thrown('enum A { ONE { int record() { return 1; } } }'), undefined);
  });
});
