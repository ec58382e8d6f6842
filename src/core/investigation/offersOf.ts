import { t } from '../language';
import { commandFailureOf } from '../capture/commandFailure';
import { messageLine } from '../capture/messageLine';
import type { FailureEvidence } from '../context/failureEvidence';
import { isDocument } from '../context/isDocument';
import { isAbleIn, knownLanguages, languageName, type Ability } from '../experiments/whyNotAble';
import { pickedReport, type Investigation } from './investigation';
import { languageOfFile } from '../workspace/languages';

/** What running the command again can reveal, by its call of the panel. */
export type Offer = 'proveFix' | 'findChange' | 'seeValues' | 'followValue' | 'lookForRepair';

export interface Offers {
  /** In the order in which they are shown. */
  able: Offer[];
  /** The one that answers most: a change of today lies in a file of the failure, and was not searched for yet. */
  best?: 'findChange';
  /** What cannot work here, known before anything runs; one sentence for each reason. */
  unable: { offers: Offer[]; why: string }[];
}

/** Age up to which a change is of today, ms. */
const TODAY = 24 * 3_600_000;

const ABILITIES: readonly { offer: Offer; ability: Ability }[] = [
  { offer: 'seeValues', ability: 'throw' },
  { offer: 'followValue', ability: 'anywhere' },
  { offer: 'lookForRepair', ability: 'changes' },
];

/** What can be offered for a failure, and why the rest cannot. @param now ms since the epoch */
export function offersOf(investigation: Investigation, now: number): Offers {
  const report = pickedReport(investigation);
  const evidence = investigation.evidence.collected?.evidence;
  const mended = isMended(investigation);
  const able: Offer[] = mended ? ['proveFix'] : [];
  const unable: Offers['unable'] = [];
  const changes = evidence && changesOffer(evidence, now);
  if (changes === 'best' || changes === 'able') able.push('findChange');
  else if (changes) unable.push({ offers: ['findChange'], why: changes.why });

  if (commandFailureOf(report)) {
    const [error] = report.errors;
    const why = t('the command did not run: {0}.', messageLine(error?.message ?? ''));
    return { able: [], unable: [{ offers: ['findChange', ...ABILITIES.map(({ offer }) => offer)], why }] };
  }
  const known = knownLanguages(report);
  const ofFile = investigation.location && languageOfFile(investigation.location.file);
  const languages = known.length || !ofFile ? known : [ofFile];
  const [language] = languages;
  const not = ABILITIES.filter(({ ability }) => language !== undefined && !isAbleIn(languages, ability)).map(({ offer }) => offer);
  for (const { offer } of ABILITIES) if (!not.includes(offer) && (offer !== 'followValue' || investigation.location)) able.push(offer);
  if (language !== undefined && not.length)
    unable.push({
      offers: not,
      why: not.includes('seeValues')
        ? t('not in {0}. Stop the program at its failure in the debugger to see its values.', languageName(language))
        : t('not in {0}.', languageName(language)),
    });
  const isKnown = mended || investigation.runs.some(({ kind, outcome }) => kind === 'blame' && outcome !== 'unresolved');
  return { able, unable, ...(changes === 'best' && !isKnown && { best: 'findChange' }) };
}

/** A fix may be in the files: the command passes, or one was applied here. */
function isMended({ runs }: Investigation): boolean {
  const passes = runs.findLast(({ kind }) => kind === 'run' || kind === 'terminal')?.outcome === 'gone';
  return passes || runs.findLast(({ kind }) => kind === 'applied' || kind === 'undone')?.kind === 'applied';
}

function changesOffer({ recentChanges, snippets, pieces }: FailureEvidence, now: number): 'best' | 'able' | { why: string } {
  const code = recentChanges.filter(({ file }) => !isDocument(file));
  if (!code.length) {
    if (recentChanges.length) return { why: t('only documents changed ({0}).', namesOf(recentChanges.map(({ file }) => file))) };
    const piece = pieces.find(({ name }) => name === 'changes');
    return { why: `${piece?.summary ?? t('nothing changed')}.` };
  }
  const inFailure = new Set(snippets.filter(({ role }) => role !== 'changed').map(({ file }) => file));
  return code.some(({ file, when }) => inFailure.has(file) && now - Date.parse(when) < TODAY) ? 'best' : 'able';
}

function namesOf(files: readonly string[]): string {
  const names = [...new Set(files)].map((file) => file.slice(file.lastIndexOf('/') + 1));
  return names.length > 3 ? t('{0} and {1} more', names.slice(0, 3).join(', '), names.length - 3) : names.join(', ');
}
