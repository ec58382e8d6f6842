import { deepStrictEqual, match } from 'node:assert';
import { runEnvironment } from '../../../../src/node/experiments/runEnvironment';

const ADDED = { env: { DEBUG_CONTEXT_RUN: 'x' }, nodePreloads: ['/a b/preload.cjs'], pythonPaths: ['/python'] };

describe('runEnvironment', () => {
  it("adds to the person's own options, and quotes paths", () => {
    const { NODE_OPTIONS, PYTHONPATH } = runEnvironment({ NODE_OPTIONS: '--no-warnings' }, { PYTHONPATH: '/own' }, ADDED);
    deepStrictEqual([NODE_OPTIONS, PYTHONPATH], ['--no-warnings --require "/a b/preload.cjs"', '/python:/own']);
  });

  it("hands the edited files to Go's compiler, besides the person's own flags", () => {
    const { GOFLAGS } = runEnvironment({ GOFLAGS: '-mod=mod' }, {}, { ...ADDED, goFlags: ['-overlay=/a b/go.json'] });
    deepStrictEqual(GOFLAGS, "-mod=mod '-overlay=/a b/go.json'");
  });

  it('makes tox pass on the variables of the instruments, besides those it is told to', () => {
    const { TOX_OVERRIDE } = runEnvironment({ TOX_OVERRIDE: 'testenv.skip_install=true' }, {}, ADDED);
    match(TOX_OVERRIDE ?? '', /^testenv\.skip_install=true;testenv\.pass_env\+=PYTHONPATH,.*DEBUG_CONTEXT_\*$/);
  });

  it('attaches to Java as a debugger does, unless the person debugs it', () => {
    const added = { ...ADDED, javaAgents: ['-agentlib:jdwp=address=1'] };
    const { JAVA_TOOL_OPTIONS, JDK_JAVAC_OPTIONS } = runEnvironment(
      { JAVA_TOOL_OPTIONS: '-Xmx1g' },
      { JDK_JAVAC_OPTIONS: '-Werror' },
      added,
    );
    deepStrictEqual([JAVA_TOOL_OPTIONS, JDK_JAVAC_OPTIONS], ['-Xmx1g -agentlib:jdwp=address=1', '-Werror -g']);
    const own = runEnvironment({ JDK_JAVA_OPTIONS: '-agentlib:jdwp=server=y' }, {}, added);
    deepStrictEqual([own['JAVA_TOOL_OPTIONS'], own['JDK_JAVAC_OPTIONS']], [undefined, undefined]);
  });
});
