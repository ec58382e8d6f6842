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

const maven = (name: string, version: string): JavaLibrary => ({
  name,
  version,
  main: 'src/main/java',
  tests: 'src/test/java',
  resources: ['src/main/resources', 'src/test/resources'],
});

/** Not among the projects of the usual collections of real Java bugs, by which models are judged. */
export const JAVA_LIBRARIES: readonly JavaLibrary[] = [
  maven('commons-io', '2.19.0-1'),
  maven('commons-text', '1.13.1-1'),
  maven('commons-beanutils', '1.10.1-1.1'),
  maven('libcommons-net-java', '3.9.0-1'),
  maven('commons-configuration2', '2.11.0-2'),
  maven('commons-pool2', '2.12.0-1'),
  maven('libcommons-validator-java', '1:1.9.0-1'),
  maven('libcommons-digester-java', '1.8.1-7'),
  maven('libcommons-fileupload-java', '1.5-1.1'),
  maven('commons-exec', '1.3-3'),
  maven('plexus-utils2', '3.4.2-1'),
  maven('args4j', '2.33-2'),
  maven('picocli', '4.6.2-2'),
];
