import { deepStrictEqual } from 'node:assert';
import { readErrors } from '../../../../support/readErrors';

describe('goStack', () => {
  it('reads the stack and the error of a log record of zap', () => {
    const text = String.raw`{"level":"error","msg":"panic recovered","error":"runtime error: invalid memory address","stacktrace":"main.(*Cart).Total\n\t/app/cart.go:9\nmain.handle\n\t/app/main.go:17\nnet/http.HandlerFunc.ServeHTTP\n\t/usr/local/go/src/net/http/server.go:2166"}`;
    deepStrictEqual(readErrors(text), [
      {
        said: 'runtime error: invalid memory address',
        role: 'thrown',
        frames: [
          'main.(*Cart).Total /app/cart.go:9',
          'main.handle /app/main.go:17',
          'net/http.HandlerFunc.ServeHTTP /usr/local/go/src/net/http/server.go:2166',
        ],
      },
    ]);
  });

  it('reads the output of pkg/errors, with its message up to the log record', () => {
    const text = `2024/11/25 10:00:04 listening
2024/11/25 10:00:05 load cart: open cart.json: no such file or directory
open cart.json
main.load
	/app/cart.go:9
main.main
	/app/main.go:7
2024/11/25 10:00:06 stopped
`;
    deepStrictEqual(readErrors(text), [
      {
        said: 'load cart: open cart.json: no such file or directory\nopen cart.json',
        role: 'thrown',
        frames: ['main.load /app/cart.go:9', 'main.main /app/main.go:7'],
      },
    ]);
    deepStrictEqual(readErrors('cart_test.go:25: x\n\t/app/cart.go:9\n'), []);
  });
});
