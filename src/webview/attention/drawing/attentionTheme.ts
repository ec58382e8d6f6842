/** Colours and fonts of VS Code's theme for the canvas, and the attention scale, the one palette of our own. */
export interface AttentionTheme {
  dark: boolean;
  highContrast: boolean;
  background: string;
  foreground: string;
  dim: string;
  lineNumber: string;
  border: string;
  focus: string;
  selection: string;
  accent: string;
  /** By section. */
  sections: Record<string, string>;
  codeFont: string;
  uiFont: string;
  /** 256 colours from nothing to the largest, `#rrggbb`. */
  scale: string[];
  /** The same as pixels (little-endian RGBA). */
  pixels: Uint32Array;
  /** One colour per head, distinguishable for colour-blind people, too; with more heads than colours, numbers are added. */
  heads: string[];
}

type Rgb = [number, number, number];

/**
 * Stops of the scale after the background. Luminance only rises (dark) or only falls (light): it works in grey and for every colour vision.
 */
const stops: Record<'dark' | 'light' | 'contrastDark' | 'contrastLight', string[]> = {
  dark: ['#1f4468', '#4f6d8c', '#a29a6f', '#e0bf4d', '#ffe98a'],
  light: ['#d3e3f3', '#93bde0', '#4a8ac4', '#1c5a9c', '#07285c'],
  contrastDark: ['#3a3a3a', '#7a6a20', '#c9a93b', '#ffe066', '#ffffff'],
  contrastLight: ['#d0d0d0', '#8fa9c4', '#466c99', '#173e70', '#000000'],
};

/** Okabe and Ito's colours, with the two replaced that vanish on one of the grounds. */
const headColors = {
  dark: ['#56b4e9', '#e69f00', '#00c48c', '#f0e442', '#cc79a7', '#ff7f50', '#a0a0ff', '#d0d0d0'],
  light: ['#0072b2', '#b86e00', '#00795c', '#8a7a00', '#a8457f', '#c33d00', '#5a4fcf', '#555555'],
};

/** Reads the page's current theme. */
export function readTheme(): AttentionTheme {
  const style = getComputedStyle(document.body);
  const variable = (...names: string[]) => names.map((name) => style.getPropertyValue(`--vscode-${name}`).trim()).find((value) => value);
  const highContrast =
    document.body.classList.contains('vscode-high-contrast') || document.body.classList.contains('vscode-high-contrast-light');
  const dark = luminance(toRgb(variable('editor-background') ?? '#1e1e1e')) < 0.5;
  const background = toHex(
    toRgb(
      variable(document.body.dataset['mode'] === 'sidebar' ? 'sideBar-background' : 'editor-background', 'editor-background') ?? '#1e1e1e',
    ),
  );
  const foreground = variable('editor-foreground', 'foreground') ?? '#cccccc';
  const scale = makeScale(background, stops[highContrast ? (dark ? 'contrastDark' : 'contrastLight') : dark ? 'dark' : 'light']);
  return {
    dark,
    highContrast,
    background,
    foreground,
    dim: variable('descriptionForeground') ?? foreground,
    lineNumber: variable('editorLineNumber-foreground') ?? foreground,
    border: variable('panel-border', 'contrastBorder') ?? foreground,
    focus: variable('focusBorder') ?? '#0078d4',
    selection: variable('list-inactiveSelectionBackground') ?? 'transparent',
    accent: variable('textLink-foreground') ?? foreground,
    sections: {
      error: variable('charts-red') ?? foreground,
      frames: variable('charts-purple') ?? foreground,
      behavior: variable('charts-green') ?? foreground,
      test: variable('charts-lines') ?? foreground,
      code: variable('charts-blue') ?? foreground,
      changes: variable('charts-yellow') ?? foreground,
    },
    codeFont: variable('editor-font-family') ?? 'monospace',
    uiFont: variable('font-family') ?? 'sans-serif',
    scale: scale.map(toHex),
    pixels: Uint32Array.from(scale, ([red, green, blue]) => ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0),
    heads: dark ? headColors.dark : headColors.light,
  };
}

/** Calls back when VS Code changes its theme: it rewrites the body's class and the variables on the root. */
export function watchTheme(onChange: () => void): () => void {
  const observer = new MutationObserver(() => requestAnimationFrame(onChange));
  observer.observe(document.body, { attributes: true, attributeFilter: ['class'] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class'] });
  return () => observer.disconnect();
}

/** Place on the scale: long inputs consist of small weights, so the root spreads them. */
export function scaleIndex(weight: number, largest: number): number {
  return largest > 0 ? Math.min(255, Math.max(0, Math.round(255 * Math.sqrt(weight / largest)))) : 0;
}

/** Black or white, whichever is more readable on the colour. */
export function textOn(color: string): string {
  return luminance(toRgb(color)) > 0.36 ? '#000000' : '#ffffff';
}

function makeScale(background: string, after: string[]): Rgb[] {
  const colors = [background, ...after].map(toRgb);
  return Array.from({ length: 256 }, (_, index) => {
    const place = (index / 255) * (colors.length - 1);
    const from = colors[Math.floor(place)]!;
    const to = colors[Math.min(colors.length - 1, Math.floor(place) + 1)]!;
    return from.map((part, at) => Math.round(part + (place % 1) * (to[at]! - part))) as Rgb;
  });
}

function toRgb(color: string): Rgb {
  const hex = /^#([\da-f]{3,8})$/i.exec(color)?.[1];
  if (hex && hex.length < 6) return [0, 1, 2].map((at) => parseInt(hex[at]! + hex[at]!, 16)) as Rgb;
  if (hex) return [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16)) as Rgb;
  const parts = color.match(/[\d.]+/g);
  return parts && parts.length >= 3 ? (parts.slice(0, 3).map(Number) as Rgb) : [30, 30, 30];
}

function toHex(color: Rgb): string {
  return `#${color.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

function luminance(color: Rgb): number {
  const [red, green, blue] = color.map((part) => (part <= 10.3 ? part / 3294.6 : ((part / 255 + 0.055) / 1.055) ** 2.4)) as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
