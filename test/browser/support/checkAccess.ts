import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults, ElementContext, RunOptions } from 'axe-core';
import type { Frame, Page } from 'playwright-core';

/** The rules of axe that depend on the colours of a theme; all others judge the document alone. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

export interface AccessOptions {
  /** What is looked at, for the message. */
  what: string;
  /** Selector of the part to judge; the whole page where it is absent. */
  part?: string;
  /** Another theme of a document that all rules have judged: only the rules that depend on its colours. */
  coloursOnly?: boolean;
  /** Moderate and minor violations fail too. */
  evenMinor?: boolean;
}

interface Axe {
  run(context: ElementContext, options: RunOptions): Promise<AxeResults>;
}

/** Fails for a serious accessibility violation, and for text that has the colour of its background. */
export async function checkAccess(page: Page | Frame, { what, part, coloursOnly, evenMinor }: AccessOptions): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(await axeSource());
  const { violations, incomplete } = await page.evaluate(
    async ({ context, options }) => {
      // Everything that passes would be described, too, and take longer than the judgement.
      const found = await (window as unknown as { axe: Axe }).axe.run(context ?? document, options);
      return { violations: found.violations, incomplete: found.incomplete };
    },
    {
      context: part,
      options: {
        resultTypes: ['violations', 'incomplete'],
        preload: false,
        ...(coloursOnly && { runOnly: COLOUR_RULES }),
      } satisfies RunOptions,
    },
  );
  assert.deepEqual(textOfItsBackground(incomplete), [], what);
  const counted = violations.filter(({ impact }) => evenMinor || impact === 'serious' || impact === 'critical');
  assert.deepEqual(
    counted.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary}`).join(' | ')}`,
    ),
    [],
    what,
  );
}

/** {@link checkAccess} of a webview in VS Code: it is transparent over the editor, and axe, which sees only the frame, would assume white. */
export async function checkWebviewAccess(frame: Frame, what: string): Promise<void> {
  await frame.evaluate(() => (document.documentElement.style.backgroundColor = 'var(--vscode-editor-background)'));
  await checkAccess(frame, { what });
}

let source: Promise<string> | undefined;

function axeSource(): Promise<string> {
  return (source ??= readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
}

/** Text in the colour of its background: axe assumes that it is hidden on purpose, and only lists it as undecided. */
function textOfItsBackground(incomplete: AxeResults['incomplete']): string[] {
  return incomplete
    .flatMap(({ nodes }) => nodes)
    .filter(({ any }) => any.some(({ data }) => (data as { messageKey?: string } | null)?.messageKey === 'equalRatio'))
    .map(({ html }) => html.slice(0, 200));
}
