/** A Java library from Debian's source package, with its JUnit tests. */
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

const maven = (name: string, version: string): JavaLibrary => ({
  name,
  version,
  main: 'src/main/java',
  tests: 'src/test/java',
  resources: ['src/main/resources', 'src/test/resources'],
});

/** Libraries outside the usual collections of real Java bugs, which are used for judging models. */
export const JAVA_LIBRARIES: readonly JavaLibrary[] = [
  maven('commons-io', '2.19.0-1'),
  maven('libcommons-net-java', '3.9.0-1'),
  maven('bcel', '6.10.0-1'),
  maven('joda-convert', '2.2.2-1'),
  maven('fest-assert', '2.0~M10-2'),
];
