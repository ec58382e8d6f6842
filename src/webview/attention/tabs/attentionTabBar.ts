import { html, type TemplateResult } from 'lit';
import { t } from '../../../core/language';
import { icon } from '../../parts/icon';
import '../../parts/menu';
import type { MenuItem } from '../../parts/menu';
import { roving } from '../../parts/roving';
import type { AttentionReading } from '../attentionReading';
import type { ViewName } from '../choice';
import type { AttentionTab } from './attentionTab';
import { attentionTabs } from './attentionTabs';

/** The first few side by side, the rest in a menu; all in one menu if space is short. */
export function attentionTabBar(reading: AttentionReading, current: AttentionTab, compact: boolean): TemplateResult {
  const choose = (id: string) => reading.choose({ view: id as ViewName });
  const item = ({ id, label, hint }: AttentionTab): MenuItem => ({ id, label, detail: hint, checked: id === current.id });
  if (compact)
    return html`<dwc-menu
      class="view-menu"
      .label=${t('View')}
      .face=${html`<strong>${current.label}</strong> ${icon('chevron-down')}`}
      .items=${attentionTabs.map((tab, at) => ({ ...item(tab), separated: at > 0 && !tab.first && attentionTabs[at - 1]?.first }))}
      .onPick=${choose}
    ></dwc-menu>`;
  const beside = attentionTabs.filter((tab) => tab.first || tab === current);
  return html`<div class="view-tabs" role="tablist" aria-label=${t('Views of the attention')} data-row ${roving()}>
      ${beside.map(
        ({ id, label }) =>
          html`<button
            type="button"
            role="tab"
            class="view-tab"
            data-item
            aria-selected=${id === current.id ? 'true' : 'false'}
            aria-controls="attention-panel"
            @click=${() => choose(id)}
          >
            ${label}
          </button>`,
      )}
    </div>
    <dwc-menu
      class="view-menu"
      .label=${t('More views')}
      .face=${html`${t('More')} ${icon('chevron-down')}`}
      .items=${attentionTabs.filter(({ first }) => !first).map(item)}
      .onPick=${choose}
    ></dwc-menu>`;
}
