import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { formatCount, spokenLanguage, t } from '../core/language';
import type { CurvePoint } from '../core/attention/modelRun';
import { UserFacingError } from '../app/userFacingErrors';

/** The parts of `card.json` that the page shows; missing ones are left out. */
interface Card {
  name?: string;
  parameters?: number;
  maxTokens?: number;
  sizes?: { layers: number; heads: number; width: number; vocabulary: number };
  data?: { corpora?: { name: string; cases: number; packages: number }[]; limits?: string[] };
  phases?: { phase: string; cases: number; tokensSeen: number; minutes?: number; learningRate: number; seed: number }[];
  curves?: CurvePoint[];
  figures?: Record<string, { n: number; functionTop: number[]; lineTop: number[]; baselineFunctionTop1: number } | number>;
}

/** Opens a page about the mini-model: what it is, how it was trained and how well it performs, from the card that ships with it. */
export async function showAboutModel(extension: vscode.Uri): Promise<void> {
  const file = vscode.Uri.joinPath(extension, 'dist', 'model', 'card.json');
  let card: Card;
  try {
    card = JSON.parse(await readFile(file.fsPath, 'utf8')) as Card;
  } catch (error) {
    throw new UserFacingError('noCard', t('The mini-model’s card cannot be read. Install the extension again.'), 'showLog', {
      cause: error,
    });
  }
  const panel = vscode.window.createWebviewPanel('debugWithContext.aboutModel', t('About the mini-model'), vscode.ViewColumn.Active, {
    localResourceRoots: [],
  });
  panel.webview.html = aboutModelHtml(card);
}

/** A page without scripts: nothing on it can run. */
export function aboutModelHtml(card: Card): string {
  const { name = 'mini-model', sizes, parameters, maxTokens, data, phases = [], curves = [], figures = {} } = card;
  const facts = [
    sizes &&
      t(
        'An encoder of {0} layers with {1} heads each, width {2}, {3} tokens in its vocabulary.',
        sizes.layers,
        sizes.heads,
        sizes.width,
        sizes.vocabulary,
      ),
    parameters && t('{0} parameters; it reads at most {1} tokens at once.', formatCount(parameters), maxTokens ?? 0),
    t('It runs on this machine, in a worker, without a key and without the network. It ranks lines; it writes no prose.'),
  ].filter(Boolean);
  const rows = Object.entries(figures).flatMap(([group, figure]) =>
    typeof figure === 'number'
      ? []
      : [[group, figure.n, ...figure.functionTop.map(percent), ...figure.lineTop.map(percent), percent(figure.baselineFunctionTop1)]],
  );
  return `<!doctype html>
<html lang="${spokenLanguage()}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${t('About the mini-model')}</title>
<style>
body { max-width: 60rem; margin: 0 auto; padding: 1rem; line-height: 1.5; }
table { border-collapse: collapse; margin: 0.5rem 0 1rem; }
th, td { padding: 0.15rem 0.7rem; text-align: right; border-bottom: 1px solid var(--vscode-widget-border, currentColor); }
th:first-child, td:first-child { text-align: left; }
td { white-space: nowrap; }
figure { margin: 1rem 0; }
svg { width: 100%; max-width: 42rem; height: auto; }
svg text { fill: var(--vscode-foreground); font: 11px var(--vscode-font-family); }
.axis { stroke: var(--vscode-foreground); opacity: 0.5; }
.train { stroke: var(--vscode-charts-blue, currentColor); fill: none; stroke-width: 2; }
.valid { stroke: var(--vscode-charts-orange, currentColor); fill: none; stroke-width: 2; stroke-dasharray: 6 3; }
circle.train, circle.valid { fill: var(--vscode-editor-background); stroke-dasharray: none; }
</style>
</head>
<body>
<h1>${escapeHtml(t('About the {0}', name))}</h1>
${facts.map((fact) => `<p>${escapeHtml(String(fact))}</p>`).join('\n')}
<h2>${t('How it was trained')}</h2>
${table(
  [t('Phase'), t('cases'), t('tokens seen'), t('minutes'), t('learning rate'), t('seed')],
  phases.map((p) => [p.phase, p.cases, formatCount(p.tokensSeen), p.minutes ?? '', p.learningRate, p.seed]),
)}
${[...new Set(curves.map(({ phase }) => phase))]
  .map((phase) =>
    curveSvg(
      phase,
      curves.filter((point) => point.phase === phase),
    ),
  )
  .join('\n')}
<h2>${t('What it learned from')}</h2>
${table(
  [t('Corpus'), t('failures'), t('packages')],
  (data?.corpora ?? []).map((corpus) => [corpus.name, corpus.cases, corpus.packages || '']),
)}
<h2>${t('What it reaches on real bugs that it was not trained on')}</h2>
${table(
  [
    t('Bugs'),
    'n',
    t('function Top-1'),
    'Top-3',
    'Top-5',
    t('line Top-1'),
    'Top-3',
    'Top-5',
    t('best of stack order and throw-swap, Top-1'),
  ],
  rows,
)}
<h2>${t('Limits')}</h2>
<ul>${(data?.limits ?? []).map((limit) => `<li>${escapeHtml(limit)}</li>`).join('')}</ul>
</body>
</html>`;
}

