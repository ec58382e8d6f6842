/** A package of Debian whose tests find faults of its older versions. */
export interface PythonPackage {
  /** Of its source package. */
  name: string;
  /** Folders that imports come from, those of them that there are; the package's root and `src` where nothing is said. */
  paths?: readonly string[];
  /** Folders or files of tests, those of them that there are; what pytest finds where nothing is said. */
  tests?: readonly string[];
  /** Of pytest. */
  options?: readonly string[];
}

const plain = (names: string): PythonPackage[] => names.split(' ').map((name) => ({ name }));

/** Pure Python, with tests that take seconds. None of them is judged on. */
export const PYTHON_PACKAGES: readonly PythonPackage[] = [
  ...plain('python-vobject beautifulsoup4 pybtex python-lark prompt-toolkit python-dateutil rich python-xmltodict configobj'),
  ...plain('bibtexparser dominate elementpath python-html2text python-schema python-h11 python-cerberus python-box genshi'),
  ...plain('mutagen mako isodate python-email-validator python-pathspec python-inflect python-jsmin python-dotenv hyperlink'),
  ...plain('vulture python-packaging python-cssselect toolz cssutils asn1crypto pydocstyle python-boltons python-click'),
  ...plain('python-docutils python-arrow pyflakes pypdf python-toml python-asttokens natsort feedparser python-nameparser'),
  ...plain('python-h2 python-oauthlib cmd2 deepdiff dnspython dpath-python httpx httpcore jsonpickle markdown-it-py mpmath'),
  ...plain('pastedeploy pyrsistent python-bleach python-cachetools python-babel python-ecdsa python-werkzeug python-semver'),
  ...plain('python-tabulate python-multipart python-hjson rope jinja2 python-falcon python-pyfakefs python-urllib3'),
  ...plain('python-xmlschema rdflib pygments dateparser freezegun chardet autopep8 networkx openpyxl python-docformatter'),
  ...plain('astroid pylint python-tinycss2 pycodestyle python-unidiff polib python-humanize python-furl python-textile'),
  ...plain('wcwidth python-num2words'),
];
