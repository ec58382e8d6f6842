/** A Java library as Debian's source package holds it, with its JUnit tests. */
export interface JavaLibrary {
  name: string;
  /** Version of the source package, for `apt-get source name=version`. */
  version: string;
  /** Folders of the library's and the tests' Java files. */
  main: string;
  tests: string;
  /** Folders whose files the library's and the tests' classes load. */
  resources: readonly string[];
}

function library(name: string, version: string, root = ''): JavaLibrary {
  return {
    name,
    version,
    main: `${root}src/main/java`,
    tests: `${root}src/test/java`,
    resources: [`${root}src/main/resources`, `${root}src/test/resources`],
  };
}

/** None of them is among the projects of the usual collections of real Java bugs. */
export const JAVA_LIBRARIES: readonly JavaLibrary[] = [
  library('commons-io', '2.19.0-1'),
  library('commons-configuration2', '2.11.0-2'),
  library('commons-beanutils', '1.10.1-1.1'),
  library('commons-validator', '1:1.9.0-1'),
  library('opencsv', '5.2-1'),
  library('commons-pool2', '2.12.0-1'),
];