function percent(share: number): string {
  return `${share} %`;
}

function table(head: string[], rows: (string | number)[][]): string {
  if (rows.length === 0) return `<p>${t('Not recorded.')}</p>`;
  const cells = (tag: 'th' | 'td', row: (string | number)[]): string =>
    `<tr>${row.map((cell) => `<${tag}>${escapeHtml(String(cell))}</${tag}>`).join('')}</tr>`;
  return `<table><thead>${cells('th', head)}</thead><tbody>${rows.map((row) => cells('td', row)).join('')}</tbody></table>`;
}

const WIDTH = 640;
const HEIGHT = 200;
const MARGIN = 44;

/** Train and validation loss by epoch. */
function curveSvg(phase: string, points: CurvePoint[]): string {
  const losses = points.flatMap(({ trainLoss, validLoss }) => [trainLoss, validLoss ?? trainLoss]);
  const low = Math.min(...losses);
  const high = Math.max(...losses, low + 1e-6);
  const x = (index: number): number => MARGIN + ((WIDTH - 2 * MARGIN) * (index + 0.5)) / points.length;
  const y = (loss: number): number => HEIGHT - MARGIN - ((HEIGHT - 2 * MARGIN) * (loss - low)) / (high - low);
  const line = (kind: 'train' | 'valid', value: (point: CurvePoint) => number | undefined): string => {
    const at = points.flatMap((point, index) => {
      const loss = value(point);
      return loss === undefined ? [] : [[x(index).toFixed(1), y(loss).toFixed(1)] as const];
    });
    // A phase of one epoch has no line, only a point.
    const marks = at.map(([cx, cy]) => `<circle class="${kind}" cx="${cx}" cy="${cy}" r="3"/>`).join('');
    return `<polyline class="${kind}" points="${at.map((place) => place.join()).join(' ')}"/>${marks}`;
  };
  const said = t(
    '{0}: loss by epoch. Training {1}; validation {2}.',
    phase,
    points.map(({ trainLoss }) => trainLoss.toFixed(2)).join(', '),
    points.map(({ validLoss }) => validLoss?.toFixed(2) ?? t('none')).join(', '),
  );
  return `<figure><figcaption>${escapeHtml(t('{0}: loss by epoch; solid on what it trained on, dashed on what it was validated on', phase))}</figcaption>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeHtml(said)}">
<line class="axis" x1="${MARGIN}" y1="${HEIGHT - MARGIN}" x2="${WIDTH - MARGIN}" y2="${HEIGHT - MARGIN}"/>
<line class="axis" x1="${MARGIN}" y1="${MARGIN}" x2="${MARGIN}" y2="${HEIGHT - MARGIN}"/>
<text x="4" y="${MARGIN + 4}">${high.toFixed(2)}</text><text x="4" y="${HEIGHT - MARGIN + 4}">${low.toFixed(2)}</text>
${points.map(({ epoch }, index) => `<text x="${x(index).toFixed(1)}" y="${HEIGHT - MARGIN + 18}" text-anchor="middle">${epoch}</text>`).join('')}
${line('train', ({ trainLoss }) => trainLoss)}${line('valid', ({ validLoss }) => validLoss)}
</svg></figure>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
