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
  ...plain('python-parse python-unidiff python-tomlkit python-markdown2 wcwidth polib python-furl python-textile'),
  ...plain('python-tinycss2 python-humanize pycodestyle pyflakes vulture python-pathspec python-inflect python-lark'),
  ...plain('python-html2text python-schema python-toml python-jsmin python-num2words python-packaging python-asttokens'),
  ...plain('python-email-validator natsort isodate feedparser python-vobject mako python-dotenv dominate python-nameparser'),
  ...plain('python-xmltodict configobj asn1crypto cssutils hyperlink bibtexparser pybtex python-h2 python-h11'),
  ...plain('python-oauthlib rich beautifulsoup4 cmd2 deepdiff dnspython dpath-python httpx httpcore jsonpickle'),
  ...plain('markdown-it-py mpmath pastedeploy pyrsistent mutagen pydocstyle python-arrow prompt-toolkit python-boltons'),
  ...plain('python-bleach python-box python-cachetools python-cerberus python-click python-cssselect python-dateutil'),
  ...plain('python-babel python-docutils python-ecdsa python-werkzeug python-semver python-tabulate toolz python-multipart'),
  ...plain('python-hjson genshi rope jinja2 python-falcon python-pyfakefs python-urllib3 python-xmlschema elementpath'),
  ...plain('rdflib pypdf pygments dateparser freezegun chardet autopep8 networkx openpyxl python-docformatter astroid'),
  ...plain('pylint'),
];
