import { html, nothing, type TemplateResult } from 'lit';
import { inReadingOrder, rowText } from '../../core/hypothesis';
import { shown, t } from '../../core/language';
import type { EvidenceState, Hypothesis, HypothesisState } from '../../protocol/panelState';
import { baseName, fileLink } from '../parts/fileLink';
import { icon } from '../parts/icon';
import { inlineCode } from '../parts/inlineCode';
import { roving } from '../parts/roving';
import { plainSentence, visibleText } from '../parts/visibleText';
import { madeHere } from './madeHere';
import type { Session } from '../session';
import { codeRows } from '../evidence/codeRows';

type Evidence = Hypothesis['evidence'][number];

/**
 * The evidence of a hypothesis, each claim one click from its line: the way of the wrong value with its code, if that is known, then the rest.
 * An unverified claim is struck through and says why.
 */
export function evidenceLinks(
  session: Session,
  hypothesis: HypothesisState,
  lineText: (file: string, line: number) => string | undefined,
): TemplateResult | typeof nothing {
  if (!hypothesis.evidence.length) return nothing;
  return html`<ul class="evidence-links" aria-label=${t('Evidence')} ${roving()}>
    ${inReadingOrder(hypothesis.evidence).map(
      (evidence) =>
        html`<li data-row ?data-origin=${evidence.origin}>
          ${icon(evidence.origin ? 'circle-filled' : 'arrow-small-right')}${
            evidence.verified
              ? verified(
                  session,
                  evidence,
                  madeHere(hypothesis.source) ? shown(rowText(evidence)) : rowText(evidence),
                  lineText,
                  hypothesis.rank === 1,
                )
              : unverified(evidence)
          }
        </li>`,
    )}
  </ul>`;
}

function verified(
  session: Session,
  evidence: Evidence,
  why: string,
  lineText: (file: string, line: number) => string | undefined,
  withCode: boolean,
): TemplateResult {
  const { file, line, text, step } = evidence;
  const code = (text ?? lineText(file, line))?.trim().slice(0, 500);
  return html`${fileLink({ session, file, line, hover: code, item: true })}
    <span class="why dim" title=${plainSentence(why)}>${inlineCode(why)}</span>${
      withCode && step !== undefined && code ? html`<code class="row-code">${visibleText(code)}</code>` : nothing
    }`;
}

function unverified({ file, line, why, problem }: Evidence): TemplateResult {
  const place = `${baseName(visibleText(file))}:${line}`;
  return html`<s class="dim" title=${plainSentence(why)}>${place}</s><span class="sr-only"> ${t('not verified:')}</span>
    <span class="why unverified" title=${plainSentence(why)}>${visibleText(problem ?? t('could not be verified'))}</span>`;
}

/** The code of a line, if it is part of the shown evidence. */
export function lineTextIn(evidence: EvidenceState): (file: string, line: number) => string | undefined {
  return (file, line) => {
    for (const snippet of evidence.snippets) {
      if (snippet.file !== file || line < snippet.startLine || line > snippet.endLine || evidence.edited.includes(snippet.id)) continue;
      const row = codeRows(snippet, false).find((candidate) => candidate.kind === 'line' && candidate.number === line);
      if (row) return row.text;
    }
    return undefined;
  };
}
