import { t } from '../../core/language';

/** The confidence of a model or method as a word. @param confidence 0..1 */
export function confidenceWord(confidence: number): string {
  if (confidence >= 0.85) return t('very likely');
  if (confidence >= 0.6) return t('likely');
  if (confidence >= 0.35) return t('possible');
  return t('unlikely');
}

/** 0.72 → "72 %", and a chance that is there but rounds to nothing → "under 1 %". */
export function chanceWords(confidence: number): string {
  return confidence > 0 && confidence < 0.005 ? t('under 1 %') : percent(confidence);
}

/** 0.72 → "72 %". */
export function percent(confidence: number): string {
  return `${Math.round(100 * Math.min(1, Math.max(0, confidence)))} %`;
}
