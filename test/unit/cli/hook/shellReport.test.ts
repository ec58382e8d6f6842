import assert from 'node:assert/strict';
import fc from 'fast-check';
import { failedShellReport } from '../../../../src/cli/hook/shellReport';

const TRACE = "TypeError: Cannot read properties of undefined (reading 'length')\n    at total (/work/src/cart.js:6:30)\n";
const PYTHON = 'Traceback (most recent call last):\n  File "shop.py", line 7, in <module>\n    total(None)\nTypeError: no\n';

/** What a shell tool of each agent reports about a command that failed. */
const FAILED: Record<string, { payload: object; form: string }> = {
  'Claude Code, a failed tool': {
    payload: {
      cwd: '/work',
      hook_event_name: 'PostToolUseFailure',
      tool_name: 'Bash',
      tool_input: { command: 'npm test' },
      error: `Exit code 1\n${TRACE}`,
    },
    form: 'specific',
  },
  'Claude Code, streams without an exit code': {
    payload: {
      cwd: '/work',
      hook_event_name: 'PostToolUse',
      tool_name: 'Bash',
      tool_input: { command: 'npm test | tail -50' },
      tool_response: { stdout: '', stderr: TRACE, interrupted: false },
    },
    form: 'specific',
  },
  'VS Code, a text': {
    payload: {
      cwd: '/work',
      hookEventName: 'PostToolUse',
      tool_name: 'run_in_terminal',
      tool_input: { command: 'npm test' },
      tool_response: `${TRACE}\nCommand exited with code 1`,
    },
    form: 'specific',
  },
  'Codex, JSON in a text': {
    payload: {
      cwd: '/work',
      hook_event_name: 'PostToolUse',
      tool_name: 'shell',
      tool_input: { command: ['bash', '-lc', 'npm test'] },
      tool_response: JSON.stringify({ output: TRACE, metadata: { exit_code: 1 } }),
    },
    form: 'specific',
  },
  'Gemini CLI': {
    payload: {
      cwd: '/work',
      hook_event_name: 'AfterTool',
      tool_name: 'run_shell_command',
      tool_input: { command: 'npm test' },
      tool_response: { llmContent: `Output: ${TRACE}\nExit Code: 1` },
    },
    form: 'specific',
  },
  'Copilot CLI, a result': {
    payload: {
      cwd: '/work',
      toolName: 'bash',
      toolArgs: '{"command":"npm test"}',
      toolResult: { resultType: 'failure', textResultForLlm: TRACE },
    },
    form: 'plain',
  },
  'Copilot CLI, an error': {
    payload: {
      workingDirectory: '/work',
      hookEventName: 'postToolUseFailure',
      toolName: 'bash',
      toolArgs: { command: 'npm test' },
      error: TRACE,
    },
    form: 'plain',
  },
  'Cursor, a command': {
    payload: {
      conversation_id: 'c',
      hook_event_name: 'afterShellExecution',
      workspace_roots: ['/work'],
      command: 'npm test',
      output: TRACE,
    },
    form: 'cursor',
  },
  'Cursor, a tool': {
    payload: {
      conversation_id: 'c',
      cwd: '/work',
      hook_event_name: 'postToolUse',
      tool_name: 'Shell',
      tool_input: { command: 'npm test' },
      tool_output: JSON.stringify({ exitCode: 1, stdout: '', stderr: TRACE }),
    },
    form: 'cursor',
  },
  'content in parts': {
    payload: {
      cwd: '/work',
      hook_event_name: 'PostToolUse',
      tool_name: 'Bash',
      tool_input: { command: 'npm test' },
      tool_response: { is_error: true, content: [{ type: 'text', text: TRACE }] },
    },
    form: 'specific',
  },
};

function claude(tool_response: unknown, command = 'npm test', more: object = {}): string {
  return JSON.stringify({ hook_event_name: 'PostToolUse', tool_name: 'Bash', tool_input: { command }, tool_response, ...more });
}

describe('failedShellReport', () => {
  for (const [name, { payload, form }] of Object.entries(FAILED))
    it(`reads output, folder and form of the answer: ${name}`, () => {
      const report = failedShellReport(JSON.stringify(payload));
      assert.ok(report);
      assert.ok(report.output.includes(TRACE.trim()), JSON.stringify(report));
      assert.equal(report.cwd, '/work');
      assert.equal(report.answer.form, form);
    });

  it('lets errors of other languages through', () => {
    const outputs = [
      PYTHON,
      'panic: boom\n\tmain.go:12 +0x1',
      "thread 'main' panicked at src/main.rs:4:5:\nboom",
      'Exception in thread "main" java.lang.NullPointerException\n\tat Shop.total(Shop.java:7)',
      "shop.rb:3:in `total': undefined method (NoMethodError)",
      'PHP Fatal error:  Uncaught Exception in /work/shop.php:3',
      'Unhandled exception. System.Exception\n   at Shop.Total() in /work/Shop.cs:line 7',
      'src/a.ts(3,5): error TS2322: no',
      'main.cpp:4:3: error: expected ;',
      '--- FAIL: TestTotal (0.00s)\n    shop_test.go:9: got 1',
    ];
    for (const output of outputs) assert.ok(failedShellReport(claude({ stdout: output, stderr: '', exit_code: 1 })), output);
  });

  it('is silent about a command that passed, was interrupted, or only shows other text', () => {
    assert.equal(failedShellReport(claude({ stdout: TRACE, stderr: '', exit_code: 0 })), undefined);
    assert.equal(failedShellReport(claude({ stdout: TRACE, stderr: '', exitCode: '0' })), undefined);
    assert.equal(failedShellReport(claude({ stdout: TRACE, stderr: '', interrupted: true })), undefined);
    assert.equal(failedShellReport(claude(`${TRACE}\nProcess exited with code 0`)), undefined);
    for (const command of ['cat failure.log', 'git log -p', '/usr/bin/grep -rn Error .', 'tail -5 x'])
      assert.equal(failedShellReport(claude({ stdout: TRACE, stderr: '' }, command)), undefined, command);
  });

  it('is silent about a failure without an error or a place, and about tools that are no shell', () => {
    assert.equal(failedShellReport(claude({ stdout: '', stderr: '', exit_code: 1 })), undefined);
    assert.equal(failedShellReport(claude({ stdout: 'done', stderr: 'error', exit_code: 1 })), undefined);
    for (const tool_name of ['Edit', 'Read', 'web_search', 'TodoWrite', 'mcp__notes__add'])
      assert.equal(failedShellReport(claude({ stdout: TRACE, exit_code: 1 }, 'view', { tool_name })), undefined, tool_name);
  });

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.jsonValue().map((value) => claude(value)),
        ),
        (text) => {
          failedShellReport(text);
        },
      ),
    );
  });
});
