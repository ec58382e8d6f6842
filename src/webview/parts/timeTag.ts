import { html, type TemplateResult } from 'lit';
import { exactTime, relativeTime } from './relativeTime';

/** A relative time with the exact one on hover. */
export function timeTag(at: string, now: string): TemplateResult {
  return html`<time datetime=${at} title=${exactTime(at)}>${relativeTime(at, now)}</time>`;
}
