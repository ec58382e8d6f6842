import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../../..');
const themes = join(root, 'test/browser/themes');
/** What WCAG asks of icons. */
const leastContrast = 3;

const base = readFileSync(join(root, 'src/webview/css/base.css'), 'utf8');

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

describe('the colours of states', () => {
  for (const name of readdirSync(themes).filter((each) => each.endsWith('.json')))
    for (const state of ['good', 'bad', 'warn', 'accent'])
      it(`${state} is seen in ${name}`, () => {
        const variables = (JSON.parse(readFileSync(join(themes, name), 'utf8')) as { variables: Record<string, string> }).variables;
        const definition = new RegExp(`--${state}: (.*);`).exec(base)?.[1] ?? '';
        const colour = [...definition.matchAll(/--vscode-[\w-]+/g)].map(([each]) => variables[each]).find(Boolean) ?? '';
        for (const background of ['--vscode-editor-background', '--vscode-sideBar-background']) {
          const found = contrast(colour, variables[background] ?? '');
          assert.ok(found >= leastContrast, `${colour} on ${variables[background]}: ${found.toFixed(1)}`);
        }
      });
});
