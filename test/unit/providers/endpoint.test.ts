import assert from 'node:assert/strict';
import { parseEndpoint } from '../../../src/providers/endpoint';

describe('parseEndpoint', () => {
  it('takes a base URL apart', () => {
    assert.deepEqual(parseEndpoint(' https://my.openai.azure.com/openai/deployments/gpt/?api-version=2024-10-21 '), {
      baseUrl: 'https://my.openai.azure.com/openai/deployments/gpt',
      query: { 'api-version': '2024-10-21' },
      host: 'my.openai.azure.com',
      local: false,
      azure: true,
    });
  });

  it('recognises this machine and private networks', () => {
    const local = (host: string) => parseEndpoint(`http://${host}/v1`).local;
    for (const host of [
      'localhost:11434',
      '127.0.0.1',
      '127.8.8.8:1',
      '[::1]:1234',
      '10.0.0.3',
      '192.168.1.5',
      '172.16.0.1',
      '172.31.9.9',
      '169.254.1.1',
      'gpu-box',
      'nas.local',
      'ai.lan',
      '[fd00::1]',
      '[fe80::1]',
    ]) {
      assert.equal(local(host), true, host);
    }
    for (const host of [
      'api.openai.com',
      '8.8.8.8',
      '172.32.0.1',
      '172.15.0.1',
      '192.169.0.1',
      '[2001:db8::1]',
      'localhost.evil.com',
      '127.0.0.1.evil.com',
      'evil.com',
    ]) {
      assert.equal(local(host), false, host);
    }
  });
});
