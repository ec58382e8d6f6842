import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import { DiagnosisPipeline } from '../../../src/node/diagnosisPipeline';
import { TempFolder } from '../../support/gitRepository';

const cart = `export interface Cart {
  lines: string[];
}

export function countLines(cart: Cart | undefined): number {
  return cart!.lines.length;
}
`;
const main = `import { countLines } from './cart';

const button = { onClick: () => countLines(JSON.parse('null')) };
try {
  button.onClick();
} catch (error) {
  console.log((error as Error).stack);
}
`;

describe('a production bundle', () => {
  let place: TempFolder;
  beforeEach(() => {
    place = new TempFolder();
    place.write('.gitignore', 'dist\n');
    place.write('web/package.json', '{}');
    place.write('web/src/cart.ts', cart);
    place.write('web/src/main.ts', main);
  });
  afterEach(() => place.dispose());

  async function bundle(options: BuildOptions = {}): Promise<string> {
    const outdir = join(place.path, 'web/dist/assets');
    const entryPoints = [join(place.path, 'web/src/main.ts')];
    await build({ entryPoints, outdir, bundle: true, minify: true, sourcemap: true, entryNames: '[name]-[hash]', ...options });
    return join(outdir, readdirSync(outdir).find((name) => name.endsWith('.js')) ?? '');
  }

  /** Its output in a page that loaded it from a web server. */
  function traceOf(file: string): string {
    const printed = execFileSync(process.execPath, [file], { encoding: 'utf8' });
    return printed.replaceAll(file, `https://cdn.example.com/shop/assets/${file.slice(file.lastIndexOf('/') + 1)}`);
  }

  async function placesOf(text: string): Promise<string[]> {
    const line = new DiagnosisPipeline({ roots: [place.path], ignore: [], runGit: false, assets: '' });
    const { errors } = await line.capture({ text });
    return errors.flatMap(({ frames }) => frames.map(({ file, line: at }) => `${file}:${at}`));
  }

  it('is found in the build folders by the URL in the failure', async () => {
    const places = await placesOf(traceOf(await bundle()));
    assert.deepEqual(places.slice(0, 3), ['web/src/cart.ts:6', 'web/src/main.ts:3', 'web/src/main.ts:5']);
  });

  it('has a source map of more than 5 MB', async () => {
    place.write('web/src/main.ts', `${main}// ${'long '.repeat(1_500_000)}\n`);
    const places = await placesOf(traceOf(await bundle()));
    assert.deepEqual(places.slice(0, 2), ['web/src/cart.ts:6', 'web/src/main.ts:3']);
  });

  it('was rebuilt since: the URL stays', async () => {
    const trace = traceOf(await bundle({ entryNames: 'main', minify: false }));
    place.write('web/src/main.ts', 'console.log(1);\n');
    await bundle({ entryNames: 'main', minify: false });
    for (const each of (await placesOf(trace)).slice(0, 3)) assert.match(each, /^https:\/\/cdn\.example\.com\/shop\/assets\/main\.js:/);
  });
});
