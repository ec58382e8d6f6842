import { deepStrictEqual, match, strictEqual } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ExperimentRunner } from '../../../../src/node/experiments/experimentRunner';
import { keepReports } from '../../../../src/node/experiments/preload/keepReports.cjs';
import { junitReports } from '../../../../src/node/experiments/junitReports';
import { TempFolder } from '../../../support/gitRepository';
import { JAVA, JAVAC } from '../../../support/javaStarts';
import { usualIsolation } from '../../../support/usualIsolation';

const MAIN = `import java.util.Map;

public class Main {
    static int price(Map<String, Integer> prices, String name) {
        return prices.get(name);
    }

    public static void main(String[] args) {
        System.out.println(price(Map.of("pear", 4), "plum"));
    }
}
`;
const diffOf = (file: string, line: number, before: string, after: string): string =>
  `--- a/${file}\n+++ b/${file}\n@@ -${line} +${line} @@\n-${before}\n+${after}\n`;
const LINE = '        return prices.get(name);';
const RIGHT = '        return prices.getOrDefault(name, 0);';
/** As Debian installs it. */
const CONSOLE = '/usr/share/java/junit-platform-console-standalone.jar';

const hasJdk = spawnSync('javac', ['-version']).status === 0;

describe('an experiment on Java', function () {
  this.timeout(300_000);
  let folder: TempFolder;
  beforeEach(function () {
    if (!hasJdk) this.skip();
    folder = new TempFolder();
  });
  afterEach(() => folder.dispose());
  const verify = (command: readonly string[], diff: string) =>
    new ExperimentRunner({ command, cwd: folder.path, root: folder.path }).verify(diff);

  it('proves a fix of a single file, by a throw in its class', async () => {
    folder.write('Main.java', MAIN);
    const { isolation, canary, runs, baseline, verdict } = await verify([...JAVA, 'Main.java'], diffOf('Main.java', 5, LINE, RIGHT));
    deepStrictEqual([isolation, canary, verdict.unproven, verdict.agreed, runs], [await usualIsolation(), true, true, [2, 2], 6]);
    strictEqual(baseline.error?.type, 'java.lang.NullPointerException');
    strictEqual(readFileSync(join(folder.path, 'Main.java'), 'utf8'), MAIN);
  });

  it('says that the code does not build where the compiler refuses a fix', async () => {
    folder.write('src/Main.java', MAIN);
    const command = ['sh', '-c', `${JAVAC.join(' ')} -d out src/Main.java && ${JAVA.join(' ')} -cp out Main`];
    const { canary, verdict } = await verify(command, diffOf('src/Main.java', 5, LINE, '        return prices.get(name)'));
    deepStrictEqual([canary, verdict.outcome], [true, 'unresolved']);
    deepStrictEqual(verdict.notes, ["The code does not build: ';' expected (src/Main.java:5)."]);
  });

  it('claims nothing where the command runs classes that were compiled before', async () => {
    folder.write('Main.java', MAIN);
    strictEqual(spawnSync('javac', [...JAVAC.slice(1), 'Main.java'], { cwd: folder.path }).status, 0);
    const { canary, verdict } = await verify([...JAVA, 'Main'], diffOf('Main.java', 5, LINE, RIGHT));
    deepStrictEqual([canary, verdict.outcome], [false, 'unresolved']);
    match(verdict.notes.join(' '), /does not read (?:it|them)\..*compiled earlier/);
  });

  it("proves a fix on JUnit's console, by the test that passes", async function () {
    if (!existsSync(CONSOLE)) this.skip();
    folder.write('src/Main.java', MAIN);
    folder.write(
      'src/MainTest.java',
      'import static org.junit.jupiter.api.Assertions.assertEquals;\nimport java.util.Map;\nimport org.junit.jupiter.api.Test;\n\nclass MainTest {\n  @Test void isFree() { assertEquals(0, Main.price(Map.of(), "plum")); }\n  @Test void hasPrice() { assertEquals(4, Main.price(Map.of("pear", 4), "pear")); }\n}\n',
    );
    const jars = ['junit-platform-console-standalone', 'junit-jupiter-api', 'junit-jupiter-engine', 'opentest4j', 'apiguardian-api'];
    const path = [
      ...jars,
      'junit-platform-commons',
      'junit-platform-engine',
      'junit-platform-launcher',
      'junit-platform-reporting',
      'picocli',
    ]
      .map((name) => join(dirname(CONSOLE), `${name}.jar`))
      .join(':');
    const run = `${JAVA.join(' ')} -cp out:${path} org.junit.platform.console.ConsoleLauncher execute --scan-classpath=out`;
    const command = ['sh', '-c', `${JAVAC.join(' ')} -d out -cp ${path} src/*.java && ${run}`];
    const { isolation, verdict } = await verify(command, diffOf('src/Main.java', 5, LINE, RIGHT));
    deepStrictEqual([isolation, verdict.outcome, verdict.others, verdict.notes], [await usualIsolation(), 'gone', 'asBefore', []]);
  });
});

describe('the reports of a build', () => {
  it('are read where the run wrote them, in every module', async () => {
    const folder = new TempFolder();
    try {
      const old = join(folder.path, 'target/surefire-reports/TEST-old.xml');
      folder.write('target/surefire-reports/TEST-old.xml', 'old');
      utimesSync(old, 1, 1);
      folder.write('target/surefire-reports/TEST-new.xml', 'new');
      folder.write('target/surefire-reports/new.txt', 'no report');
      folder.write('modules/shop/build/test-results/test/TEST-shop.xml', 'shop');
      folder.write('modules/cart/target/failsafe-reports/TEST-cart.xml', 'cart');
      mkdirSync(join(folder.path, 'node_modules/x/target/surefire-reports'), { recursive: true });
      folder.write('node_modules/x/target/surefire-reports/TEST-x.xml', 'x');
      keepReports(folder.path, join(folder.path, 'kept'), Date.now() - 60_000);
      deepStrictEqual((await junitReports(join(folder.path, 'kept'))).sort(), ['cart', 'new', 'shop']);
    } finally {
      folder.dispose();
    }
  });
});
