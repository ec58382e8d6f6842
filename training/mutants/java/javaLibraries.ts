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

/** Not among the projects of the usual collections of real Java bugs, by which models are judged. */
export const JAVA_LIBRARIES: readonly JavaLibrary[] = [
  {
    name: 'commons-io',
    version: '2.19.0-1',
    main: 'src/main/java',
    tests: 'src/test/java',
    resources: ['src/main/resources', 'src/test/resources'],
  },
];
