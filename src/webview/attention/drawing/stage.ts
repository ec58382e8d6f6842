import { html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { t } from '../../../core/language';
import { LightElement } from '../../parts/lightElement';
import type { AttentionReading } from '../attentionReading';
import { readTheme, watchTheme, type AttentionTheme } from './attentionTheme';
import { CanvasPen } from './canvasPen';
import type { Painter, Sight } from './painter';
import { SvgPen } from './svgPen';

/** Of drawings taller than this, only the visible part is exported. */
const MAX_EXPORT_HEIGHT = 12_000;

/** Stages made so far: each needs unique ids for its options. */
let stages = 0;

/**
 * The canvas of a view: sharp on every screen, drawn at most once per frame, only its visible part. Pointer and keyboard reach the same
 * spots; a screen reader hears them as the options of a list. It only draws: the event `let-go` asks to clear the choice.
 */
@customElement('dwc-attention-stage')
export class AttentionStage extends LightElement {
  @property({ attribute: false }) reading!: AttentionReading;
  @property({ attribute: false }) painter!: Painter<unknown>;
  /** The content of the drawing, for a screen reader. */
  @property({ attribute: false }) label = '';
  private theme: AttentionTheme | undefined;
  private cursor: unknown;
  private option = 0;
  private readonly optionId = `attention-option-${++stages}`;
  private frame = 0;
  private drag: { x: number; y: number; moved: boolean } | undefined;
  private unwatch: (() => void)[] = [];
  private listening: AttentionReading | undefined;
  private readonly size = new ResizeObserver(() => this.fit());

  override connectedCallback(): void {
    super.connectedCallback();
    this.unwatch.push(
      watchTheme(() => {
        this.theme = undefined;
        this.redraw();
      }),
    );
    const onResize = () => this.fit();
    window.addEventListener('resize', onResize);
    this.unwatch.push(() => window.removeEventListener('resize', onResize));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.unwatch.splice(0)) stop();
    this.listening = undefined;
    this.size.disconnect();
    cancelAnimationFrame(this.frame);
    this.frame = 0;
  }

  protected override firstUpdated(): void {
    this.size.observe(this);
    const scroller = this.scroller;
    scroller.addEventListener('wheel', this.onWheel, { passive: false });
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (this.listening !== this.reading) {
      this.listening = this.reading;
      this.unwatch.push(this.reading.listen((change) => (change === 'hover' ? this.redraw() : this.fit())));
    }
    if (changed.has('painter')) this.cursor = undefined;
    this.fit();
  }

  protected override render(): TemplateResult {
    return html`<div
      class="stage"
      role="listbox"
      tabindex="0"
      aria-label=${this.label}
      data-scroll=${`stage ${this.label}`}
      ?data-pans=${'pan' in this.painter}
      @scroll=${this.redraw}
      @pointermove=${this.onMove}
      @pointerdown=${this.onDown}
      @pointerup=${this.onUp}
      @pointerleave=${this.onLeave}
      @dblclick=${(event: MouseEvent) => this.pressAt(event, true)}
      @keydown=${this.onKey}
      @focusin=${this.onFocus}
      @focusout=${this.onBlur}
    >
      <div class="stage-space"><canvas class="stage-canvas" aria-hidden="true"></canvas></div>
      <div id="${this.optionId}-0" role="option" class="sr-only" aria-selected="false">${t('Move with the arrow keys.')}</div>
      <div id="${this.optionId}-1" role="option" class="sr-only" aria-selected="false">${t('Move with the arrow keys.')}</div>
    </div>`;
  }

  /** Draws in the next frame. */
  readonly redraw = (): void => {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      if (this.isConnected) this.draw();
    });
  };

  /** Draws now. */
  draw(): void {
    const canvas = this.canvas;
    const sight = this.sight;
    if (!canvas || sight.width < 1 || sight.height < 1) return;
    const [width, height] = [Math.round(sight.width * sight.ratio), Math.round(sight.height * sight.ratio)];
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    const context = canvas.getContext('2d', { alpha: false })!;
    context.setTransform(sight.ratio, 0, 0, sight.ratio, 0, 0);
    context.fillStyle = sight.theme.background;
    context.fillRect(0, 0, sight.width, sight.height);
    this.painter.paint(new CanvasPen(context), sight);
  }

  /** Scrolls a spot into view. */
  reveal(spot: unknown): void {
    const sight = this.sight;
    const { y, height } = this.painter.boxOf(spot, sight);
    const scroller = this.scroller;
    const margin = 32;
    if (y < sight.top + margin) scroller.scrollTop = y - margin;
    else if (y + height > sight.top + sight.height - margin) scroller.scrollTop = y + height - sight.height + margin;
    this.redraw();
  }

  /** The drawing as a picture: whole if it scrolls and is not too tall, otherwise its visible part. */
  async toPng(): Promise<Uint8Array> {
    const sight = this.wholeSight();
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width: Math.round(sight.width * sight.ratio), height: Math.round(sight.height * sight.ratio) });
    const context = canvas.getContext('2d', { alpha: false })!;
    context.scale(sight.ratio, sight.ratio);
    context.fillStyle = sight.theme.background;
    context.fillRect(0, 0, sight.width, sight.height);
    this.painter.paint(new CanvasPen(context), sight);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
    if (!blob) throw new Error('The picture could not be made.');
    return new Uint8Array(await blob.arrayBuffer());
  }

  toSvg(): string {
    const sight = this.wholeSight();
    const pen = new SvgPen(sight.width, sight.height, sight.theme.background);
    this.painter.paint(pen, sight);
    return pen.toString();
  }

  /** Zooms about the middle, or the cursor; does nothing if the view has no zoom. */
  zoom(factor: number): void {
    this.painter.zoom?.(factor, undefined, this.sight);
    this.redraw();
  }

  private wholeSight(): Sight {
    const sight = this.sight;
    const whole = this.painter.height(sight.width, this.room);
    return whole <= MAX_EXPORT_HEIGHT ? { ...sight, top: 0, height: whole, ratio: Math.max(2, sight.ratio) } : sight;
  }

  private get scroller(): HTMLElement {
    return this.querySelector<HTMLElement>('.stage')!;
  }

  private get canvas(): HTMLCanvasElement | null {
    return this.querySelector('canvas');
  }

  private get sight(): Sight {
    const { clientWidth: width, clientHeight: height, scrollTop: top } = this.scroller;
    return { width, height, top, theme: (this.theme ??= readTheme()), ratio: window.devicePixelRatio || 1 };
  }

  /** Sizes the drawing: as much as it needs, within its share of the page. */
  private fit(): void {
    if (!this.hasUpdated || !this.isConnected) return;
    const scroller = this.scroller;
    const width = scroller.clientWidth;
    const whole = this.painter.height(width, this.room);
    const height = `${Math.min(whole, this.room)}px`;
    if (scroller.style.height !== height) scroller.style.height = height;
    const space = this.querySelector<HTMLElement>('.stage-space')!;
    if (space.style.height !== `${whole}px`) space.style.height = `${whole}px`;
    const canvas = this.canvas!;
    if (canvas.style.height !== height) canvas.style.height = height;
    this.redraw();
  }

  /** The maximum in the style sheet, px. */
  private get room(): number {
    return parseFloat(getComputedStyle(this.scroller).maxHeight) || window.innerHeight;
  }

  private at(event: MouseEvent): { x: number; y: number } {
    const box = this.scroller.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top + this.scroller.scrollTop };
  }

  private readonly onMove = (event: PointerEvent) => {
    const { drag } = this;
    if (drag && this.painter.pan && event.buttons) {
      if (Math.abs(event.clientX - drag.x) + Math.abs(event.clientY - drag.y) < 4 && !drag.moved) return;
      this.painter.pan(event.clientX - drag.x, event.clientY - drag.y, this.sight);
      this.drag = { x: event.clientX, y: event.clientY, moved: true };
      return this.redraw();
    }
    const { x, y } = this.at(event);
    const spot = this.painter.spotAt(x, y, this.sight);
    this.scroller.toggleAttribute('data-over', spot !== undefined);
    this.painter.point(spot);
  };

  private readonly onDown = (event: PointerEvent) => {
    this.drag = { x: event.clientX, y: event.clientY, moved: false };
    if (this.painter.pan) this.scroller.setPointerCapture(event.pointerId);
  };

  private readonly onUp = (event: PointerEvent) => {
    const { drag } = this;
    this.drag = undefined;
    if (drag && !drag.moved && event.button === 0) this.pressAt(event, false);
  };

  private readonly onLeave = () => {
    if (!this.drag?.moved) this.painter.point(this.matches(':focus-within') ? this.cursor : undefined);
  };

  private pressAt(event: MouseEvent, double: boolean): void {
    const { x, y } = this.at(event);
    const spot = this.painter.spotAt(x, y, this.sight);
    if (spot === undefined) return;
    this.cursor = spot;
    this.painter.press(spot, { keyboard: false, double });
    this.redraw();
  }

  private readonly onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if ((event.key === 'Enter' || event.key === ' ') && this.cursor !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      this.painter.press(this.cursor, { keyboard: true, double: event.key === 'Enter' && event.shiftKey });
      return this.redraw();
    }
    if (event.key === 'Escape' && this.reading.choice.focus) {
      event.stopPropagation();
      this.dispatchEvent(new CustomEvent('let-go', { bubbles: true }));
      return;
    }
    if (this.painter.zoom && '+-=_0'.includes(event.key)) {
      event.preventDefault();
      this.painter.zoom(event.key === '0' ? 0 : event.key === '-' || event.key === '_' ? 1 / 1.5 : 1.5, undefined, this.sight);
      return this.redraw();
    }
    const next = this.painter.next(this.cursor ?? this.painter.chosen(), event.key);
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.moveTo(next);
  };

  private moveTo(spot: unknown): void {
    this.cursor = spot;
    this.painter.point(spot);
    this.reveal(spot);
    // Two options alternate: a screen reader speaks when the active one changes.
    this.option = 1 - this.option;
    const option = this.querySelector<HTMLElement>(`#${this.optionId}-${this.option}`)!;
    option.textContent = this.painter.describe(spot);
    option.setAttribute('aria-selected', 'true');
    this.querySelector(`#${this.optionId}-${1 - this.option}`)!.setAttribute('aria-selected', 'false');
    this.scroller.setAttribute('aria-activedescendant', option.id);
  }

  private readonly onFocus = () => {
    // A mouse press also gives the focus; then the pointer decides.
    if (!this.scroller.matches(':focus-visible')) return;
    const begin = this.cursor ?? this.painter.chosen() ?? this.painter.next(undefined, 'Home');
    if (begin !== undefined) this.moveTo(begin);
  };

  private readonly onBlur = () => this.painter.point(undefined);

  private readonly onWheel = (event: WheelEvent) => {
    // Without a key or the focus the page scrolls: a drawing must not trap the wheel.
    if (!this.painter.zoom || !(event.ctrlKey || event.metaKey || this.scroller.matches(':focus'))) return;
    event.preventDefault();
    this.painter.zoom(Math.exp(-event.deltaY / 400), this.at(event), this.sight);
    this.redraw();
  };
}
