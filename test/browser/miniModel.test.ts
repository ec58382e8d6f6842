import assert from 'node:assert/strict';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import { root } from '../../scripts/runCommand.mjs';
import { launchChromium } from '../../scripts/vscode/chromium.mjs';
import { modelInputs } from '../../src/model/modelInputs';
import type { ModelSizes } from '../../src/model/modelSizes';
import type { Reading } from '../../src/model/reading';
import { modelGraph } from '../../training/graph/modelGraph';
import { plainForward } from '../support/plainForward';
import { randomWeights } from '../support/randomModel';

const ORIGIN = 'http://mini-model.test';

const sizes: ModelSizes = {
  layers: 1,
  heads: 2,
  width: 16,
  vocabulary: 40,
  tokenFlags: 6,
  rowFeatures: 5,
  lineFeatures: 3,
  functionFeatures: 4,
  lineAssertion: 1,
  functionAssertion: 2,
  lineJava: 2,
  functionJava: 0,
  headHidden: 4,
  classes: 11,
  embedding: 8,
};

const reading: Reading = {
  language: 'javascript',
  rows: [0, 1, 1].map((fn, index) => ({
    section: 'code',
    text: 'a b',
    tokens: [2, 6 + index, 9].map((id) => ({ id, start: 0, end: 1, flags: index })),
    features: [index],
    function: fn,
    lineFeatures: [0.1 * index, 0, 1],
  })),
  functions: [{ features: [1, 0, 0, 0.5] }, { features: [0, 1, 1, 0.25] }],
};

/** The part in the page: loads the model as the extension does, by fetching its files. */
const PAGE = `
import { MiniModel } from './src/model/miniModel';
globalThis.rank = async (sizes, reading) => {
  const bytes = async (name) => new Uint8Array(await (await fetch('/' + name)).arrayBuffer());
  const model = await MiniModel.load({ graph: await bytes('graph'), sizes });
  const { line, function: functions } = model.score(reading);
  return { line: [...line], functions: [...functions] };
};
`;

describe('mini-model in a browser', () => {
  let browser: Browser;

  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());

  it('gives the same scores as the plain model', async () => {
    const weights = randomWeights(sizes, 5);
    const { outputFiles } = await build({
      stdin: { contents: PAGE, resolveDir: root, loader: 'ts' },
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'browser',
      logLevel: 'silent',
    });
    const page = await browser.newPage();
    await page.route(`${ORIGIN}/**`, async (route) => {
      const name = new URL(route.request().url()).pathname.slice(1);
      if (name === '') return route.fulfill({ contentType: 'text/html', body: '<script type="module" src="/page.js"></script>' });
      if (name === 'page.js') return route.fulfill({ contentType: 'text/javascript', body: outputFiles[0]?.text ?? '' });
      return route.fulfill({ contentType: 'application/octet-stream', body: Buffer.from(modelGraph(weights)) });
    });
    await page.goto(`${ORIGIN}/`);
    await page.waitForFunction(() => 'rank' in globalThis);
    const { line, functions } = await page.evaluate(([given, read]) => (globalThis as unknown as { rank: Rank }).rank(given, read), [
      sizes,
      reading,
    ] as const);
    const plain = plainForward(weights, modelInputs(reading, sizes));
    plain.line.forEach((logit, i) => assert.ok(Math.abs(logit - (line[i] ?? 0)) < 1e-4, `${logit} and ${line[i]}`));
    plain.function.forEach((logit, i) => assert.ok(Math.abs(logit - (functions[i] ?? 0)) < 1e-4, `${logit} and ${functions[i]}`));
  });
});

type Rank = (sizes: ModelSizes, reading: Reading) => Promise<{ line: number[]; functions: number[] }>;
