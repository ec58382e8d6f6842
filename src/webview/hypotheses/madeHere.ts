import { t } from '../../core/language';

/** Labels of local rankers and runs, as they are said: any other source is an outside model. */
const OWN_SOURCES = new Map([
  ['mini-model', t('mini-model')],
  ['ranking without a model', t('ranking without a model')],
  ['experiment', t('experiment')],
]);

/** Whether a hypothesis came from this machine. @param source its label */
export function madeHere(source: string): boolean {
  return OWN_SOURCES.has(source);
}

/** The label of a source for a person; that of an outside model is its name. */
export function sourceWords(source: string): string {
  return OWN_SOURCES.get(source) ?? source;
}
