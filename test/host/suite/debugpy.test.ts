import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as vscode from 'vscode';
import type { TestApi } from '../../../src/extension';
import type { Host } from '../../../src/host/createHost';
import { collected, debugFrameOfException, freshHost, testApi, waitFor, workspaceFile } from './support';

/** Contributed by the manifest of the test run; see scripts/testHost.mjs. */
const type = 'debugpy';
const python = '/usr/bin/python3';

describe('a second debug adapter: debugpy', () => {
  let host: Host;
  let api: TestApi;

  before(function () {
    try {
      execFileSync(python, ['-c', 'import debugpy'], { stdio: 'ignore' });
    } catch {
      this.skip();
    }
  });

  beforeEach(async () => {
    api = await testApi();
    host = await freshHost();
  });

  it('gives the exception with its cause, the frames, and the locals of the workspace, limited and without secrets', async function () {
    const program = workspaceFile('src/crash.py').fsPath;
    const configuration = { type, request: 'launch', name: 'crash.py', program, python, console: 'internalConsole' };
    try {
      await debugFrameOfException(api, configuration, 'src/crash.py');
      const { source, reports, values, evidence } = await collected(host);
      const errors = reports[0]?.errors ?? [];
      const failureEvidence = evidence.collected?.evidence;
      const shown = JSON.stringify({ errors, values }, undefined, 1);

      assert.equal(source, 'debugger');
      assert.equal(errors[0]?.type.replace(/^.*\./, ''), 'RuntimeError', shown);
      assert.match(errors[0]?.message ?? '', /no report/);
      assert.equal(errors[0]?.language, 'python');
      const workspaceFrames = (index: number) =>
        errors[index]?.frames.filter(({ origin }) => origin === 'workspace').map(({ function: name, line }) => `${name}:${line}`);
      assert.deepEqual(workspaceFrames(0), ['report:20', '<module>:23'], shown);
      assert.deepEqual([errors[1]?.type, errors[1]?.role], ['AttributeError', 'cause'], shown);
      assert.equal(workspaceFrames(1)?.[0], 'price_of:9', shown);

      const names = values.map(({ name }) => name);
      for (const name of ['prices', 'names', 'password', 'history', 'nested']) assert.ok(names.includes(name), `${name}: ${shown}`);
      assert.ok(
        values.every(({ value }) => value.length <= 400),
        'values are cut',
      );
      assert.ok(!JSON.stringify(values).includes('too deep'), 'members of members are not read');
      assert.ok(!JSON.stringify(failureEvidence).includes('hunter2-Xk93qPz71LmW'), 'a secret is in the failureEvidence');
    } finally {
      await vscode.debug.stopDebugging();
      await waitFor('the end of the session', () => api.stops.currentException === undefined);
    }
  });
});
