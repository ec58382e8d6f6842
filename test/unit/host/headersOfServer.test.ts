import assert from 'node:assert/strict';
import { headersOfServer } from '../../../src/host/headersOfServer';

describe('headersOfServer', () => {
  const own = { Authorization: 'Bearer mine' };
  const theirs = { 'X-Team': 'shop' };

  it('keeps the headers of the person from a server that the workspace names', () => {
    for (const level of ['workspaceValue', 'workspaceFolderValue'] as const) {
      const baseUrl = { globalValue: 'https://mine.example', [level]: 'https://theirs.example' };
      assert.deepEqual(headersOfServer(baseUrl, { globalValue: own }), {});
      assert.deepEqual(headersOfServer(baseUrl, { globalValue: own, [level]: theirs }), theirs);
    }
  });

  it('sends the headers of the person to their own server, and none that a workspace adds', () => {
    const headers = { globalValue: own, workspaceValue: theirs };
    assert.deepEqual(headersOfServer({ globalValue: 'https://mine.example' }, headers), own);
    assert.deepEqual(headersOfServer({}, headers), own);
    assert.deepEqual(headersOfServer(undefined, undefined), {});
  });
});
