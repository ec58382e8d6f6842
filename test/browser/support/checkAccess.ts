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
  /** Appearances of texts whose colours passed before: they are not judged again. Those that pass are added. */
  judged?: Set<number>;
  /** Moderate and minor violations fail too. */
  evenMinor?: boolean;
}

interface Axe {
  run(context: ElementContext, options: RunOptions): Promise<AxeResults>;
}

/** Fails for a serious accessibility violation, and for text that has the colour of its background. */
export async function checkAccess(page: Page | Frame, { what, part, coloursOnly, judged, evenMinor }: AccessOptions): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(await axeSource());
  await page.evaluate(`globalThis.newAppearances = ${newAppearances.toString()}`);
  const { violations, incomplete, appearances } = await page.evaluate(
    async ({ context, known, colourRules, others, options }) => {
      const { axe, newAppearances: find } = window as unknown as { axe: Axe; newAppearances: typeof newAppearances };
      const found = known ? find(known, context) : new Map<number, Element>();
      const runs: [ElementContext, RunOptions][] = [];
      // Colours take two thirds of the time: with none known, they are judged with all else.
      if (others) runs.push([context ?? document, known?.length ? { ...options, rules: others } : options]);
      if ((!others || known?.length) && found.size) runs.push([{ include: [...found.values()] }, { ...options, runOnly: colourRules }]);
      const all: AxeResults[] = [];
      for (const run of runs) all.push(await axe.run(...run));
      return {
        violations: all.flatMap((results) => results.violations),
        incomplete: all.flatMap((results) => results.incomplete),
        appearances: [...found.keys()],
      };
    },
    {
      context: part,
      known: judged && [...judged],
      colourRules: COLOUR_RULES,
      others: coloursOnly ? undefined : Object.fromEntries(COLOUR_RULES.map((rule) => [rule, { enabled: false }])),
      // Everything that passes would be described, too, and take longer than the judgement.
      options: { resultTypes: ['violations', 'incomplete'], preload: false } satisfies RunOptions,
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
  for (const appearance of appearances) judged?.add(appearance);
}

/**
 * In the page: one element for each appearance of a text that is not known. Two texts appear the same where they and everything around them
 * have the same tags, classes, colours and sizes.
 */
function newAppearances(known: readonly number[], part?: string): Map<number, Element> {
  const found = new Map<number, Element>();
  const chains = new Map<Element, number>();
  const hashOf = (text: string): number => {
    let [one, other] = [0xdeadbeef, 0x41c6ce57];
    for (let at = 0; at < text.length; at++) {
      one = Math.imul(one ^ text.charCodeAt(at), 2654435761);
      other = Math.imul(other ^ text.charCodeAt(at), 1597334677);
    }
    return 4294967296 * (2097151 & other) + (one >>> 0);
  };
  const chainOf = (element: Element): number => {
    const seen = chains.get(element);
    if (seen !== undefined) return seen;
    const { parentNode } = element;
    const parent = element.assignedSlot ?? (parentNode instanceof ShadowRoot ? parentNode.host : element.parentElement);
    const style = getComputedStyle(element);
    const { color, backgroundColor, backgroundImage, opacity, filter, fontSize, fontWeight, position, textShadow, visibility } = style;
    const name = [element.tagName, element.getAttribute('class'), element.matches(':disabled, [aria-disabled="true"]')];
    const look = [color, backgroundColor, backgroundImage, opacity, filter, fontSize, fontWeight, position, textShadow, visibility];
    const chain = hashOf([parent && chainOf(parent), ...name, ...look].join('|'));
    chains.set(element, chain);
    return chain;
  };
  const judged = new Set(known);
  const visit = (root: ParentNode): void => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) visit(element.shadowRoot);
      const isText = [...element.childNodes].some(({ nodeType, nodeValue }) => nodeType === Node.TEXT_NODE && nodeValue?.trim());
      if (!isText && !element.matches('input, textarea, select')) continue;
      const chain = chainOf(element);
      if (!judged.has(chain) && !found.has(chain)) found.set(chain, element);
    }
  };
  visit(part === undefined ? document : document.querySelector(part)!);
  return found;
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
