/** The visible part of a square, zoomed and moved. Places are 0..1 of the whole square, or of its visible part. */
export class ZoomedPart {
  /** Zoom: 1 shows all. */
  scale = 1;
  left = 0;
  top = 0;

  showAll(): void {
    Object.assign(this, { scale: 1, left: 0, top: 0 });
  }

  /** Zooms around a visible place, which stays where it is. */
  zoom(factor: number, most: number, across: number, down: number): void {
    const x = this.left + across / this.scale;
    const y = this.top + down / this.scale;
    this.scale = Math.max(1, Math.min(most, this.scale * factor));
    this.moveTo(x - across / this.scale, y - down / this.scale);
  }

  /** @param across distance as a share of the visible part */
  moveBy(across: number, down: number): void {
    this.moveTo(this.left + across / this.scale, this.top + down / this.scale);
  }

  /** Moves only as far as needed to show a stretch. */
  keepInSight(across: { start: number; end: number }, down: { start: number; end: number }): void {
    const size = 1 / this.scale;
    const into = (from: number, { start, end }: { start: number; end: number }) =>
      start < from ? start : end > from + size ? end - size : from;
    this.moveTo(into(this.left, across), into(this.top, down));
  }

  private moveTo(left: number, top: number): void {
    const most = Math.max(0, 1 - 1 / this.scale);
    this.left = Math.max(0, Math.min(most, left));
    this.top = Math.max(0, Math.min(most, top));
  }
}
