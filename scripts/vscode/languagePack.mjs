import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Puts a language pack into a profile before VS Code starts, as an installation would: VS Code's own texts stay English, and the display
 * language is the pack's, so that extensions are shown in it. Nothing is downloaded.
 * @param {string} extensions folder of installed extensions
 * @param {string} data folder of user data
 * @param {string} language as VS Code names it: "de"
 */
export async function installLanguagePack(extensions, data, language) {
  const [id, version] = [`debug-with-context-tests.language-pack-${language}`, '1.0.0'];
  const folder = join(extensions, `${id}-${version}`);
  const texts = join(folder, 'translations', 'main.i18n.json');
  await mkdir(join(folder, 'translations'), { recursive: true });
  await writeFile(texts, JSON.stringify({ version, contents: {} }));
  const localization = {
    languageId: language,
    languageName: language,
    translations: [{ id: 'vscode', path: './translations/main.i18n.json' }],
  };
  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({
      name: id.slice(id.indexOf('.') + 1),
      publisher: id.slice(0, id.indexOf('.')),
      version,
      engines: { vscode: '*' },
      contributes: { localizations: [localization] },
    }),
  );
  const pack = {
    hash: createHash('md5').update(id).update(version).digest('hex'),
    extensions: [{ extensionIdentifier: { id }, version }],
    translations: { vscode: texts },
    label: language,
  };
  await writeFile(join(data, 'languagepacks.json'), JSON.stringify({ [language]: pack }));
}
