import { deepStrictEqual, match, rejects, strictEqual } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { once } from 'node:events';
import { openSyntax, openTrees } from '../../../../src/core/syntax/openSyntax';
import type { FrameValues } from '../../../../src/core/experiments/throwValues';
import { javaInstrument } from '../../../../src/node/experiments/javaInstrument';
import { traceExperiment } from '../../../../src/node/experiments/traceExperiment';
import { valuesExperiment } from '../../../../src/node/experiments/valuesExperiment';
import { packagedGrammars } from '../../../../realBugs/packagedGrammars';
import { builtInstruments } from '../../../support/builtInstruments';
import { TempFolder } from '../../../support/gitRepository';
import { JAVA, JAVAC } from '../../../support/javaStarts';

const syntax = openSyntax(packagedGrammars);

const SHOP = `package com.acme;

import java.util.*;

public class Shop {
  enum Kind { SMALL, LARGE }
  record Line(String name, double price) {}

  static class Order {
    final int id = 7;
    String email = "ada@example.com";
    List<Line> lines = new ArrayList<>(List.of(new Line("pear", 2.5), new Line("plum", 3)));
    Map<String, Integer> stock = new HashMap<>(Map.of("pear", 4));
    Map<String, Integer> sorted = new TreeMap<>(stock);
    Map<String, Integer> linked = new LinkedHashMap<>(stock);
    Set<Long> seen = new HashSet<>(List.of(1L, 2L, 3L));
    List<Line> view = Collections.unmodifiableList(lines);
    Order next;

    int price(Map<String, Integer> prices, String name, long factor, Boolean free) {
      Kind kind = Kind.LARGE;
      int[] sizes = {1, 2, 3};
      char sign = '+';
      Optional<String> note = Optional.empty();
      return prices.get(name);
    }
  }

  static int total(Order order, String name) {
    try {
      return order.price(Map.of("pear", 4), name, 3L, true);
    } catch (NullPointerException error) {
      String told = "rethrown";
      throw error;
    }
  }

  static void noise() {
    try {
      Objects.requireNonNull(null);
    } catch (NullPointerException error) {
      // Expected.
    }
  }

  public static void main(String[] args) {
    noise();
    Runnable run = () -> System.out.println(total(new Order(), "plum"));
    run.run();
  }
}
`;

