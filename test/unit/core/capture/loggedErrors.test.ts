import { deepStrictEqual } from 'node:assert';
import { parseFailure } from '../../../../src/core/capture/captureFailure';

function said(text: string): string[] {
  return parseFailure(text).errors.map(({ type, message, frames }) =>
    [type, message, ...frames.map(({ file, line }) => `${file}:${line}`)].filter(Boolean).join(' | '),
  );
}

describe('errors of a structured log without a trace', () => {
  for (const [name, text, errors] of [
    [
      'slog',
      '{"time":"2026-11-27T20:47:36Z","level":"INFO","msg":"starting"}\n{"time":"2026-11-27T20:47:36Z","level":"ERROR","msg":"cannot start","error":"load prices: no such file"}\nexit status 1\n',
      ['load prices: no such file'],
    ],
    [
      'zerolog',
      '{"level":"error","error":"no such file","caller":"shop/main.go:13","message":"cannot start"}\n',
      ['no such file | shop/main.go:13'],
    ],
    ['a record of key and value', 'time="2026-11-27T20:47:32Z" level=fatal msg="no route to the db"\n', ['no route to the db']],
    [
      'pino',
      '{"level":50,"time":1795790754765,"err":{"type":"RangeError","message":"no price"},"msg":"failed"}\n',
      ['RangeError | no price'],
    ],
    ['one that is told twice, once', '{"level":"error","msg":"no price"}\n{"level":"error","msg":"no price"}\n', ['no price']],
    ['none where the level is below an error', '{"level":"info","msg":"error: none"}\nlevel=warn msg="slow"\n', []],
  ] as const)
    it(`are read: ${name}`, () => deepStrictEqual(said(text), [...errors]));
});
