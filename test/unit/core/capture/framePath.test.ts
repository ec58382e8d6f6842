import assert from 'node:assert/strict';
import { framePath, packagePath } from '../../../../src/core/capture/framePath';

describe('framePath', () => {
  const cases: [string, string | undefined, boolean?][] = [
    ['/app/src/a.ts', '/app/src/a.ts', true],
    ['src/a.ts', 'src/a.ts', false],
    ['./src/../lib/a.py', 'lib/a.py', false],
    ['C:\\work\\app\\a.cs', 'C:/work/app/a.cs', true],
    ['file:///C:/work/a%20b.js', 'C:/work/a b.js', true],
    ['file:///home/me/a.mjs', '/home/me/a.mjs', true],
    ['webpack:///./src/a.ts', 'src/a.ts', false],
    ['webpack://my-app/./src/a.ts?1f2e', 'src/a.ts', false],
    ['webpack-internal:///(rsc)/./src/app/page.tsx', 'src/app/page.tsx', false],
    ['webpack:////home/me/src/a.ts', '/home/me/src/a.ts', true],
    ['turbopack:///[project]/src/a.ts', 'src/a.ts', false],
    ['http://localhost:5173/src/a.tsx?t=1712', 'src/a.tsx', false],
    ['https://example.com/static/js/main.js', 'static/js/main.js', false],
    ['http://localhost:5173/@fs/home/me/a.ts', '/home/me/a.ts', true],
    ['/@fs/home/me/a.ts', '/home/me/a.ts', true],
    ['app:///dist/a.js', 'dist/a.js', false],
    ['../../src/a.ts', 'src/a.ts', false],
    ['/src/[id]/page (1).tsx', '/src/[id]/page (1).tsx', true],
    ['%E0%A4%A', '%E0%A4%A', false],
    ['<anonymous>', undefined],
    ['<frozen importlib._bootstrap>', undefined],
    ['node:internal/modules/cjs/loader', undefined],
    ['native', undefined],
    ['', undefined],
    ['/', undefined],
  ];
  for (const [file, path, absolute] of cases) {
    it(`reads ${file || 'nothing'}`, () => assert.deepEqual(framePath(file), path === undefined ? undefined : { path, absolute }));
  }

  it('derives the path of a Java class from its function', () => {
    assert.equal(packagePath('java', 'Orders.java', 'com.acme.shop.Orders.load'), 'com/acme/shop/Orders.java');
    assert.equal(packagePath('java', 'Orders.java', 'com.acme.Orders$Cache.lambda$load$0'), 'com/acme/Orders.java');
    assert.equal(packagePath('java', 'Orders.java', 'app//com.acme.Orders.load'), 'com/acme/Orders.java');
    assert.equal(packagePath('java', 'Util.kt', 'com.acme.UtilKt.parse'), 'com/acme/Util.kt');
    assert.equal(packagePath('java', 'Orders.java', 'Orders.load'), undefined);
    assert.equal(packagePath('python', 'a.py', 'b.c.d'), undefined);
  });
});
