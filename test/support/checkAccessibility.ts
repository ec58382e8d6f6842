import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import type { AxeResults } from 'axe-core';
import type { Frame } from 'playwright-core';

/** Runs axe inside a frame and returns its serious and critical violations, each as one line with the affected elements. */
export async function seriousViolations(frame: Frame): Promise<string[]> {
  const require = createRequire(__filename);
  await frame.evaluate(await readFile(require.resolve('axe-core/axe.min.js'), 'utf8'));
  // A webview is transparent over the editor; axe sees only the frame and would assume a white background.
  await frame.evaluate(() => (document.documentElement.style.backgroundColor = 'var(--vscode-editor-background)'));
  const results = await frame.evaluate(() => (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run());
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map(({ html }) => html.slice(0, 200)).join('\n  ')}`);
}
