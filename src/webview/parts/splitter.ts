import { html, type TemplateResult } from 'lit';
import { t } from '../../core/language';

/** Step of an arrow key, as a share of the whole. */
const STEP = 0.05;

export interface SplitterOptions {
  /** The parts it divides, for a screen reader. */
  label: string;
  /** Id of the part above it. */
  controls: string;
  /** Share of the part above it, `min`..1. */
  share: number;
  min: number;
  /** Height of a share of 1, px. */
  whole: () => number;
  /** undefined: back to the initial value. */
  onShare: (share: number | undefined) => void;
}

/** A line between two parts, one above the other, that is dragged or moved by the arrow keys; a double-click resets it. */
export function splitter({ label, controls, share, min, whole, onShare }: SplitterOptions): TemplateResult {
  const clamp = (value: number) => Math.min(1, Math.max(min, value));
  const onDown = (event: PointerEvent) => {
    const line = event.currentTarget as HTMLElement;
    line.setPointerCapture(event.pointerId);
    const begin = event.clientY;
    const onMove = (move: PointerEvent) => onShare(clamp(share + (move.clientY - begin) / Math.max(1, whole())));
    line.addEventListener('pointermove', onMove);
    line.addEventListener('lostpointercapture', () => line.removeEventListener('pointermove', onMove), { once: true });
  };
  const onKey = (event: KeyboardEvent) => {
    const next = { ArrowUp: share - STEP, ArrowDown: share + STEP, Home: min, End: 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onShare(clamp(next));
  };
  return html`<div
    class="splitter"
    role="separator"
    tabindex="0"
    aria-orientation="horizontal"
    aria-label=${label}
    aria-controls=${controls}
    aria-valuemin=${Math.round(100 * min)}
    aria-valuemax="100"
    aria-valuenow=${Math.round(100 * share)}
    title=${t('Drag to make room; double-click for the whole height')}
    @pointerdown=${onDown}
    @keydown=${onKey}
    @dblclick=${() => onShare(undefined)}
  ></div>`;
}
