import { javaBed } from './java/javaBed';
import { JAVA_LIBRARIES } from './java/javaLibraries';
import { corpusOptions, runCorpus } from './runCorpus';

// Mutants of Java libraries from Debian's source packages, run with their JUnit tests. Needs a JDK, deb-src and Debian's JUnit.
async function main(): Promise<void> {
  const plans = JAVA_LIBRARIES.map((library) => ({ name: library.name, open: (folder: string) => javaBed(library, folder) }));
  await runCorpus('java-mutants', plans, corpusOptions());
}

void main();