describe('values where a Java program throws', function () {
  this.timeout(300_000);
  let folder: TempFolder;
  before(function () {
    if (spawnSync('javac', ['-version']).status === 0) return;
    console.log('      (left out: there is no JDK on this machine)');
    this.skip();
  });
  beforeEach(() => {
    folder = new TempFolder();
  });
  afterEach(() => folder.dispose());

  const valuesOf = async (command: readonly string[], contents = false, env = {}) =>
    valuesExperiment({ command, cwd: folder.path, root: folder.path, assets: await builtInstruments(), env }, syntax, contents);
  const shapes = ({ file, line, function: name, values }: FrameValues) => [
    file,
    line,
    name,
    Object.fromEntries(values.map((each) => [each.name, each.shape])),
  ];

  it('are read in every frame of the workspace, of the first throw of an error that is thrown again', async () => {
    folder.write('src/com/acme/Shop.java', SHOP);
    const { baseline, verdict } = await valuesOf([
      'sh',
      '-c',
      `${JAVAC.join(' ')} -d out src/com/acme/Shop.java && ${JAVA.join(' ')} -cp out com.acme.Shop`,
    ]);
    deepStrictEqual([baseline.outcome, baseline.error?.type], ['fails', 'java.lang.NullPointerException']);
    const order =
      'Order{id:int, email:str(15,email), lines:ArrayList[Line{name:str(4), price:num}]×2, stock:HashMap{str(4)→int}×1, sorted:TreeMap{str(4)→int}×1, linked:LinkedHashMap{str(4)→int}×1, seen:HashSet[int]×3, view:ArrayList[Line{name:str(4), price:num}]×2, next:null}';
    const file = 'src/com/acme/Shop.java';
    deepStrictEqual(verdict.frames.map(shapes), [
      [
        file,
        25,
        'Order.price',
        {
          prices: 'Map{str(4)→int}×1',
          name: 'str(4)',
          factor: 'int',
          free: 'bool',
          kind: 'Kind',
          sizes: '[int]×3',
          sign: 'char',
          note: 'Optional<empty>',
          this: order,
        },
      ],
      [file, 31, 'Shop.total', { order, name: 'str(4)' }],
      [file, 48, 'Shop.main', {}],
      [file, 49, 'Shop.main', { args: '[]', run: 'function' }],
    ]);
  });

  it('are those of the arguments, by their names in the source, where the class file names no variables', async () => {
    folder.write('Main.java', 'class Main {\n  static int half(long a, String b, int[] c) {\n    int d = 2;\n    return c[d];\n  }\n  public static void main(String[] args) {\n    half(1L, "x", new int[0]);\n  }\n}\n'); // prettier-ignore
    strictEqual(spawnSync('javac', [...JAVAC.slice(1), '-g:source,lines', 'Main.java'], { cwd: folder.path }).status, 0);
    const { verdict } = await valuesOf([...JAVA, 'Main'], true);
    deepStrictEqual(verdict.frames[0], {
      file: 'Main.java',
      line: 4,
      function: 'Main.half',
      values: [
        { name: 'a', shape: 'int', content: '1' },
        { name: 'b', shape: 'str(1)', content: '"x"' },
        { name: 'c', shape: '[]' },
      ],
    });
  });

  it('are read of an error of a class of the program, and of its cause', async () => {
    folder.write(
      'Main.java',
      'public class Main {\n  static class Bad extends RuntimeException { Bad(String text, Throwable cause) { super(text, cause); } }\n  static int read(String text) {\n    return Integer.parseInt(text);\n  }\n  public static void main(String[] args) {\n    String given = "1x";\n    try {\n      read(given);\n    } catch (NumberFormatException error) {\n      throw new Bad("unreadable", error);\n    }\n  }\n}\n',
    );
    const { baseline, verdict } = await valuesOf([...JAVA, 'Main.java']);
    strictEqual(baseline.error?.type, 'Main$Bad');
    deepStrictEqual(
      verdict.frames.map(({ line, values }) => [line, values.map(({ name, shape }) => `${name} ${shape}`)]),
      [
        [4, ['text str(2)']],
        [9, ['args []', 'given str(2)']],
        [11, ['args []', 'given str(2)', 'error NumberFormatException']],
      ],
    );
  });

  it('leave no port open and no class of the workspace changed', async () => {
    const instrument = javaInstrument(
      { roots: [folder.path], throws: [], points: [] },
      { fileOf: () => Promise.resolve(undefined), parametersAt: () => Promise.resolve(undefined) },
    );
    const { javaAgents = [] } = await instrument.prepare(folder.path);
    const [, host, port] = /address=([\d.]+):(\d+)$/.exec(javaAgents[0] ?? '') ?? [];
    strictEqual(host, '127.0.0.1');
    deepStrictEqual(await instrument.collect(folder.path), []);
    await rejects(once(connect(Number(port), host), 'connect'), { code: 'ECONNREFUSED' });
  });

  it('say why there are none where the runtime cannot be debugged', async () => {
    folder.write('Main.java', 'class Main {\n  public static void main(String[] args) {\n    throw new IllegalStateException("no");\n  }\n}\n'); // prettier-ignore
    // A runtime without the agent says the same as one that is given an agent that it lacks.
    folder.write(
      'run.sh',
      'case "$JAVA_TOOL_OPTIONS" in *jdwp*) echo "Error occurred during initialization of VM"; echo "Could not find agent library jdwp on the library path"; exit 1;; esac\nexec java -XX:TieredStopAtLevel=1 Main.java\n',
    );
    const { baseline, verdict } = await valuesOf(['sh', 'run.sh']);
    deepStrictEqual([baseline.outcome, verdict.frames], ['unresolved', []]);
    match(baseline.why ?? '', /Java runtime has no debugger agent \(jdwp\), which every JDK has/);
  });

  it('cannot be followed elsewhere, which is said', async () => {
    folder.write('Main.java', 'class Main {\n  public static void main(String[] args) {\n    throw new IllegalStateException("no");\n  }\n}\n'); // prettier-ignore
    const options = { command: [...JAVA, 'Main.java'], cwd: folder.path, root: folder.path, assets: await builtInstruments() };
    const value = { file: 'Main.java', line: 3, expression: 'args' };
    const { baseline, verdict } = await traceExperiment(options, value, syntax, openTrees(packagedGrammars));
    match(baseline.why ?? '', /follows values only in JavaScript, TypeScript and Python, not in the JVM/);
    deepStrictEqual(verdict.hops, []);
    strictEqual(existsSync(`${folder.path}/Main.class`), false);
  });
});
