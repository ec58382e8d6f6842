import { deepStrictEqual } from 'node:assert';
import { parseFailure } from '../../../../../src/core/capture/captureFailure';
import { errorLines as read, frameText } from '../../../../support/readErrors';

describe('build tools and scripts', () => {
  it('reads an error of CMake with the files that include it', () => {
    deepStrictEqual(
      read(
        'CMake Error at cmake/app.cmake:4 (add_executable):\n  Cannot find source file:\n\n    src/mian.cpp\nCall Stack (most recent call first):\n  CMakeLists.txt:9 (include)\n\n\nCMake Generate step failed.  Build files cannot be regenerated correctly.\n',
      ),
      ['CMake Error: Cannot find source file:\nsrc/mian.cpp @ add_executable cmake/app.cmake:4 include CMakeLists.txt:9'],
    );
  });

  it("reads the line of Gradle's script, but no second error for a task that failed", () => {
    deepStrictEqual(
      read(
        "FAILURE: Build failed with an exception.\n\n* Where:\nBuild file '/app/build.gradle' line: 4\n\n* What went wrong:\nA problem occurred evaluating root project 'x'.\n> Could not find method implementatio() for arguments [x:y:1].\n\n* Try:\nRun with --stacktrace option to get the stack trace.\n\nBUILD FAILED in 25s\n",
      ),
      [
        "Gradle: A problem occurred evaluating root project 'x'.\nCould not find method implementatio() for arguments [x:y:1]. @ /app/build.gradle:4",
      ],
    );
    deepStrictEqual(
      read(
        "/app/src/A.java:7: error: ';' expected\n  return sum\n            ^\n1 error\n\nFAILURE: Build failed with an exception.\n\n* What went wrong:\nExecution failed for task ':compileJava'.\n> Compilation failed; see the compiler error output for details.\n",
      ),
      ["error: ';' expected @ /app/src/A.java:7:13"],
    );
  });

  it("reads a shell's message about a line of its script, and no line of a log", () => {
    deepStrictEqual(read('deploy.sh: line 4: count: unbound variable\n'), [': count: unbound variable @ deploy.sh:4']);
    deepStrictEqual(read('./ci/run.sh: 12: name: parameter not set\n'), [': name: parameter not set @ ./ci/run.sh:12']);
    deepStrictEqual(read('run.sh: line 5: syntax error: unexpected end of file\n'), [': syntax error: unexpected end of file @ run.sh:5']);
    deepStrictEqual(read('deploy.sh: line 4: done\nrun.sh: 3: 200 services started\n'), []);
  });

  it("reads the place in a bundler's message, without its own frames", () => {
    const [rollup] = parseFailure(
      '[!] RollupError: src/main.js (1:9): "area" is not exported by "src/shapes.js", imported by "src/main.js".\nhttps://rollupjs.org/troubleshooting/#error-name-is-not-exported-by-module\nsrc/main.js (1:9)\n1: import { area } from \'./shapes.js\';\n            ^\n    at getRollupError (/app/node_modules/rollup/dist/shared/parseAst.js:326:41)\n    at Module.error (/app/node_modules/rollup/dist/shared/rollup.js:20306:28)\n',
    ).errors;
    deepStrictEqual([rollup?.type, rollup && frameText(rollup.frames[0]!)], ['RollupError', 'src/main.js:1:10']);
    const [vite] = parseFailure(
      'error during build:\nBuild failed with 1 error:\n\n[MISSING_EXPORT] "formatt" is not exported by "src/format.js".\n   ╭─[ src/main.js:1:10 ]\n   │\n 1 │ import { formatt } from \'./format.js\';\n   │          ───┬───\n   │             ╰───── Missing export\n───╯\n\n    at aggregateBindingErrorsIntoJsError (file:///app/node_modules/rolldown/dist/shared/error.mjs:50:18)\n    at #build (file:///app/node_modules/rolldown/dist/shared/rolldown.mjs:146:34)\n',
    ).errors;
    deepStrictEqual(vite && frameText(vite.frames[0]!), 'src/main.js:1:10');
  });

  it("keeps a test's line of progress and a later warning out of errors", () => {
    const fixture =
      "E                                                                        [100%]\n==================================== ERRORS ====================================\n___________________________ ERROR at setup of test_ok ___________________________\nfile /app/test_api.py, line 9\n  def test_ok(clint):\nE       fixture 'clint' not found\n>       available fixtures: cache, client\n\n/app/test_api.py:9\n";
    deepStrictEqual(
      [...read(fixture), ...read(`${fixture}${fixture}`)].map((each) => each.slice(0, 27)),
      Array.from({ length: 3 }, () => ": fixture 'clint' not found"),
    );
    deepStrictEqual(
      read(
        'Traceback (most recent call last):\n  File "/app/a.py", line 10, in main\n    print(user["name"])\nTypeError: \'coroutine\' object is not subscriptable\n<sys>:0: RuntimeWarning: coroutine \'fetch\' was never awaited\n',
      ),
      ["TypeError: 'coroutine' object is not subscriptable @ main /app/a.py:10"],
    );
  });
});
