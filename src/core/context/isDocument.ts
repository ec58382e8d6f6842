import { nameOf } from '../workspace/fileIndex';

const DOCUMENT =
  /\.(?:md|mdx|markdown|rst|adoc|asciidoc|png|jpe?g|gif|webp|ico|pdf)$|^(?:LICEN[CS]E|NOTICE|AUTHORS|CONTRIBUTORS|CHANGELOG|CHANGES|README|CODEOWNERS|\.gitignore|\.editorconfig)(?:\.txt)?$/i;
/** Folders whose files a program or its tests read. */
const READ = /(?:^|\/)(?:__)?(?:fixtures?|testdata|test-data|snapshots?|templates?|content|posts|public|assets|static)(?:__)?\//i;

/** Whether a file is written for people: a readme, a changelog, a picture. No program changes what it does by it. */
export function isDocument(file: string): boolean {
  return DOCUMENT.test(nameOf(file)) && !READ.test(file);
}
