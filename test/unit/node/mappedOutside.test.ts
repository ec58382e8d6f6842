import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DiagnosisPipeline } from '../../../src/node/diagnosisPipeline';
import { COLLECT_OPTIONS } from '../../support/collectOptions';
import { TempFolder } from '../../support/gitRepository';

const OPTIONS = { ...COLLECT_OPTIONS, redactEmails: false, redactHome: false };
const MARK = 'knownOnlyOutside';

describe('sources that a map names', () => {
  const assets = new TempFolder();
  const place = new TempFolder();
  const workspace = join(place.path, 'shop');
  const outside = join(place.path, 'other/src/secret.ts');
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };
  before(() => {
    mkdirSync(assets.path, { recursive: true });
    symlinkSync(resolve('node_modules/@vscode/tree-sitter-wasm/wasm'), join(assets.path, 'grammars'));
    write(outside, `export function total(${MARK}) {\n  return ${MARK}.length;\n}\n`);
    write(join(workspace, 'src/cart.ts'), 'export function total(lines) {\n  return lines.length;\n}\n');
    symlinkSync(outside, join(workspace, 'src/linked.ts'));
  });
  after(() => {
    assets.dispose();
    place.dispose();
  });

  /** The prompt for a failure in `dist/app.js`, whose first line is mapped to the second line of a source. */
  const promptWith = async (map: object, inline = false, trace = `at total (${workspace}/dist/app.js:1:1)`): Promise<string> => {
    const text = JSON.stringify(map);
    const url = inline ? `data:application/json;base64,${Buffer.from(text).toString('base64')}` : 'app.js.map';
    write(join(workspace, 'dist/app.js'), `throw new TypeError('x');\n//# sourceMappingURL=${url}\n`);
    write(join(workspace, 'dist/app.js.map'), text);
    const pipeline = new DiagnosisPipeline({ roots: [workspace], assets: assets.path, ignore: [], runGit: false });
    const report = await pipeline.capture({
      text: `TypeError: Cannot read properties of undefined (reading 'length')\n    ${trace}`,
    });
    return (await pipeline.collect(report, OPTIONS, [])).prompt.text;
  };
  const flat = (source: string, more: object = {}) => ({ version: 3, names: [], sources: [source], mappings: 'AACA', ...more });
  const url = () => pathToFileURL(outside).href;

  const forms: Record<string, () => object> = {
    'an absolute path': () => flat(outside),
    'a file: URL': () => flat(url()),
    'a file: URL with a host': () => flat(url().replace('file://', 'file://localhost')),
    'a file: URL in capitals': () => flat(url().replace('file:', 'FILE:')),
    'a file: URL with percent signs': () => flat(url().replace('secret', '%73ecret')),
    'a path through the workspace': () => flat(`${workspace}/src/../../other/src/secret.ts`),
    'a path with ..': () => flat('../../other/src/secret.ts'),
    'a path with encoded ..': () => flat('%2e%2e/%2e%2e/other/src/secret.ts'),
    'a path with back slashes': () => flat('..\\..\\other\\src\\secret.ts'),
    'a link in the workspace': () => flat('../src/linked.ts'),
    'a name below an absolute sourceRoot': () => flat('secret.ts', { sourceRoot: dirname(outside) }),
    'a name below a sourceRoot at /': () => flat(outside.slice(1), { sourceRoot: '/' }),
    'a name below a file: sourceRoot': () => flat('secret.ts', { sourceRoot: pathToFileURL(dirname(outside)).href }),
    'a name below a sourceRoot with ..': () => flat('secret.ts', { sourceRoot: '../../other/src/' }),
    "a bundler's address with ..": () => flat('webpack://shop/../../other/src/secret.ts'),
    "a bundler's absolute address": () => flat(`webpack://shop/${outside}`),
    "Vite's address of the disk": () => flat(`/@fs${outside}`),
    'a section of an index map': () => ({ version: 3, sections: [{ offset: { line: 0, column: 0 }, map: flat(url()) }] }),
    'a section below a sourceRoot': () => ({
      version: 3,
      sections: [{ offset: { line: 0, column: 0 }, map: flat('secret.ts', { sourceRoot: dirname(outside) }) }],
    }),
  };
  for (const [form, map] of Object.entries(forms)) {
    for (const inline of [false, true]) {
      it(`are not read outside the workspace: ${form}, in ${inline ? 'an inline map' : 'a map beside the file'}`, async () => {
        const prompt = await promptWith(map(), inline);
        assert.ok(prompt.includes('TypeError'), prompt);
        assert.ok(!prompt.includes(MARK), prompt);
      });
    }
  }

  it('are not read outside the workspace for a frame that is in the trace beside one that a map made', async () => {
    assert.ok((await promptWith(flat('../src/cart.ts'), false, `at total (${outside}:2:1)`)).includes(MARK), 'the trace names the file');
    const both = await promptWith(
      flat(outside),
      false,
      `at total (${workspace}/dist/app.js:1:1)\n    at main (${workspace}/src/cart.ts:2:1)`,
    );
    assert.ok(!both.includes(MARK), both);
  });

  it('are read in the workspace, by an absolute path, a file: URL and the path of a container', async () => {
    for (const source of [join(workspace, 'src/cart.ts'), pathToFileURL(join(workspace, 'src/cart.ts')).href, '/srv/app/src/cart.ts']) {
      const prompt = await promptWith(flat(source));
      assert.ok(prompt.includes('return lines.length;'), `${source}\n${prompt}`);
    }
  });
});
