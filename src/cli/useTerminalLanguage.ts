import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { useLanguage, type Sentences } from '../core/language';
import { languageOfTerminal } from './terminalLanguage';

const language = languageOfTerminal(process.argv.slice(2), process.env, () => process.stdout.isTTY);
if (language !== undefined) {
  const file = join(__dirname, 'l10n', `bundle.l10n.${language}.json`);
  useLanguage(language, JSON.parse(readFileSync(file, 'utf8')) as Sentences);
}
